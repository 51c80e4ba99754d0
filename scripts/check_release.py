#!/usr/bin/env python3
"""Runs what a release build alone may get wrong: a list that is stored, opened, compared and changed.

    check_release.py PINPLAN

Tests run on debug builds, where memory that is read too late often still holds what it held.
"""
import base64
import os
import pathlib
import subprocess
import sys
import tempfile

PROJECT = """version: 1
account: { name: northwind-uk, country: GB }
audiences:
  customers:
    { type: customer_list, source: people.csv, identifiers: email, terms_accepted: true,
      opt_outs_removed: true }
"""


def main():
    pinplan = pathlib.Path(sys.argv[1]).resolve()
    key = base64.b64encode(bytes(range(32))).decode()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "pinplan.yaml").write_text(PROJECT)

        def people(numbers):
            (folder / "people.csv").write_text("".join(f"p{n}@mail.example\n" for n in numbers))

        def run(status, *words):
            done = subprocess.run(
                [pinplan, *words, "--now", "2026-11-22T10:00:00Z"], cwd=folder, text=True,
                env={**os.environ, "PINPLAN_LIST_KEY": key, "PINPLAN_FIRST_RUN": ""},
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if done.returncode != status:
                sys.exit(f"{' '.join(words)} ended with {done.returncode}, not {status}:\n{done.stdout}")
            return done.stdout

        plan = ("plan", "--detailed-exitcode")
        people(range(300))
        run(0, "apply", "--auto-approve")
        run(0, *plan)
        people(range(10, 320))
        changed = run(2, *plan)
        if "(+20 −10)" not in changed:
            sys.exit(f"20 people come and 10 go:\n{changed}")
        run(0, "apply", "--auto-approve")
        run(0, *plan)
    print("The release build stores, opens, compares and changes a list.")


main()
