#!/usr/bin/env python3
"""Kills applies at random moments and demands that nothing is lost, doubled or left half done.

    kill_test.py PINPLAN [KILLS] [AD_GROUPS] [SEED] [sqlite|git|http|postgres]

All kills hit one state, in which every apply changes every ad group. After each one `plan` has
to work and leave the state's folder as it was, to the byte; the next apply does the rest. In the
end the state has to equal that of the same applies left alone: resources, ids, values.
"""
import hashlib
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

import sample_project
import state_backend

VARIANTS = 5


def environment(folder):
    return {**os.environ, **state_backend.STATES.environment(folder)}


def write(groups, folder, variant=0):
    resources = sample_project.write(groups, folder, variant)
    state_backend.STATES.prepare(folder)
    return resources


def pinplan(binary, folder, *words, expected=0):
    result = subprocess.run([binary, *words, "-C", folder], capture_output=True, text=True, env=environment(folder))
    if result.returncode != expected:
        sys.exit(f"{' '.join(words)} ended with {result.returncode}, not {expected}:\n"
                 f"{result.stderr[-2000:]}")
    return result.stdout


def fingerprint(folder):
    """Every file of the state's folder with its content, and what a server has."""
    state = folder / ".pinplan"
    files = sorted(state.iterdir()) if state.exists() else []
    return [(file.name, hashlib.sha256(file.read_bytes()).hexdigest()) for file in files] \
        + state_backend.STATES.kept(folder)


def contents(binary, folder):
    """What is stored, without what differs between any two states."""
    listing = json.loads(pinplan(binary, folder, "state", "list", "--format", "json"))
    return listing["resources"]


def values(binary, folder, address):
    """Everything stored of a resource but the serial of its last write."""
    lines = pinplan(binary, folder, "state", "show", address).splitlines()
    return [line for line in lines if "serial" not in line and "version" not in line]


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    groups = int(sys.argv[3]) if len(sys.argv) > 3 else 286
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    kind = sys.argv[5] if len(sys.argv) > 5 else "sqlite"
    print(f"seed {seed}, state {kind}", flush=True)
    with state_backend.choose(kind):
        run(binary, kills, groups, seed)


def run(binary, kills, groups, seed):
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        calm, killed = folder / "calm", folder / "killed"
        resources = write(groups, calm)
        started = time.monotonic()
        pinplan(binary, calm, "apply", "--auto-approve")
        longest = (time.monotonic() - started) * 1.2
        died = 0
        variant = 0
        round_number = 0
        write(groups, killed, variant)
        while died < kills:
            round_number += 1
            if round_number > kills * 6:
                sys.exit(f"only {died} of {kills} kills hit in {round_number} applies")
            apply = subprocess.Popen(
                [binary, "apply", "--auto-approve", "-C", killed],
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment(killed))
            time.sleep(dice.uniform(0, longest))
            apply.send_signal(signal.SIGKILL)
            message = apply.communicate()[1].decode()
            if apply.returncode == -signal.SIGKILL:
                died += 1
            elif apply.returncode != 0:
                sys.exit(f"an apply after {died} kills ended with {apply.returncode}:\n{message}")
            before = fingerprint(killed)
            subprocess.run([binary, "plan", "-C", killed], check=True, stdout=subprocess.DEVNULL, env=environment(killed))
            if fingerprint(killed) != before:
                sys.exit(f"plan changed the state after kill {died}")
            # A state that has caught up gets new work; one that has not is killed again.
            check = subprocess.run([binary, "plan", "--detailed-exitcode", "-C", killed],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(killed))
            if check.returncode == 0:
                variant = (variant + 1) % VARIANTS
                write(groups, killed, variant)
        pinplan(binary, killed, "apply", "--auto-approve")
        pinplan(binary, killed, "plan", "--detailed-exitcode")
        write(groups, calm, variant)
        pinplan(binary, calm, "apply", "--auto-approve")
        left, right = contents(binary, calm), contents(binary, killed)
        if left != right:
            sys.exit(f"the states differ: {len(left)} and {len(right)} resources")
        for address in dice.sample([r["address"] for r in left], 20):
            if values(binary, calm, address) != values(binary, killed, address):
                sys.exit(f"{address} differs")
    print(f"{died} kills in {round_number} applies of {resources} resources, seed {seed}: "
          "the state equals that of applies left alone")


main()
