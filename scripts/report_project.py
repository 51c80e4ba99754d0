"""Two states of one project with something of everything that a report shows."""

PROJECT = """version: 1
account: { name: %(account)s, country: GB }
include: [campaigns/*.yaml, audiences/*.yaml]
guardrails: { max_daily_spend: 2500.00 }
"""

AUDIENCES = """audiences:
  visitors-30d: { type: visitor, name: Visitors 30 days, tag: "2617998078211", retention_days: 30, events: [add_to_cart] }
"""

BEFORE = """campaigns:
  spring-sale:
    name: Spring sale 2027
    objective: traffic
    spend_limit: { daily: 120.00 }
    ad_groups:
      uk-women:
        name: UK women 25-44
        schedule: { start: 2027-03-01, end: 2027-03-31 }
        budget: { daily: 75.00 }
        bid: 0.35
        targeting: { locations: [GB], genders: [female] }
        keywords: [velvet sofa, corner sofa]
        ads:
          hero: { pin: "813744226420795884", name: Velvet hero, destination_url: https://northwind.example/sofas }
      uk-everyone:
        name: UK everyone
        schedule: { start: 2027-02-15, end: 2027-04-05 }
        budget: { daily: 60.00 }
        bid: 0.30
        targeting: { locations: [GB] }
        ads: { hero: { pin: "813744226420795885" } }
      clearance:
        name: Clearance
        schedule: { start: 2027-04-01, end: 2027-04-12 }
        budget: { lifetime: 700.00 }
        bid: 0.25
        targeting: { locations: [GB] }
        ads: { sale: { pin: "813744226420795886" } }
  always-on:
    name: Always on
    objective: engagement
    ad_groups:
      core:
        name: Core range
        budget: { daily: 40.00 }
        bid: 0.20
        targeting: { interests: [home_decor] }
        ads: { main: { pin: "813744226420795887" } }
      retargeting:
        name: Retargeting
        budget: { daily: 25.00 }
        bid: 0.30
        targeting: { audiences: { include: [visitors-30d] } }
        ads: { main: { pin: "813744226420795888" } }
  winter:
    name: Winter warmers
    objective: traffic
    budget: { daily: 80.00 }
    schedule: { start: 2027-01-10, end: 2027-03-20 }
    ad_groups:
      rugs:
        name: Rugs
        bid: 0.30
        targeting: { locations: [GB] }
        ads: { rug: { pin: "813744226420795889" } }
      throws:
        name: Throws
        status: paused
        bid: 0.30
        targeting: { locations: [GB] }
        ads: { throw: { pin: "813744226420795890" } }
"""

# What is edited: (old, new), each of which stands in the text exactly once.
EDITS = [
    ("spend_limit: { daily: 120.00 }", "spend_limit: { daily: 150.00 }"),
    ("end: 2027-03-31 }\n        budget: { daily: 75.00 }\n        bid: 0.35",
     "end: 2027-04-10 }\n        budget: { daily: 90.00 }\n        bid: 0.45"),
    ("[velvet sofa, corner sofa]", "[velvet sofa, { text: corner sofa, match: exact, bid: 0.50 }]"),
    ("https://northwind.example/sofas", "https://northwind.example/collections/sofas"),
    ("budget: { lifetime: 700.00 }", "budget: { lifetime: 1240.00 }"),
    ("        name: Retargeting\n", "        name: Retargeting\n        status: paused\n"),
    ("""      throws:
        name: Throws
        status: paused
        bid: 0.30
        targeting: { locations: [GB] }
        ads: { throw: { pin: "813744226420795890" } }
""", ""),
]

NEW = """campaigns:
  summer:
    name: Garden summer
    objective: awareness
    ad_groups:
      terrace:
        name: Terrace
        schedule: { start: 2027-04-15, end: 2027-08-31 }
        budget: { daily: 55.00 }
        bid: 5.00
        targeting: { locations: [GB], interests: [gardening] }
        ads:
          main: { pin: "813744226420795891", name: Terrace at dusk }
          second: { pin: "813744226420795892" }
      festival:
        name: Festival weekend
        schedule: { start: 2027-06-01, end: 2027-06-07 }
        budget: { lifetime: 900.00 }
        bid: 5.00
        targeting: { locations: [GB] }
        ads: { main: { pin: "813744226420795893" } }
"""


def edited():
    text = BEFORE
    for old, new in EDITS:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def write(folder, is_edited, account="northwind-uk"):
    """Writes one of the two states of the project into a folder."""
    for name in ("campaigns", "audiences"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "pinplan.yaml").write_text(PROJECT % {"account": account})
    (folder / "audiences" / "site.yaml").write_text(AUDIENCES)
    (folder / "campaigns" / "running.yaml").write_text(edited() if is_edited else BEFORE)
    if is_edited:
        (folder / "campaigns" / "summer.yaml").write_text(NEW)
