"""Projects for target pinterest as values, that scripts write, change and compare with an account.

A project is what its YAML says: `audiences` and `campaigns` by key. YAML holds JSON, so a file of
it is the value itself. Names rise with a counter, so that none comes twice in what lives.
"""
import collections
import copy
import json
import pathlib

import emulator
import list_project

VIDEO_PIN = "813744226420795886"
AUDIENCES = ("2542620905475", "2542620905476")
TAG = "2617998078211"


def ad_group(number, keywords, ads, pins=emulator.PINS, **fields):
    return {
        "name": f"Group {number}", "bid": f"0.{30 + number % 60}",
        "targeting": {"locations": ["GB"], "ages": ["25-34", "35-44"], "genders": ["female"]},
        **fields,
        "keywords": [{"text": f"word {number} {word}", "match": ("broad", "exact")[word % 2]}
                     for word in range(keywords)],
        # Every other ad has no name: ads are told apart by what they show and where to.
        "ads": {f"ad-{ad}": {
            "pin": pins[ad % len(pins)], **({"name": f"Ad {number} {ad}"} if ad % 2 else {}),
            "destination_url": f"https://shop.example/{number}/{ad}"} for ad in range(ads)}}


def campaign(number, **fields):
    return {"name": f"Campaign {number}", "objective": "traffic",
            "budget": {"daily": f"{100 + number}.00"}, "schedule": {"start": "2031-03-01"},
            **fields, "ad_groups": {}}


def project(campaigns, ad_groups, keywords, ads):
    """Campaigns of traffic, and one of films, whose ad groups have the budgets."""
    made = {"audiences": {
        "visitors": {"type": "external", "id": AUDIENCES[0]},
        "carts": {"type": "visitor", "tag": TAG, "retention_days": 30, "events": ["add_to_cart"]},
        "like-carts": {"type": "actalike", "seed": "carts", "country": "GB", "percentage": 3},
        "engaged": {"type": "engagement", "engagement": "all",
                    "source": {"domains": ["northwind.example"]}}}, "campaigns": {}}
    for number in range(campaigns):
        of = made["campaigns"][f"campaign-{number}"] = campaign(number)
        for place in range(ad_groups):
            of["ad_groups"][f"group-{place}"] = ad_group(number * ad_groups + place, keywords, ads)
    films = campaign(900, objective="video_awareness")
    del films["budget"], films["schedule"]
    for place in range(2):
        films["ad_groups"][f"film-{place}"] = ad_group(
            900 + place, keywords, 1, [VIDEO_PIN], bid="automatic",
            budget={"daily": f"{30 + place}.00"}, schedule={"start": "2031-03-01"})
    made["campaigns"]["films"] = films
    groups = made["campaigns"]["campaign-0"]["ad_groups"]
    groups["group-0"]["targeting"]["audiences"] = {"include": ["carts", "like-carts"]}
    return made


def changed(project):
    """Another version: of each kind of resource some are new, changed, renamed and gone."""
    made = copy.deepcopy(project)
    audiences, campaigns = made["audiences"], made["campaigns"]
    del audiences["visitors"]
    audiences["buyers"] = {"type": "external", "id": AUDIENCES[1]}
    audiences["carts"].update(name="Full carts", description="Who put something into the cart")
    del audiences["engaged"]
    audiences["searched"] = {"type": "visitor", "tag": TAG, "events": ["search"]}
    campaigns["campaign-0"].update(name="Renamed", budget={"daily": "150.00"})
    campaigns["campaign-1"].update(status="paused")
    campaigns["campaign-2"].update(budget={"daily": "50.00"})
    campaigns["campaign-2"]["schedule"]["end"] = "2031-06-30"
    del campaigns["campaign-3"]
    campaigns["campaign-new"] = campaign(70)
    campaigns["campaign-new"]["ad_groups"]["group-0"] = ad_group(70, 3, 2)
    films = campaigns["films"]["ad_groups"]
    films["film-0"]["budget"]["daily"] = "45.00"
    films["film-1"]["budget"]["daily"] = "15.00"
    for place, key in enumerate(("campaign-0", "campaign-2")):
        groups = campaigns[key]["ad_groups"]
        groups["group-0"]["name"] = f"Renamed group {place}"
        groups["group-1"].update(bid="0.95")
        groups["group-1"]["targeting"].update(
            ages=["45-49"], audiences={"include": ["buyers"]}, interests=["home_decor"])
        del groups["group-2"]
        groups["group-3"]["status"] = "paused"
        groups["group-new"] = ad_group(80 + place, 3, 3)
        ads = groups["group-0"]["ads"]
        ads["ad-0"]["destination_url"] += "/new"
        ads["ad-1"]["name"] = f"Renamed ad {place}"
        ads["ad-2"]["status"] = "paused"
        del ads["ad-3"]
        ads["ad-new"] = {"pin": emulator.PINS[0], "destination_url": f"https://shop.example/n{place}"}
        words = groups["group-0"]["keywords"]
        del words[0]
        words += [{"text": f"new word {place} {word}", "match": "phrase"} for word in range(2)]
    return made


# What `--replace` creates anew in a version of its own: one of each kind, and with children; what is made
# from an audience goes along.
REPLACED = ("audience/carts", "campaign/campaign-1", "ad_group/campaign-0/group-1",
            "ad/campaign-0/group-0/ad-0",
            "ad/campaign-2/group-0/ad-1", "keyword/campaign-2/group-1/broad/word 9 0")


def with_replacements(project):
    """Another version, with what is fixed once created changed where `REPLACED` allows it."""
    made = copy.deepcopy(project)
    campaigns = made["campaigns"]
    campaigns["campaign-1"]["objective"] = "awareness"
    for group in campaigns["campaign-1"]["ad_groups"].values():
        group["bid"] = "5.00"
    campaigns["campaign-0"]["ad_groups"]["group-0"]["ads"]["ad-0"]["pin"] = emulator.PINS[2]
    campaigns["campaign-2"]["name"] = "Renamed"
    made["audiences"]["carts"]["retention_days"] = 60
    return made


def with_lists(people, *, gone=False):
    """Two customer lists, one of which an ad group targets; the other can be gone."""
    made = {"audiences": {"customers": list_project.audience(people, name="Customers")},
            "campaigns": {"campaign-0": campaign(0)}}
    if not gone:
        made["audiences"]["opted-in"] = list_project.audience(range(500, 610), name="Opted in")
    group = made["campaigns"]["campaign-0"]["ad_groups"]["group-0"] = ad_group(0, 0, 1)
    group["targeting"]["audiences"] = {"include": ["customers"]}
    return made


def write(project, folder):
    folder = pathlib.Path(folder)
    (folder / "campaigns").mkdir(parents=True, exist_ok=True)
    (folder / "pinplan.yaml").write_text(
        "version: 1\n"
        "account: { name: northwind-uk, country: GB, currency: GBP,"
        f' ad_account_id: "{emulator.ACCOUNT}" }}\n'
        "target: pinterest\n"
        "guardrails: { max_archive_share: 100%, max_list_removal: 100% }\n")
    (folder / "campaigns" / "all.yaml").write_text(
        json.dumps(list_project.written(project, folder), indent=1) + "\n")


def declared(project):
    """Everything that has to live in the account, counted."""
    found = collections.Counter()
    for campaign_ in project["campaigns"].values():
        at = campaign_["name"]
        found["campaign", at, campaign_["objective"]] += 1
        for group in campaign_["ad_groups"].values():
            below = at, group["name"]
            found["ad group", *below] += 1
            for word in group["keywords"]:
                found["keyword", *below, word["match"], word["text"]] += 1
            for ad in group["ads"].values():
                found["ad", *below, ad["pin"], ad.get("name"), ad["destination_url"]] += 1
    return found


OBJECTIVES = {"CONSIDERATION": "traffic", "AWARENESS": "awareness",
              "VIDEO_COMPLETION": "video_awareness"}


def living(dump):
    """The same of an account, from the emulator's dump."""
    found = collections.Counter()
    alive = {kind: {row["id"]: row for row in dump[kind]
                    if row.get("status") != "ARCHIVED" and not row.get("archived")}
             for kind in ("campaigns", "ad_groups", "ads", "keywords")}
    for row in alive["campaigns"].values():
        found["campaign", row["name"], OBJECTIVES.get(row["objective_type"])] += 1
    below = {}
    for key, row in alive["ad_groups"].items():
        below[key] = alive["campaigns"][row["campaign_id"]]["name"], row["name"]
        found["ad group", *below[key]] += 1
    for row in alive["keywords"].values():
        # Keywords stay below an archived ad group, and mean nothing there.
        if row["parent_id"] in below:
            found["keyword", *below[row["parent_id"]], row["match_type"].lower(), row["value"]] += 1
    for row in alive["ads"].values():
        found["ad", *below[row["ad_group_id"]], row["pin_id"], row["name"],
              row["destination_url"]] += 1
    return found


def complaints(project, dump):
    """What lives too often or not at all, in words."""
    wanted, found = declared(project), living(dump)
    return [f"{'more than once' if wanted[key] else 'not declared'}: {key}, {found[key]} of {wanted[key]}"
            for key in sorted(found - wanted, key=str)] + [
                f"missing: {key}" for key in sorted(wanted - found, key=str)]
