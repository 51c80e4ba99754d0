#!/usr/bin/env python3
"""Writes a project of many ad groups for measurements and kill tests.

    sample_project.py AD_GROUPS FOLDER [--variant N]

Ten ad groups a campaign, five keywords and an ad each, a hundred campaigns a file. Another
variant has other bids and budgets under the same keys, so that every ad group changes.
"""
import argparse
import pathlib

PER_CAMPAIGN, PER_FILE = 10, 100
ROOMS = ("hall", "kitchen", "bedroom", "study", "garden", "attic", "cellar", "porch", "nursery")
THINGS = ("lamp", "rug", "shelf", "stool", "bench", "mirror", "vase", "clock", "basket", "cushion")
OBJECTIVES = {"traffic": 40, "engagement": 45, "video_awareness": 800}


def cents(amount):
    return f"{amount // 100}.{amount % 100:02d}"


def keyword(number, place):
    room = ROOMS[(number * 7 + place) % len(ROOMS)]
    return f"{room} {THINGS[(number + place * 3) % len(THINGS)]} {place}"


def ad_group(number, objective, variant):
    spread = (number * 37 + variant * 11) % 50
    month = number % 9 + 1
    lifetime = number % 5 == 0
    amount = f"lifetime: {cents(40000 + spread * 100)}" if lifetime else f"daily: {cents(2000 + spread * 10)}"
    matches = ("broad", "phrase", "exact", "exact", "negative_exact")
    lines = [
        f"      group-{number % PER_CAMPAIGN}:",
        f"        name: {ROOMS[number % len(ROOMS)].title()} {number}",
        f"        status: {'paused' if number % 11 == 0 else 'active'}",
        f"        placement: {('all', 'browse', 'search')[number % 3]}",
        f"        schedule: {{ start: 2031-{month:02d}-05, end: 2031-{month + 2:02d}-20 }}",
        f"        budget: {{ {amount} }}",
        f"        bid: {cents(OBJECTIVES[objective] + spread)}",
        "        targeting:",
        f"          locations: {('[US]', '[US, CA]', '[CA]')[number % 3]}",
        "          languages: [en-US]",
        f"          genders: {('[female]', '[female, male]')[number % 2]}",
        "          ages: [25-34, 35-44]",
        "          devices: [iphone, android_mobile]",
        "          interests: [home_decor]",
        "        keywords:",
    ]
    for place, match in enumerate(matches):
        text = keyword(number, place)
        own = f", bid: {cents(50 + spread)}" if match == "exact" and objective == "traffic" else ""
        lines.append(f"          - {text}" if match == "broad"
                     else f"          - {{ text: {text}, match: {match}{own} }}")
    return lines + [
        "        ads:",
        "          main:",
        f'            pin: "{700000000000000000 + number}"',
        f"            name: Main {number}",
        f"            destination_url: https://shop.example/item/{number}",
        f"            tracking_params: {{ utm_source: pinterest, utm_content: item-{number} }}",
    ]


def write(groups, folder, variant=0):
    """Writes the project and returns how many resources it declares."""
    folder = pathlib.Path(folder)
    (folder / "campaigns").mkdir(parents=True, exist_ok=True)
    (folder / "pinplan.yaml").write_text(
        "version: 1\naccount: { name: sample-us, country: US }\ninclude: [campaigns/*.yaml]\n")
    files = {}
    campaigns = (groups + PER_CAMPAIGN - 1) // PER_CAMPAIGN
    for campaign in range(campaigns):
        objective = list(OBJECTIVES)[campaign % len(OBJECTIVES)]
        lines = files.setdefault(campaign // PER_FILE, ["campaigns:"])
        lines += [f"  campaign-{campaign:05d}:", f"    name: Campaign {campaign}",
                  f"    objective: {objective}"]
        if campaign % 4 == 0:
            lines.append("    spend_limit: { daily: 5000.00 }")
        lines.append("    ad_groups:")
        for number in range(campaign * PER_CAMPAIGN, min(groups, (campaign + 1) * PER_CAMPAIGN)):
            lines += ad_group(number, objective, variant)
    for index, lines in files.items():
        (folder / "campaigns" / f"part-{index:04d}.yaml").write_text("\n".join(lines) + "\n")
    return campaigns + groups * 7


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("groups", type=int)
    words.add_argument("folder")
    words.add_argument("--variant", type=int, default=0)
    given = words.parse_args()
    print(write(given.groups, given.folder, given.variant), "resources")
