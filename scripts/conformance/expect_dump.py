"""Prints what the emulator says of its account, in the form that read_back.py expects."""

import json
import sys
import urllib.request

ACCOUNT = "549755885175"
KINDS = {
    "campaigns": "campaign", "ad_groups": "ad_group", "ads": "ad", "keywords": "keyword",
    "audiences": "audience", "customer_lists": "customer_list",
}


def main():
    with urllib.request.urlopen(sys.argv[1] + "/_emulator/dump") as answer:
        dump = json.load(answer)
    expected = []
    for name, kind in KINDS.items():
        for row in dump[name]:
            if not row.get("archived") and row.get("ad_account_id", ACCOUNT) == ACCOUNT:
                entry = {"kind": kind, "id": row["id"], "fields": row}
                if kind == "keyword":
                    entry["parent_id"] = row["parent_id"]
                expected.append(entry)
    json.dump(expected, sys.stdout)


main()
