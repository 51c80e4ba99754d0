#!/usr/bin/env python3
"""Kills `audience stream` at random moments, starts it again from its checkpoint, and demands that the list
is as if nothing had happened.

    stream_test.py PINPLAN EMULATOR [--lines N] [--kills N] [--seed N] [--target local|pinterest] [--late MS]

One stream is left alone and one is killed, both with the same lines and the same list key. In the end who is
on the list is the same, the lines that were left out are told once, no kill cost more than one batch, and the
plan is empty. `--late` has the emulator carry every upload out up to so many milliseconds late.
"""
import argparse
import contextlib
import hashlib
import json
import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from emulator import ACCOUNT, Emulator

KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
BATCH = 10_000


def write_lines(path, count, seed):
    """People who come, go and come again; one line in two hundred is wrong."""
    dice = random.Random(seed)
    people = max(10, count // 3)
    with open(path, "w") as file:
        for _ in range(count):
            person = f"person{dice.randrange(people)}@northwind.example"
            op = "add" if dice.random() < 0.7 else "remove"
            kind = dice.random()
            if kind < 0.005:
                file.write(dice.choice((
                    "nonsense\n", '{"op":"put","namespace":"Email","value":"a@x.example"}\n',
                    '{"op":"add","namespace":"Email","value":"nobody"}\n', "\n",
                    '{"op":"add","namespace":"IDFA","value":"38400000-8cf0-11bd-b23e-10b96e40000d"}\n')))
            elif kind < 0.6:
                file.write(json.dumps({"op": op, "namespace": "Email", "value": person}) + "\n")
            else:
                digest = hashlib.sha256(person.encode()).hexdigest()
                file.write(json.dumps(
                    {"op": op, "namespace": "Email_LC_SHA256", "value": digest}) + "\n")


class Place:
    """A project with its account, and the stream into its list."""

    def __init__(self, pinplan, folder, target, emulator, lines):
        self.pinplan, self.folder, self.emulator, self.lines = pinplan, folder, emulator, lines
        folder.mkdir()
        account = f', ad_account_id: "{ACCOUNT}"' if target == "pinterest" else ""
        (folder / "pinplan.yaml").write_text(
            "version: 1\n"
            f"account: {{ name: northwind-uk, country: GB, currency: GBP{account} }}\n"
            f"target: {target}\n"
            "audiences:\n"
            "  crm:\n"
            "    { type: customer_list, source: first.csv, identifiers: email, sync: external,\n"
            "      terms_accepted: true, opt_outs_removed: true }\n")
        # Pinterest makes an audience of no fewer people.
        (folder / "first.csv").write_text(
            "".join(f"first{number}@northwind.example\n" for number in range(300)))
        self.environment = {
            **os.environ, "PINPLAN_LIST_KEY": KEY, "PINPLAN_REQUEST_TIMEOUT": "3",
            **(emulator.environment if emulator else {})}
        self.checkpoint = folder / "settled"
        self.run("apply", "--auto-approve")

    def run(self, *words):
        result = subprocess.run(
            [self.pinplan, *words, "-C", self.folder], capture_output=True, text=True,
            env=self.environment)
        if result.returncode:
            sys.exit(f"{' '.join(words)} ended with {result.returncode}:\n{result.stderr[-2000:]}")
        return result.stdout

    def stream(self):
        return subprocess.Popen(
            [self.pinplan, "audience", "stream", "crm", "-C", self.folder, "--format", "json",
             "--checkpoint", self.checkpoint, "--rejects", self.folder / "rejects.jsonl"],
            stdin=open(self.lines), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=self.environment)

    def finish(self):
        """Lets a stream run to its end, and returns what it tells."""
        stream = self.stream()
        out, err = stream.communicate()
        if stream.returncode:
            sys.exit(f"the stream ended with {stream.returncode}:\n{out[-2000:]}\n{err[-2000:]}")
        return json.loads(out)

    def settled(self):
        try:
            return int(self.checkpoint.read_text())
        except FileNotFoundError:
            return 0

    def people(self):
        """Who is on the list: as the account has it and, by sealed digests, as the state does."""
        database = sqlite3.connect(f"file:{self.folder}/.pinplan/state.db?mode=ro", uri=True)
        with contextlib.closing(database):
            digest = hashlib.sha256()
            count = 0
            # One list; another one, of who is under way, has to be empty.
            for lookup, sealed in database.execute("SELECT lookup, sealed FROM member ORDER BY lookup"):
                digest.update(lookup + sealed)
                count += 1
        if not self.emulator:
            return count, digest.hexdigest(), None
        self.emulator.wait_for_rest()
        lists = self.emulator.ask("GET", "customer_lists")["items"]
        if len(lists) != 1:
            sys.exit(f"there are {len(lists)} lists")
        shown = self.emulator.ask("GET", f"customer_lists/{lists[0]['id']}")
        if shown["members"] != count:
            sys.exit(f"the state knows {count} people, and the list has {shown['members']}")
        return count, digest.hexdigest(), shown["digest"]

    def batches(self):
        """How many batches the history has, cut off ones among them."""
        entries = json.loads(self.run("history", "--format", "json"))["entries"]
        return sum(entry["kind"] == "audience_stream" for entry in entries)


def kill(place, points, longest, dice):
    """Kills the stream once it is past each of some numbers of lines; returns how often it did."""
    kills = 0
    for point in points:
        stream = place.stream()
        while stream.poll() is None and place.settled() < point:
            time.sleep(0.005)
        time.sleep(dice.uniform(0, longest))
        before = place.settled()
        stream.send_signal(signal.SIGKILL)
        stream.communicate()
        after = place.settled()
        if after < before:
            sys.exit(f"the checkpoint went back from {before} to {after}")
        if stream.returncode != -signal.SIGKILL:
            break
        kills += 1
    return kills


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pinplan")
    parser.add_argument("emulator")
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", default="pinterest", choices=("local", "pinterest"))
    parser.add_argument("--late", type=int, default=0)
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    dice = random.Random(options.seed)
    pinplan = str(pathlib.Path(options.pinplan).resolve())
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        folder = pathlib.Path(folder)
        lines = folder / "lines.jsonl"
        write_lines(lines, options.lines, options.seed)

        def place(name, late=0):
            emulator = None
            if options.target == "pinterest":
                emulator = stack.enter_context(Emulator(options.emulator))
            made = Place(pinplan, folder / name, options.target, emulator, lines)
            if emulator and late:
                emulator.fault(kind="commits_late", match={"operation": "customer_lists/update"},
                               times="always", up_to_ms=late, seed=options.seed)
            return made

        calm = place("calm")
        started = time.monotonic()
        told = calm.finish()
        took = time.monotonic() - started
        print(f"undisturbed: {told['read']} lines in {told['batches']} batches, {took:.0f} s",
              flush=True)
        if told["read"] != options.lines or told["settled"] != options.lines:
            sys.exit(f"not all lines were read and settled: {told}")
        parts = [told[name] for name in ("added", "removed", "superseded", "rejected")]
        if sum(parts) != told["read"]:
            sys.exit(f"the counts do not come to what was read: {told}")

        killed = place("killed", options.late)
        points = sorted(dice.randrange(int(options.lines * 0.8)) for _ in range(options.kills))
        kills = kill(killed, points, took / told["batches"], dice)
        if kills < options.kills:
            sys.exit(f"only {kills} of {options.kills} kills hit; give it more lines")
        last = killed.finish()
        if last["settled"] != options.lines:
            sys.exit(f"{last['settled']} of {options.lines} lines are settled")
        if calm.people() != killed.people():
            sys.exit(f"undisturbed {calm.people()}, killed {killed.people()}")
        for name in ("rejects.jsonl",):
            if (calm.folder / name).read_bytes() != (killed.folder / name).read_bytes():
                sys.exit(f"{name} is not what an undisturbed stream writes")
        batches, most = killed.batches(), calm.batches() + kills
        if batches > most:
            sys.exit(f"{batches} batches, which is more than {most}")
        for one in (calm, killed):
            one.run("plan", "--detailed-exitcode")
        print(f"killed {kills} times: {killed.people()[0]} people as undisturbed, "
              f"{batches} batches and not {calm.batches()}", flush=True)


main()
