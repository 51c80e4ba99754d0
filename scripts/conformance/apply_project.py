"""Lets pinplan make, change and end things in the emulator's account, and says what has to be there.

    apply_project.py PINPLAN

Run by check-conformance.sh. What has to be there is worked out here from what was declared, in the
API's own words and apart from pinplan's code; ids come from `pinplan state list`.
"""
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

PROJECT = """\
version: 1
account: { name: northwind-uk, country: GB, currency: GBP, ad_account_id: "549755885175" }
target: pinterest
"""
FIRST = """\
campaigns:
  spring:
    name: Spring sale
    objective: traffic
    budget: { daily: 200.00 }
    schedule: { start: 2031-03-01, end: 2031-03-31 }
    ad_groups:
      women:
        name: UK women
        bid: 0.35
        placement: browse
        targeting:
          locations: [GB, IE]
          languages: [en-GB]
          genders: [female, unspecified]
          ages: [25-34, 35-44]
          devices: [iphone, android_mobile]
          interests: [home_decor]
          audiences: { include: [visitors], exclude: [buyers] }
        keywords:
          - velvet sofa
          - { text: corner sofa, match: exact }
          - { text: free sofa, match: negative_phrase }
        ads:
          hero: { pin: "813744226420795884", name: Velvet hero, destination_url: "https://northwind.example/sofas", tracking_params: { utm_source: pinterest } }
          plain: { pin: "813744226420795885", status: paused }
      men: { name: UK men, bid: 0.30, targeting: { locations: [GB] }, keywords: [desk], ads: { desk: { pin: "813744226420795885" } } }
  reach:
    objective: awareness
    budget: { lifetime: 900.00 }
    schedule: { start: 2031-04-01, end: 2031-04-30 }
    ad_groups:
      all: { bid: automatic, targeting: { locations: [US-CA] }, ads: { hero: { pin: "813744226420795884" } } }
  film:
    objective: video_awareness
    status: paused
    ad_groups:
      all:
        budget: { daily: 20.00 }
        schedule: { start: 2031-05-01 }
        bid: automatic
        targeting: { locations: [GB] }
        ads: { film: { pin: "813744226420795886" } }
audiences:
  visitors: { type: external, name: Visitors, id: "2542620905475" }
  buyers: { type: external, name: Buyers, id: "2542620905476" }
"""
# A bid, a budget, a name, a keyword more and one less, an ad group ended.
EDITS = [("bid: 0.35", "bid: 0.45"), ("daily: 200.00", "daily: 150.00"),
         ("name: UK women", "name: UK women 25-44"), ("- velvet sofa", "- linen sofa"),
         ("      men: { name: UK men, ", "      men: { status: archived, name: UK men, ")]


def seconds(year, month, day):
    """The first second of a UTC day."""
    return int(datetime.datetime(year, month, day, tzinfo=datetime.timezone.utc).timestamp())


def pinplan(binary, folder, *words):
    result = subprocess.run([binary, *words, "-C", folder], capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(words)} ended with {result.returncode}:\n{result.stdout[-1500:]}"
                 f"{result.stderr[-1500:]}")
    return result.stdout


def expected(ids):
    """What the account has to hold in the end, as the API says it."""
    micros = 1_000_000
    spring = {
        "name": "Spring sale", "objective_type": "CONSIDERATION", "status": "ACTIVE",
        "daily_spend_cap": 150 * micros, "is_campaign_budget_optimization": True,
        "start_time": seconds(2031, 3, 1), "end_time": seconds(2031, 4, 1) - 1}
    women = {
        "name": "UK women 25-44", "campaign_id": ids["campaign/spring"], "status": "ACTIVE",
        "billable_event": "CLICKTHROUGH", "budget_type": "CBO_ADGROUP",
        "bid_in_micro_currency": 450_000, "bid_strategy_type": "MAX_BID",
        "placement_group": "BROWSE", "auto_targeting_enabled": False,
        "targeting_spec": {
            "LOCATION": ["GB", "IE"], "LOCALE": ["en-GB"], "GENDER": ["female", "unknown"],
            "AGE_BUCKET": ["25-34", "35-44"], "APPTYPE": ["iphone", "android_mobile"],
            "INTEREST": ["935249274030"], "AUDIENCE_INCLUDE": ["2542620905475"],
            "AUDIENCE_EXCLUDE": ["2542620905476"]}}
    reach = {
        "name": "reach", "objective_type": "AWARENESS", "lifetime_spend_cap": 900 * micros,
        "is_campaign_budget_optimization": True}
    film_group = {
        "name": "all", "budget_type": "DAILY", "budget_in_micro_currency": 20 * micros,
        "billable_event": "IMPRESSION", "bid_strategy_type": "AUTOMATIC_BID"}
    hero = {
        "pin_id": "813744226420795884", "creative_type": "REGULAR", "name": "Velvet hero",
        "status": "ACTIVE", "ad_group_id": ids["ad_group/spring/women"],
        "destination_url": "https://northwind.example/sofas?utm_source=pinterest"}

    def entity(kind, address, fields, parent=None):
        item = {"kind": kind, "id": ids[address], "fields": fields}
        if parent:
            item["parent_id"] = ids[parent]
        return item

    def keyword(match, wire, text):
        return entity("keyword", f"keyword/spring/women/{match}/{text}",
                      {"value": text, "match_type": wire}, "ad_group/spring/women")

    return [
        entity("campaign", "campaign/spring", spring),
        entity("campaign", "campaign/reach", reach),
        entity("campaign", "campaign/film",
               {"objective_type": "VIDEO_COMPLETION", "status": "PAUSED",
                "is_campaign_budget_optimization": False}),
        entity("ad_group", "ad_group/spring/women", women),
        entity("ad_group", "ad_group/spring/men", {"status": "ARCHIVED"}),
        entity("ad_group", "ad_group/reach/all",
               {"bid_strategy_type": "AUTOMATIC_BID", "targeting_spec": {"GEO": ["US-CA"]}}),
        entity("ad_group", "ad_group/film/all", film_group),
        entity("ad", "ad/spring/women/hero", hero),
        entity("ad", "ad/spring/women/plain",
               {"pin_id": "813744226420795885", "status": "PAUSED"}),
        entity("ad", "ad/film/all/film", {"creative_type": "VIDEO"}),
        keyword("broad", "BROAD", "linen sofa"), keyword("exact", "EXACT", "corner sofa"),
        keyword("negative_phrase", "PHRASE_NEGATIVE", "free sofa"),
    ]


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "campaigns").mkdir()
        (folder / "pinplan.yaml").write_text(PROJECT)
        text = FIRST
        (folder / "campaigns" / "all.yaml").write_text(text)
        pinplan(binary, folder, "apply", "--auto-approve")
        pinplan(binary, folder, "plan", "--detailed-exitcode")
        for before, after in EDITS:
            assert before in text, before
            text = text.replace(before, after, 1)
        (folder / "campaigns" / "all.yaml").write_text(text)
        pinplan(binary, folder, "apply", "--auto-approve", "--override",
                "guardrail.max_archive_share", "--reason", "a test")
        pinplan(binary, folder, "plan", "--detailed-exitcode")
        pinplan(binary, folder, "drift")
        listing = json.loads(pinplan(binary, folder, "state", "list", "--format", "json"))
        ids = {resource["address"]: resource["id"] for resource in listing["resources"]}
        subprocess.run([binary, "auth", "status"], check=True, stdout=subprocess.DEVNULL)
        imported = folder / "imported"
        imported.mkdir()
        (imported / "pinplan.yaml").write_text(PROJECT)
        pinplan(binary, imported, "import")
        pinplan(binary, imported, "plan", "--detailed-exitcode")
    pathlib.Path(os.environ["EXPECTED"]).write_text(json.dumps(expected(ids), indent=1))


if __name__ == "__main__":
    main()
