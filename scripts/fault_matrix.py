#!/usr/bin/env python3
"""Breaks an apply to Pinterest at every request, in every way, and demands the same account.

    fault_matrix.py PINPLAN EMULATOR [--every N] [--seed N] [--only KIND]

First an apply of some 300 resources is left alone: that is what the account has to be. Then, for
every kind of fault and every request that the apply makes, the same apply meets that fault there,
and is run again at most twice. A kill is pinplan's own death while the emulator holds the request,
before or after it took effect: what is journalled then is every step that a kill can fall on. In
the end the account has to equal the undisturbed one (no duplicate, nothing lost), and the plan has
to be empty. `--every N` takes a slice, each Nth case from a seeded start.
"""
import argparse
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

import emulator

# Kinds of faults, by what the emulator is told; a kill is a hang that pinplan does not survive.
KINDS = {
    "error before commit": {"kind": "error_before_commit"},
    "error after commit": {"kind": "error_after_commit"},
    "closed before commit": {"kind": "close_before_commit"},
    "closed after commit": {"kind": "close_after_commit"},
    "timeout before commit": {"kind": "hang"},
    "timeout after commit": {"kind": "hang", "commit": True},
    "rate limit": {"kind": "rate_limited", "retry_after": 1},
    "token refused": {"kind": "unauthorized"},
    "partial batch": {"kind": "partial_batch", "items": [0]},
    "garbage": {"kind": "garbage_body"},
    "truncated": {"kind": "truncated_body"},
    "killed before commit": {"kind": "hang"},
    "killed after commit": {"kind": "hang", "commit": True},
}


# What must be nowhere: the token, and the header that carries it.
SECRETS = (emulator.TOKEN.encode(), b"Bearer", b"authorization:")
APPLY = ("apply", "--auto-approve", "--verbose", "--events", "events.jsonl",
         "--summary", "summary.md")


class Case:
    def __init__(self, binary, emulator_, folder):
        self.binary, self.emulator, self.folder = binary, emulator_, folder
        self.environment = {
            **os.environ, **emulator_.environment, "PINPLAN_REQUEST_TIMEOUT": "1"}
        self.output = []

    def start(self, *words):
        return subprocess.Popen(
            [self.binary, *words], env=self.environment, cwd=self.folder,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def run(self, *words):
        process = self.start(*words)
        text = process.communicate()[0]
        self.output.append(f"$ pinplan {' '.join(words)} -> {process.returncode}\n{text}")
        return process.returncode

    def leaks(self):
        """Where a secret stands in what was printed or written."""
        written = {"the output": "\n".join(self.output).encode()}
        written.update((str(file.relative_to(self.folder)), file.read_bytes())
                       for file in self.folder.rglob("*") if file.is_file())
        return [f"{name} holds {secret.decode()}" for name, text in written.items()
                for secret in SECRETS if secret.lower() in text.lower()]

    def killed_run(self, position):
        """Applies, and kills the process once the request at a position hangs."""
        process = self.start(*APPLY)
        deadline = time.monotonic() + 20
        while process.poll() is None and time.monotonic() < deadline:
            if len(self.emulator.requests()["items"]) >= position:
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0.01)
        process.kill()
        self.output.append(f"$ pinplan apply, killed at request {position}\n"
                           + process.communicate()[0])


def fresh(emulator_, parent):
    emulator_.reset()
    emulator_.ask("DELETE", "requests")
    folder = pathlib.Path(tempfile.mkdtemp(dir=parent))
    count = emulator.write_project(folder, campaigns=3, ad_groups=8, keywords=7, ads=4)
    return folder, count


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("pinplan")
    arguments.add_argument("emulator")
    arguments.add_argument("--every", type=int, default=1)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--only", choices=KINDS)
    arguments.add_argument("--record", help="a file for every request and answer")
    options = arguments.parse_args()
    binary = str(pathlib.Path(options.pinplan).resolve())
    with tempfile.TemporaryDirectory() as parent, \
            emulator.Emulator(options.emulator, *(
                ["--record", options.record] if options.record else [])) as running:
        folder, count = fresh(running, parent)
        calm = Case(binary, running, folder)
        if calm.run(*APPLY) != 0:
            sys.exit("the undisturbed apply failed:\n" + calm.output[-1])
        wanted = running.tree()
        requests = len(running.requests()["items"])
        print(f"{count} resources, {requests} requests; {len(KINDS)} kinds of faults")
        cases = [(kind, position) for kind in KINDS for position in range(1, requests + 1)
                 if options.only in (None, kind)]
        start = random.Random(options.seed).randrange(options.every)
        failed = 0
        reruns = {0: 0, 1: 0, 2: 0}
        chosen = cases[start::options.every]
        for kind, position in chosen:
            folder, _ = fresh(running, parent)
            running.clear_faults()
            running.fault(**KINDS[kind], match={}, at=position, count="all")
            case = Case(binary, running, folder)
            if kind.startswith("killed"):
                case.killed_run(position)
                status = 1
            else:
                status = case.run(*APPLY)
            running.clear_faults()
            again = 0
            while status != 0 and again < 2:
                again += 1
                status = case.run(*APPLY)
            is_empty = case.run("plan", "--detailed-exitcode") == 0
            leaks = case.leaks()
            if status == 0 and is_empty and running.tree() == wanted and not leaks:
                reruns[again] += 1
                continue
            failed += 1
            print(f"\nFAILED: {kind} at request {position}: status {status}, "
                  f"plan {'empty' if is_empty else 'not empty'}, account "
                  f"{'equal' if running.tree() == wanted else 'other'}", *leaks, sep="\n")
            print("\n".join(case.output)[-3000:])
            if failed >= 5:
                break
        print(f"{len(chosen)} cases (seed {options.seed}): {sum(reruns.values())} ended as the "
              f"undisturbed apply ({reruns[0]} at once, {reruns[1]} after one rerun, "
              f"{reruns[2]} after two), {failed} did not")
        sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
