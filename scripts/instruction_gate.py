#!/usr/bin/env python3
"""Holds plan, validate and apply to the instructions that they took when the figures were recorded.

    instruction_gate.py PINPLAN [--record] [--ad-groups N]

Counts what a release build executes (valgrind's callgrind, which counts the same on a busy machine)
for a project of 1,000 ad groups, as multiples of a bare libyaml scan of the same files, and compares
with `scripts/instructions.json`. More than a tenth above a figure fails; a tenth below asks for new
figures, so that what was won is kept. `--record` writes them.
"""
import argparse
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile

import sample_project

FIGURES = pathlib.Path(__file__).with_name("instructions.json")
NOW = "2026-11-22T10:00:00Z"
TOLERANCE = 0.10


def instructions(command, folder):
    """How many instructions a command takes, with all its threads."""
    out = folder / "callgrind.out"
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", *map(str, command)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PINPLAN_FIRST_RUN": ""})
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return int(re.search(r"^(?:summary|totals): (\d+)", out.read_text(), re.M).group(1))


def measured(pinplan, groups):
    """The multiples of the scan, by command."""
    here = pathlib.Path(__file__).parent
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        scan, project = folder / "yaml_scan", folder / "project"
        # valgrind gives up on the debug information that Swift's linker leaves.
        stripped = folder / "pinplan"
        subprocess.run(["strip", "-o", stripped, pinplan], check=True)
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "yaml-0.1"],
                               capture_output=True, text=True, check=True).stdout.split()
        subprocess.run(["cc", "-O2", "-o", scan, here / "yaml_scan.c", *flags], check=True)
        sample_project.write(groups, project)
        files = [project / "pinplan.yaml", *sorted(project.glob("campaigns/*.yaml"))]
        floor = instructions([scan, *files], folder)
        counts = {}
        for name, words in (("validate", ["validate"]), ("apply", ["apply", "--auto-approve"]),
                            ("plan", ["plan", "--detailed-exitcode"])):
            counts[name] = instructions([stripped, *words, "-C", project, "--now", NOW], folder)
        return floor, {name: count / floor for name, count in counts.items()}


def main():
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pinplan")
    arguments.add_argument("--record", action="store_true")
    arguments.add_argument("--ad-groups", type=int, default=1000)
    options = arguments.parse_args()
    if not shutil.which("valgrind"):
        print("instruction gate: skipped, there is no valgrind")
        return
    floor, found = measured(pathlib.Path(options.pinplan).resolve(), options.ad_groups)
    figures = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    machine = platform.machine()
    if options.record:
        figures[machine] = {name: round(multiple, 2) for name, multiple in sorted(found.items())}
        FIGURES.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n")
    known = figures.get(machine, {})
    print(f"instruction gate: {options.ad_groups} ad groups, {machine}; "
          f"a libyaml scan takes {floor / 1e6:.0f} million instructions")
    wrong = []
    for name, multiple in sorted(found.items()):
        figure = known.get(name)
        print(f"  {name:10}{multiple:8.2f} times the scan, {figure or 'nothing'} on record")
        if figure is None:
            continue
        if multiple > figure * (1 + TOLERANCE):
            wrong.append(f"{name} takes {multiple / figure - 1:.0%} more instructions than on record")
        elif multiple < figure * (1 - TOLERANCE):
            print(f"  {name} takes {1 - multiple / figure:.0%} less than on record: "
                  "keep that with --record")
    if wrong:
        sys.exit("\n".join(["instruction gate: FAILED", *wrong]))


main()
