#!/usr/bin/env python3
"""Counts the requests of an undisturbed apply and of the plan after it.

    request_count.py PINPLAN EMULATOR [AD_GROUPS...]

The fewest that the API's limits allow: 30 campaigns, ad groups or ads a request, keywords one ad
group a request; and the reads that have to be made once. Fails when an apply takes over 5 % more.
"""
import math
import os
import pathlib
import subprocess
import sys
import tempfile

import emulator

KEYWORDS, ADS = 5, 1


def fewest(campaigns, ad_groups):
    """By what an apply does: checks and marks, then batches."""
    pins = min(ADS, len(emulator.PINS))
    # The account, its terms, its campaigns, Pins and their board, floors; the newest campaign, ad
    # group and ad.
    reads = 2 + 1 + pins + 1 + 1 + 3
    writes = (math.ceil(campaigns / 30) + math.ceil(ad_groups / 30)
              + math.ceil(ad_groups * ADS / 30) + ad_groups * math.ceil(KEYWORDS / 100))
    return reads, writes


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    failed = False
    for wanted in [int(word) for word in sys.argv[3:]] or [10]:
        with tempfile.TemporaryDirectory() as folder, emulator.Emulator(sys.argv[2]) as running:
            per_campaign = min(wanted, 50)
            campaigns = math.ceil(wanted / per_campaign)
            ad_groups = campaigns * per_campaign
            count = emulator.write_project(folder, campaigns, per_campaign, KEYWORDS, ADS)
            environment = {**os.environ, **running.environment}

            def run(*words):
                before = running.ask("GET", "counters").get("requests", 0)
                result = subprocess.run([binary, *words, "-C", folder], env=environment,
                                        capture_output=True, text=True)
                if result.returncode != 0:
                    sys.exit(f"{words} ended with {result.returncode}:\n{result.stderr[-2000:]}")
                return running.ask("GET", "counters").get("requests", 0) - before

            made = run("apply", "--auto-approve")
            reads, writes = fewest(campaigns, ad_groups)
            print(f"{ad_groups} ad groups, {count} resources: {made} requests, at least "
                  f"{reads + writes} ({writes} of them write): {made / (reads + writes):.3f}; "
                  f"the plan after it: {run('plan', '--detailed-exitcode')}")
            failed |= made > 1.05 * (reads + writes)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
