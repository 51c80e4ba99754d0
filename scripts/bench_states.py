#!/usr/bin/env python3
"""Compares a plan that finds nothing to do on a state in PostgreSQL with the same on one in SQLite, in one run.

    bench_states.py PINPLAN [AD_GROUPS] [ROUNDS]

Wall time of whole processes, as the server's work counts too; the two take turns, and the ratio is between medians. The
server is on this machine. Nothing here passes or fails: read it.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import sample_project
import state_backend

GOAL = 1.5


def main():
    pinplan = str(pathlib.Path(sys.argv[1]).resolve())
    groups = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    with tempfile.TemporaryDirectory() as parent, state_backend.States("postgres") as shared:
        own = state_backend.States()
        places = {"sqlite": (own, pathlib.Path(parent) / "sqlite"), "postgres": (shared, pathlib.Path(parent) / "postgres")}

        def seconds(kind, *words):
            states, folder = places[kind]
            started = time.monotonic()
            subprocess.run([pinplan, *words, "-C", folder], check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, env={**os.environ, **states.environment(folder)})
            return time.monotonic() - started

        rows = {}
        for kind, (states, folder) in places.items():
            resources = sample_project.write(groups, folder)
            states.prepare(folder)
            rows[kind, "apply, empty state"] = [seconds(kind, "apply", "--auto-approve")]
        shared.sql("ANALYZE")
        for _ in range(rounds):
            for kind in places:
                rows.setdefault((kind, "plan, nothing changed"), []).append(seconds(kind, "plan", "--detailed-exitcode"))
    print(f"\n{resources} resources; wall time, medians of {rounds} rounds (of an apply one)")
    print(f"{'':30}{'sqlite s':>10}{'postgres s':>12}{'ratio':>8}")
    for title in ("apply, empty state", "plan, nothing changed"):
        one, other = (statistics.median(rows[kind, title]) for kind in places)
        print(f"{title:30}{one:10.3f}{other:12.3f}{other / one:8.2f}")
    print(f"a plan may take {GOAL} times as long")


main()
