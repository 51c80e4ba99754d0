#!/usr/bin/env python3
"""Holds `pinplan performance` of many ads over 914 days to its limits, and all its forms to the same numbers.

    bench_reports.py PINPLAN EMULATOR [ADS]

By day each form must take less CPU than decoding the same reports with Foundation's JSONDecoder twice, and none may
take more than 150 MiB; CPU time is user and system time of whole processes, and the emulator makes the
reports in one of its own. By month, text, CSV, JSON, Markdown and HTML are compared number by number; by day,
of which there are millions, CSV and JSON. Of both, the totals have to be the sum of the rows.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.request

import bench
import emulator
from forms import Difference, agree, agree_by_day

DAYS = 914
MOST_MIB = 150
FORMATS = ("csv", "json", "text", "markdown", "html")


def call(running, method, path, body=None):
    request = urllib.request.Request(
        f"{running.url}/v5/ad_accounts/{emulator.ACCOUNT}/{path}", method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"authorization": f"Bearer {emulator.TOKEN}", "content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=600) as answer:
        return json.load(answer)


def reports(running, folder):
    """The files that pinplan has read, made again from what it asked for."""
    asked = running.ask("GET", "requests?operation=analytics/create_report")["items"]
    running.ask("PATCH", "settings", {"report_polls": 0})
    paths = []
    for number, entry in enumerate(asked):
        token = call(running, "POST", "reports", entry["body"])["token"]
        url = call(running, "GET", f"reports?token={token}")["url"]
        paths.append(folder / f"report-{number}.json")
        urllib.request.urlretrieve(url, paths[-1])
    return paths


class Asking:
    """Runs of `performance`: what each took, and where its output is."""

    def __init__(self, pinplan, project, environment, folder):
        self.command = [pinplan, "performance", "--level", "ad", "-C", project]
        self.environment = environment
        self.folder = folder

    def start(self, words, output):
        return subprocess.Popen(
            [*self.command, *words], stdout=output, stderr=subprocess.PIPE, env=self.environment)

    def end(self, process):
        """CPU seconds and peak MiB."""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{process.args} ended with {process.returncode}:\n{process.stderr.read().decode()}")
        scale = 2**20 if sys.platform == "darwin" else 2**10
        return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale

    def to_file(self, by, form):
        path = self.folder / f"{by}.{form}"
        with open(path, "wb") as file:
            words = ["--granularity", by, "--last", f"{DAYS}d", "--format", form]
            return path, *self.end(self.start(words, file))


def main():
    pinplan, server = (str(pathlib.Path(word).resolve()) for word in sys.argv[1:3])
    ads = int(sys.argv[3]) if len(sys.argv) > 3 else 5000
    faults = []
    with tempfile.TemporaryDirectory() as folder, emulator.Emulator(server) as running:
        folder = pathlib.Path(folder)
        project = folder / "project"
        project.mkdir()
        emulator.write_project(project, max(1, ads // 50), min(ads, 50), 0, 1)
        environment = {**os.environ, **running.environment}
        bench.run([pinplan, "apply", "--auto-approve", "-C", project], environment=environment)
        running.ask("PATCH", "settings", {"history_days": 10_000, "report_polls": 0})
        asking = Asking(pinplan, project, environment, folder)
        # A short run, so that what comes before the numbers is known.
        base, peak = asking.end(asking.start(["--last", "1d", "--format", "csv"], subprocess.DEVNULL))
        rows = [("one day", base, peak)]
        months = {}
        for form in FORMATS:
            months[form], cpu, peak = asking.to_file("month", form)
            rows.append((f"by month, {form}", cpu, peak))
        running.ask("DELETE", "requests")
        words = ["--granularity", "day", "--last", f"{DAYS}d", "--format"]
        for form in FORMATS:
            cpu, peak = asking.end(asking.start([*words, form], subprocess.DEVNULL))
            rows.append((f"by day, {form}", cpu, peak))
            if form == "csv":
                paths = reports(running, folder)
        size = sum(path.stat().st_size for path in paths)
        twice = None
        if shutil.which("swiftc"):
            decoder = folder / "decode_twice"
            source = pathlib.Path(__file__).parent / "decode_twice.swift"
            subprocess.run(["swiftc", "-O", "-o", decoder, source], check=True)
            twice, _ = bench.run([decoder, *paths])
        for path in paths:
            path.unlink()
        try:
            count = agree(months)
            csv = asking.start([*words, "csv"], subprocess.PIPE)
            document = asking.start([*words, "json"], subprocess.PIPE)
            by_day = agree_by_day(csv.stdout, document.stdout)
            asking.end(csv)
            asking.end(document)
        except Difference as difference:
            sys.exit(f"forms differ: {difference}")
    print(f"\n{ads} ads over {DAYS} days: {len(paths)} reports, {size / 1e6:.0f} MB of JSON")
    print(f"{'':30}{'CPU s':>8}{'ratio':>8}{'peak MiB':>10}")
    if twice:
        print(f"{'JSONDecoder twice':30}{twice:8.2f}")
    for name, cpu, peak in rows:
        print(f"{name:30}{cpu:8.2f}{cpu / twice if twice else 0:8.2f}{peak:10.0f}")
        if peak > MOST_MIB:
            faults.append(f"{name} takes {peak:.0f} MiB, more than {MOST_MIB}")
        if twice and name.startswith("by day") and cpu > twice:
            faults.append(f"{name} takes {cpu:.1f} s, more than decoding twice, {twice:.1f} s")
    print(f"{count:,} rows by month agree in {len(FORMATS)} forms, {by_day:,} by day in two; totals are their sums")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
