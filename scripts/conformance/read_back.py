"""Reads an account back through Pinterest's own Python client and compares it with what should be
there.

    read_back.py URL AD_ACCOUNT EXPECTED

URL is the base of the API (http://127.0.0.1:PORT/v5). EXPECTED is a JSON list of objects with
`kind` (campaign, ad_group, ad, keyword, audience or customer_list), `id`, and `fields`: names and values as on the wire.
A keyword also has `parent_id`, of an ad group or a campaign. The list is all that is read: what
else lives in the account is not looked at, unless --all is given, which makes it a difference.
Prints what was compared; exits 1 with one line for each difference.
"""

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path


def plain(value):
    """A model of the client as the JSON that it was made from."""
    if hasattr(value, "to_dict"):
        value = value.to_dict()
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return getattr(value, "value", value)


def same(expected, found):
    """Lists are compared as sets where Pinterest may reorder them: lists of texts."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(same(value, found.get(name)) for name, value in expected.items()) and all(
            found[name] in (None, []) for name in found if name not in expected
        )
    if isinstance(expected, list) and isinstance(found, list):
        if all(isinstance(item, str) for item in expected + found):
            return sorted(expected) == sorted(found)
        return len(expected) == len(found) and all(map(same, expected, found))
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected is found
    return expected == found


class Account:
    """What the client reads, each kind once."""

    STATUSES = ["ACTIVE", "PAUSED", "ARCHIVED"]

    def __init__(self, account):
        # The client takes its address from the environment when it is imported.
        from pinterest.ads.ad_groups import AdGroup
        from pinterest.ads.ads import Ad
        from pinterest.ads.audiences import Audience
        from pinterest.ads.campaigns import Campaign
        from pinterest.ads.customer_lists import CustomerList
        from pinterest.ads.keywords import Keyword
        from pinterest.client import PinterestSDKClient

        self.account = account
        self.client = PinterestSDKClient.create_client_with_token(os.environ["TOKEN"])
        self.models = {
            "campaign": Campaign, "ad_group": AdGroup, "ad": Ad, "keyword": Keyword,
            "audience": Audience, "customer_list": CustomerList,
        }
        self.read = {}

    def pages(self, kind, **filters):
        items, bookmark = self.models[kind].get_all(
            ad_account_id=self.account, page_size=250, client=self.client, **filters
        )
        yield from items
        while bookmark:
            items, bookmark = bookmark.get_next()
            yield from items

    # What has no status, by the filters that show all of it.
    FILTERS = {
        "audience": [{"ownership_type": "OWNED"}, {"ownership_type": "RECEIVED"}],
        "customer_list": [{}],
    }

    def all(self, kind):
        if kind not in self.read:
            self.read[kind] = {}
            for filters in self.FILTERS.get(kind, [{"entity_statuses": self.STATUSES}]):
                found = self.pages(kind, **filters)
                self.read[kind].update({entity.id: entity for entity in found})
        return self.read[kind]

    def keywords(self, parent):
        if ("keyword", parent) not in self.read:
            of = "campaign_id" if parent in self.all("campaign") else "ad_group_id"
            found = self.pages("keyword", **{of: parent})
            self.read["keyword", parent] = {entity.id: entity for entity in found}
        return self.read["keyword", parent]

    def find(self, expected):
        kind = expected["kind"]
        if kind == "keyword":
            return self.keywords(expected["parent_id"]).get(expected["id"])
        return self.all(kind).get(expected["id"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("account")
    parser.add_argument("expected", type=Path)
    parser.add_argument("--all", action="store_true", help="nothing else may be there")
    options = parser.parse_args()
    os.environ["PINTEREST_API_URI"] = options.url
    os.environ.setdefault("TOKEN", "pina_emulator")
    account = Account(options.account)
    expectations = json.loads(options.expected.read_text())
    compared, unread, differences = Counter(), Counter(), []
    for expected in expectations:
        kind, name = expected["kind"], f"{expected['kind']} {expected['id']}"
        entity = account.find(expected)
        if entity is None:
            differences.append(f"{name}: not in the account")
            continue
        compared[kind] += 1
        for field, value in expected["fields"].items():
            if not hasattr(entity, f"_{field}"):
                unread[f"{kind}.{field}"] += 1
                continue
            found = plain(getattr(entity, f"_{field}"))
            compared["fields"] += 1
            if not same(value, found):
                differences.append(
                    f"{name}: {field} is {json.dumps(found)}, expected {json.dumps(value)}"
                )
    if options.all:
        ids = {(expected["kind"], expected["id"]) for expected in expectations}
        kinds = {expected["kind"] for expected in expectations} & set(account.FILTERS)
        for kind in ("campaign", "ad_group", "ad", *sorted(kinds)):
            differences += [
                f"{kind} {id}: not expected" for id in account.all(kind) if (kind, id) not in ids
            ]
    for difference in differences:
        print(difference)
    for field, count in sorted(unread.items()):
        print(f"the client does not know {field} ({count} times)")
    entities = ", ".join(f"{compared[kind]} {kind}s" for kind in account.models)
    print(f"{entities}: {compared['fields']} fields read back, {len(differences)} differences")
    return 1 if differences or not expectations else 0


if __name__ == "__main__":
    sys.exit(main())
