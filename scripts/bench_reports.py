#!/usr/bin/env python3
"""Compares `pinplan performance` over 914 days with decoding the same reports with JSONDecoder twice.

    bench_reports.py PINPLAN EMULATOR [ADS]

The emulator makes the reports, in a process of its own. CPU time is user and system time of pinplan
and of the decoder, whole processes. Nothing here passes or fails: read it.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

import bench
import emulator

COMMAND = "performance --level ad --granularity month --last 914d --format csv"


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


def main():
    pinplan, server = (str(pathlib.Path(word).resolve()) for word in sys.argv[1:3])
    ads = int(sys.argv[3]) if len(sys.argv) > 3 else 5000
    with tempfile.TemporaryDirectory() as folder, emulator.Emulator(server) as running:
        folder = pathlib.Path(folder)
        decoder = folder / "decode_twice"
        subprocess.run(
            ["swiftc", "-O", "-o", decoder, pathlib.Path(__file__).parent / "decode_twice.swift"],
            check=True)
        project = folder / "project"
        project.mkdir()
        emulator.write_project(project, max(1, ads // 50), min(ads, 50), 0, 1)
        environment = {**bench.os.environ, **running.environment}
        bench.run([pinplan, "apply", "--auto-approve", "-C", project], environment=environment)
        running.ask("PATCH", "settings", {"history_days": 10_000})
        # A short run, so that what comes before the numbers is known.
        words = COMMAND.split()
        base, _ = bench.run(
            [pinplan, *words[:-3], "1d", *words[-2:], "-C", project], environment=environment)
        running.ask("DELETE", "requests")
        cpu, peak = bench.run([pinplan, *words, "-C", project], environment=environment)
        paths = reports(running, folder)
        size = sum(path.stat().st_size for path in paths)
        twice, _ = bench.run([decoder, *paths])
    print(f"\n{ads} ads over 914 days: {len(paths)} reports, {size / 1e6:.0f} MB of JSON")
    print(f"{'':30}{'CPU s':>8}{'ratio':>8}{'peak MiB':>10}")
    print(f"{'JSONDecoder twice':30}{twice:8.3f}")
    print(f"{'performance, by month':30}{cpu:8.3f}{cpu / twice:8.2f}{peak:10.0f}")
    print(f"{'performance, one day':30}{base:8.3f}")


if __name__ == "__main__":
    main()
