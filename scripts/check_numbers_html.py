#!/usr/bin/env python3
"""Holds pages of `insights` and `performance`, as a browser shows them, against the JSON of the same questions.

    check_numbers_html.py PINPLAN EMULATOR

Nothing may appear on the console, every number has to be the JSON's, every number of the JSON's days has to
be on the page, estimates are hatched, and a hostile title stays text.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import forms
from emulator import PINS, Emulator
from page import Page, address, browser

NOW = "2026-11-22T10:00:00Z"
HOSTILE = "</script><script>document.title='broken'</script><img src=x onerror=alert(1)>"
PROJECT = """version: 1
account: { name: "<b>northwind</b>", country: GB, ad_account_id: "549755885175" }
target: pinterest
campaigns:
  sofas:
    objective: traffic
    schedule: { start: 2026-11-23 }
    budget: { daily: 25.00 }
    ad_groups:
      uk:
        bid: 0.35
        targeting: { locations: [GB] }
        ads: { hero: { pin: "813744226420795884" } }
"""
QUESTIONS = [
    "insights overview --last 7d --real-time",
    "insights overview --last 7d --split device",
    "insights boards --last 7d",
    "insights videos --last 7d",
    f"insights pin {PINS[0]} --last 7d",
    "performance",
    "performance --granularity day --level account",
]


def fail(message):
    sys.exit(f"html of numbers: {message}")


def expect(is_true, message):
    if not is_true:
        fail(message)


def at(document, path):
    """What stands at a path such as `daily.3.metrics.saves`, as text."""
    for name in path.split("."):
        if document is None:
            return ""
        document = document[int(name)] if isinstance(document, list) else document.get(name)
    return "" if document is None else str(document)


def paths(document, path=""):
    """Every number by day, part or in all, but those of rates of a ranking, which pages leave out."""
    if isinstance(document, dict):
        for name, value in document.items():
            yield from paths(value, f"{path}.{name}" if path else name)
    elif isinstance(document, list):
        for index, value in enumerate(document):
            yield from paths(value, f"{path}.{index}")
    elif "daily." in path and ".metrics." in path or path.startswith("totals."):
        yield path


def check(program, page_file, document, question):
    page = Page(program, address(page_file))
    expect(not page.console, f"{question}: the console says:\n" + "\n".join(page.console))
    shown = [node for node in page.root.all() if node["data-json"]]
    for node in shown:
        value = at(document, node["data-json"])
        expect(node["data-value"] == value,
               f"{question}: {node['data-json']} is {value!r}, not {node['data-value']!r}")
    names = {node["data-json"] for node in shown}
    missing = [path for path in paths(document) if path not in names]
    expect(not missing, f"{question}: the page lacks {missing[:5]}")
    if question.startswith("performance"):
        check_course(page, document, question)
    title = page.root.find("title")[0].text
    expect("broken" not in title, f"{question}: the title is {title}")
    if "--real-time" in question:
        estimates = [day for day in document["daily"] if day["status"] == "ESTIMATE"]
        hatched = [node for node in page.root.find("rect", "estimate") if node["x"]]
        expect(len(hatched) == len(estimates) > 0, f"{question}: {len(hatched)} bars are hatched")


def check_course(page, document, question):
    """What is plotted adds up to the totals, and day by day to the rows where they have days."""
    course = [node for node in page.root.all() if node["data-course"]]
    expect(course, f"{question}: nothing is plotted")
    sums, days = {}, {}
    for node in course:
        metric, date = node["data-course"].split()
        value = forms.micros(node["data-value"])
        sums[metric] = sums.get(metric, 0) + value
        days[metric, date] = value
    for metric, value in sums.items():
        total = forms.micros(str(document["totals"][metric]))
        expect(value == total, f"{question}: {metric} of all days is {value}, not {total}")
    for row in document["rows"]:
        if row["date"]:
            for metric in sums:
                value = forms.micros(str(row["metrics"][metric]))
                expect(days[metric, row["date"]] == value, f"{question}: {metric} of {row['date']}")


def main():
    pinplan, emulator = sys.argv[1:]
    program = browser()
    if program is None:
        print("html of numbers: no browser here; skipped")
        return
    with Emulator(emulator, "--now", NOW) as running, tempfile.TemporaryDirectory() as folder:
        running.ask("PATCH", f"entities/pins/{PINS[0]}", {"title": HOSTILE})
        project = pathlib.Path(folder)
        (project / "pinplan.yaml").write_text(PROJECT)
        environment = {**os.environ, **running.environment}
        subprocess.run([pinplan, "apply", "--auto-approve", "-C", folder, "--now", NOW],
                       env=environment, check=True, capture_output=True)
        running.ask("PATCH", "settings", {"history_days": 30})
        for number, question in enumerate(QUESTIONS):
            words = [pinplan, *question.split(), "-C", folder, "--now", NOW, "--format"]
            outputs = {}
            for form in ("html", "json"):
                result = subprocess.run(
                    words + [form], env=environment, capture_output=True, text=True)
                if result.returncode != 0:
                    fail(f"{question} ended with {result.returncode}:\n{result.stderr}")
                outputs[form] = result.stdout
            file = project / f"{number}.html"
            file.write_text(outputs["html"])
            check(program, file, json.loads(outputs["json"]), question)
    print(f"html of numbers: {len(QUESTIONS)} pages have the numbers of their JSON")


main()
