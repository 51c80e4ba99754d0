#!/usr/bin/env python3
"""Holds real HTML reports, as a browser shows them, against the JSON of the same plans.

    check_html.py PINPLAN                 what `make test` runs
    check_html.py PINPLAN --measure N     sizes and times of a plan of N changed ad groups

Nothing may appear on the console, the filters have to leave what the JSON says, every amount has
to be the JSON's, and the text of a hostile project has to stay text.
"""
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.parse

import report_project
import sample_project
from page import Page, address, browser

BEFORE, NOW = "2027-01-05T10:00:00Z", "2027-02-10T10:00:00Z"
HOSTILE = [
    ("Spring sale 2027", "<img src=x onerror=alert(1)>"),
    ("UK women 25-44", "</script><script>document.title='broken'</script>"),
    ("UK everyone", "' onmouseover='alert(1)"),
    ("Clearance", '"><svg onload=alert(1)>'),
    ("Always on", "<!-- <style>*{display:none}</style>"),
    ("Velvet hero", "{{7*7}} ${alert(1)} &lt;b&gt; @everyone"),
    ("Retargeting", "</option></select><a href=javascript:alert(1)>x</a>"),
]


def fail(message):
    sys.exit(f"html: {message}")


def expect(is_true, message):
    if not is_true:
        fail(message)


def run(pinplan, *words, expected=0):
    result = subprocess.run([pinplan, *words], capture_output=True, text=True)
    if result.returncode != expected:
        fail(f"{' '.join(map(str, words))} ended with {result.returncode}:\n{result.stderr[-2000:]}")


def hostile(folder):
    """Puts hostile names in the place of all others."""
    for file in folder.glob("campaigns/*.yaml"):
        text = file.read_text()
        for name, other in HOSTILE:
            text = text.replace(f"name: {name}\n", f"name: {json.dumps(other)}\n")
            text = text.replace(f"name: {name},", f"name: {json.dumps(other)},")
        file.write_text(text)


def report(pinplan, folder, prepare=lambda project: None):
    """The report of a plan from one state of the project to the other, and the plan's JSON."""
    project = folder / "project"
    report_project.write(project, False)
    prepare(project)
    run(pinplan, "apply", "--auto-approve", "-C", project, "--now", BEFORE)
    report_project.write(project, True)
    prepare(project)
    files = folder / "report.html", folder / "plan.json"
    run(pinplan, "plan", "-C", project, "--now", NOW, "--html", files[0], "--out", files[1])
    again = folder / "again.html"
    run(pinplan, "show", files[1], "--html", again)
    expect(again.read_bytes() == files[0].read_bytes(), "a saved plan has another report")
    return files[0], json.loads(files[1].read_text())


def is_quiet(page):
    expect(not page.console, "the console says:\n" + "\n".join(page.console))


def at(document, path):
    for key in path.split("."):
        document = document[key]
    return document


def by_day(rows):
    days = {}
    for start, end, amount in rows:
        day, last = datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)
        while day <= last:
            expect(day not in days, f"{day} is there twice")
            days[day] = amount
            day += datetime.timedelta(1)
    return days


def check_plot(figure, before, after, name):
    rows = [[cell["data-value"] or cell.text for cell in row.find("td")]
            for row in figure.find("tbody")[0].find("tr")]
    for column, runs in ((3, before), (4, after)):
        shown = by_day((row[0], row[1], row[column]) for row in rows)
        written = by_day((run["from"], run["to"], run["amount"]) for run in runs)
        expect(len(written) == 90, f"{name}: the forecast has {len(written)} days")
        expect(shown == written, f"{name}: the days of the plot are not those of the JSON")


def check_numbers(page, plan):
    """Every amount on the page is the JSON's, and none of the JSON's is missing."""
    shown = [node for node in page.root.all() if node["data-json"]]
    for node in shown:
        value = at(plan, node["data-json"])
        expect(node["data-value"] == value, f"{node['data-json']} is {value}, not {node['data-value']}")
    names = {node["data-json"] for node in shown}
    wanted = {f"spend.{name}" for name in plan["spend"] if name != "currency"}
    expect(names == wanted, f"these amounts are shown: {sorted(names)}")
    for node in page.root.all():
        if node["data-value"]:
            expect(node.text.replace(",", "").startswith(node["data-value"]),
                   f"{node['data-value']} reads {node.text}")
    forecast = plan["forecast"]
    figures = {figure["data-campaign"]: figure for figure in page.root.find("figure")}
    check_plot(figures.pop(""), forecast["daily_before"], forecast["daily_after"], "the account")
    for campaign in forecast["campaigns"]:
        spends = any(float(run["amount"]) for side in ("daily_before", "daily_after")
                     for run in campaign[side])
        figure = figures.pop(campaign["address"], None)
        expect((figure is not None) == spends, f"{campaign['address']}: plot {figure}")
        if figure:
            check_plot(figure, campaign["daily_before"], campaign["daily_after"], campaign["address"])
        rows = page.root.find("section", id="lifetime")[0].find("tr", data_campaign=campaign["address"])
        sides = [campaign["lifetime_before"], campaign["lifetime_after"]]
        cells = [cell["data-value"] for row in rows for cell in row.find("td") if cell["data-value"]]
        expect(cells == (sides if any(map(float, sides)) else []), f"{campaign['address']}: {cells}")
        for flight in campaign["flights"]:
            check_flight(page, flight)
    expect(not figures, f"there are other plots: {list(figures)}")
    for change in plan["changes"]:
        check_change(page, change)


def check_flight(page, flight):
    rows = page.root.find("tr", data_address=flight["address"])
    expect(len(rows) == 1, f"{flight['address']} has {len(rows)} rows in the calendar")
    side = flight["after"] or flight["before"]
    budgets = [cell["data-value"] for cell in rows[0].find("td") if cell["data-value"]]
    expect(budgets == [side["daily_budget"] or side["lifetime_budget"]], f"{flight['address']}: {budgets}")
    dates = rows[0].find("td", "dates")[0].text
    expect(side["start"] in dates and (side["end"] or "no end") in dates, f"{flight['address']}: {dates}")


def check_change(page, change):
    items = [item for item in page.root.find("li", "change") if item["data-address"] == change["address"]]
    expect(len(items) == 1, f"{change['address']} is shown {len(items)} times")
    shown = {}
    for row in items[0].find("tr"):
        shown[row.find("th")[0].text] = [cell["data-value"] for cell in row.find("td") if cell["data-value"]]
    for field in change["fields"]:
        if field["path"].split(".")[0] not in ("budget", "bid", "spend_limit"):
            continue
        sides = [field[side] for side in ("before", "after") if field[side] not in (None, "automatic")]
        if change["action"] != "archive":
            expect(shown.get(field["path"]) == sides, f"{change['address']} {field['path']}: {shown}")


def check_filters(program, file, plan):
    def campaign(change):
        kind, path = change["address"].split("/", 1)
        return "campaign/" + path.split("/")[0] if kind != "audience" else change["address"]

    cases = [
        ({}, lambda change: True),
        ({"kind": "ad"}, lambda change: change["address"].startswith("ad/")),
        ({"kind": "ad", "action": "create"},
         lambda change: change["address"].startswith("ad/") and change["action"] == "create"),
        ({"campaign": "campaign/summer"}, lambda change: campaign(change) == "campaign/summer"),
        ({"action": "archive", "campaign": "campaign/winter"},
         lambda change: change["action"] == "archive" and campaign(change) == "campaign/winter"),
        ({"q": "TERRACE dusk"}, lambda change: "dusk" in change["name"]),
        ({"q": "no such text"}, lambda change: False),
        ({"kind": "no_such_kind"}, lambda change: True),
    ]
    for fragment, wants in cases:
        page = Page(program, address(file, urllib.parse.urlencode(fragment)))
        is_quiet(page)
        shown = {item["data-address"] for item in page.root.find("li", "change") if not item.is_hidden}
        wanted = {change["address"] for change in plan["changes"] if wants(change)}
        expect(shown == wanted, f"{fragment} leaves {sorted(shown)}, not {sorted(wanted)}")
        count = page.root.find("output")[0].text
        expect(count.startswith(f"{len(wanted)} "), f"{fragment} counts {count}")
        expect(page.root.find(id="none")[0].is_hidden == bool(wanted), f"{fragment}: nothing matches")
    page = Page(program, address(file, "plot=campaign/always-on"))
    shown = [figure["data-campaign"] for figure in page.root.find("figure") if not figure.is_hidden]
    expect(shown == ["campaign/always-on"], f"the chosen plot leaves {shown}")


def check_hostile(program, pinplan, folder, plain):
    folder.mkdir()
    file, plan = report(pinplan, folder, hostile)
    names = {change["name"] for change in plan["changes"]}
    names |= {flight["name"] for campaign in plan["forecast"]["campaigns"] for flight in campaign["flights"]}
    names |= {campaign["name"] for campaign in plan["forecast"]["campaigns"]}
    page = Page(program, address(file))
    is_quiet(page)
    check_numbers(page, plan)
    shown = {node.text for node in page.root.find("bdi", "name")}
    for _, name in HOSTILE:
        expect(name in names and name in shown, f"{name} is not shown as it is")
    expect(tags(page) == tags(plain), f"other elements: {tags(page) ^ tags(plain)}")
    expect(page.root.find("title")[0].text.startswith("northwind-uk: plan "), "the title changed")


def tags(page):
    """Every element and attribute, with how many elements there are."""
    nodes = list(page.root.all())
    return {(node.tag, *sorted(node.attributes)) for node in nodes} | {len(nodes)}


def measure(program, pinplan, folder, groups):
    project = folder / "project"
    sample_project.write(groups, project)
    run(pinplan, "apply", "--auto-approve", "-C", project)
    sample_project.write(groups, project, variant=1)
    file, saved = folder / "report.html", folder / "plan.json"
    run(pinplan, "plan", "-C", project, "--html", file, "--out", saved)
    summary = json.loads(saved.read_text())["summary"]
    text = file.read_text()
    policy = text.index("<meta http-equiv")
    text = text[:policy] + text[text.index("\n", policy):]
    probe = """<script>addEventListener("load", () => {
      const loaded = performance.now();
      const form = document.getElementById("filters"), times = [];
      for (const [name, value] of [["q", "bedroom"], ["kind", "ad_group"], ["q", "clock 3"]]) {
        const start = performance.now();
        form.elements[name].value = value;
        form.dispatchEvent(new Event("change"));
        document.body.offsetHeight;
        times.push(Math.round(performance.now() - start));
      }
      document.title = JSON.stringify({ loaded: Math.round(loaded), times });
    })</script></body>"""
    probed = folder / "probed.html"
    probed.write_text(text.replace("</body>", probe))
    start = time.time()
    # The clock of the page is only a clock while nobody winds it forward.
    page = Page(program, address(probed), "--timeout=120000")
    times = json.loads(page.root.find("title")[0].text)
    changes = summary["create"] + summary["update"] + summary["archive"]
    print(f"{changes} changes: {file.stat().st_size / 1e6:.1f} MB, loaded after {times['loaded']} ms, "
          f"filtered in {', '.join(map(str, times['times']))} ms, {time.time() - start:.1f} s in all")


def main():
    pinplan = str(pathlib.Path(sys.argv[1]).resolve())
    program = browser()
    if not program:
        print("html: skipped: there is no Chromium or Chrome here")
        return
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        if "--measure" in sys.argv:
            measure(program, pinplan, folder, int(sys.argv[-1]))
            return
        file, plan = report(pinplan, folder)
        page = Page(program, address(file))
        is_quiet(page)
        print("html: every amount of a report is that of its JSON")
        check_numbers(page, plan)
        print("html: the filters leave what they say")
        check_filters(program, file, plan)
        print("html: hostile names stay text")
        check_hostile(program, pinplan, folder / "hostile", page)


main()
