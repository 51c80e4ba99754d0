#!/usr/bin/env python3
"""Lets several applies of one state in PostgreSQL get in each other's way, and demands that never two win.

    contention.py PINPLAN EMULATOR [--rounds N] [--seed N] [--writers N]

All writers apply to one emulated ad account, from project folders of their own, through relays that can be cut. Each round
some begin at once, and to one of them something is done: SIGKILL, SIGSTOP for longer than the lease and on again, a cut
line to the database, or `state unlock --force` by somebody else. Afterwards, by the database and by what the emulator was asked:

- serials and fences rise strictly from write to write, and no entry of the journal is there twice;
- every write was made under the newest fence there was: an older one wrote nothing once a newer one had;
- nothing lives twice on the account, and nothing is there that the journal knows nothing of;
- a last apply leaves nothing open, and the plan after it is empty.
"""
import argparse
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

import ad_project
import emulator

# The least that a lease may be; who is stopped is stopped for longer.
LEASE = 10
# No apply takes as long, whatever it waits for.
LONGEST = 180


class Relay:
    """A way to the database that can be cut."""

    def __init__(self, port):
        self.target = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.lines = []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            try:
                server = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                client.close()
                continue
            self.lines.append((client, server))
            for source, sink in ((client, server), (server, client)):
                threading.Thread(target=self.pump, args=(source, sink), daemon=True).start()

    @staticmethod
    def pump(source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass
        for line in (source, sink):
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        lines, self.lines = self.lines, []
        for line in lines:
            for end in line:
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass


class Database:
    def __init__(self):
        here = pathlib.Path(__file__).parent
        self.process = subprocess.Popen([sys.executable, here / "postgres.py", "--no-pooler"], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.ways = json.loads(self.process.stdout.readline())
        if "missing" in self.ways:
            sys.exit(f"missing: {', '.join(self.ways['missing'])}; `scripts/setup.sh database` installs them")

    def rows(self, sql):
        result = subprocess.run(["psql", "-qAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", self.ways["admin"], "-c", sql],
                                capture_output=True, text=True, check=True)
        return [line.split("\t") for line in result.stdout.splitlines()]

    def end(self):
        self.process.stdin.close()
        self.process.wait()


class Writer:
    """A machine with the project, its own way to the database and its own name."""

    def __init__(self, number, folder, pinplan, database, account):
        self.folder = folder / f"writer-{number}"
        self.folder.mkdir()
        self.pinplan = pinplan
        self.relay = Relay(database.ways["port"])
        self.process = None
        url = f"postgres://pinplan@127.0.0.1:{self.relay.port}/pinplan"
        self.environment = {**os.environ, **account, "PINPLAN_STATE_URL": url, "PINPLAN_STATE_LEASE": str(LEASE),
                            "PINPLAN_REQUEST_TIMEOUT": "2", "PINPLAN_SETTLING_TIME": "0"}

    def write(self, project):
        ad_project.write(project, self.folder)
        root = self.folder / "pinplan.yaml"
        root.write_text(root.read_text().rstrip() + "\nstate: { backend: postgres, workspace: contention }\n")

    def start(self, *words):
        self.process = subprocess.Popen([self.pinplan, *words], cwd=self.folder, env=self.environment, text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def finish(self):
        text = self.process.communicate(timeout=LONGEST)[0]
        return self.process.returncode, text

    def run(self, *words):
        self.start(*words)
        return self.finish()


def audit(database):
    """What the tables say of who wrote when; in the order of their entries, as each was written."""
    rows = [tuple(map(int, row)) for row in database.rows(
        "SELECT entry, fence, serial FROM journal ORDER BY entry")]
    for (entry, fence, serial), (next_entry, next_fence, next_serial) in zip(rows, rows[1:]):
        if next_entry <= entry or next_fence < fence or next_serial < serial:
            sys.exit(f"entry {entry} has fence {fence} and serial {serial}, and entry {next_entry} after it "
                     f"fence {next_fence} and serial {next_serial}")
    doubles = database.rows("SELECT serial, count(DISTINCT fence) FROM journal WHERE phase <> 'sending' "
                            "GROUP BY serial HAVING count(DISTINCT fence) > 1")
    if doubles:
        sys.exit(f"two wrote one serial: {doubles}")
    applies = [tuple(map(int, row)) for row in database.rows("SELECT number, fence, serial FROM apply ORDER BY number")]
    for one, other in zip(applies, applies[1:]):
        if other[1] <= one[1] or other[2] <= one[2]:
            sys.exit(f"applies {one} and {other} are not one after the other")
    return len(rows), applies[-1][0] if applies else 0


class Contention:
    def __init__(self, options, folder):
        self.dice = random.Random(options.seed)
        self.database = Database()
        self.emulator = emulator.Emulator(options.emulator)
        # A request takes a while, so that something can happen meanwhile.
        self.emulator.fault(kind="commits_late", match={"category": "ads_write"}, times="always", up_to_ms=300,
                            seed=options.seed)
        pinplan = str(pathlib.Path(options.pinplan).resolve())
        self.writers = [Writer(number, folder, pinplan, self.database, self.emulator.environment)
                        for number in range(options.writers)]
        self.project = ad_project.project(campaigns=1, ad_groups=2, keywords=2, ads=1)
        self.number = 1000
        self.seeded = self.ids()
        self.counts = {}

    def edit(self):
        """Something to create, something to change."""
        self.number += 1
        groups = [group for campaign in self.project["campaigns"].values()
                  for group in campaign["ad_groups"].values()]
        for group in self.dice.sample(groups, 2):
            group["ads"] = dict(list(group["ads"].items())[-2:])
            pin = next(iter(group["ads"].values()))["pin"]
            group["ads"][f"ad-{self.number}-{len(group['ads'])}"] = {
                "pin": pin, "destination_url": f"https://shop.example/{self.number}/{groups.index(group)}"}
        for group in groups:
            group["name"] = f"Renamed {self.number} {groups.index(group)}"

    def writes(self):
        return self.emulator.ask("GET", "counters").get("category ads_write", 0)

    def round(self, what):
        """Some apply at once, and something is done to one of them once it has written."""
        for writer in self.writers:
            writer.write(self.project)
        racing = self.dice.sample(self.writers, self.dice.randint(2, len(self.writers)))
        before, until = self.writes(), self.dice.randint(0, 4)
        for writer in racing:
            writer.start("apply", "--auto-approve")
        started = time.monotonic()
        while self.writes() < before + until and time.monotonic() - started < 5:
            time.sleep(0.01)
        victim = self.dice.choice([writer for writer in racing if writer.process.poll() is None] or racing)
        late = self.disturb(what, victim)
        answers = [writer.finish() for writer in racing if writer is not late]
        if late:
            # Whoever comes next takes the lock once the lease is over, and waits for what may be under way.
            time.sleep(max(0, started + LEASE + 1 - time.monotonic()))
            answers.append(self.settle(besides=late))
            late.process.send_signal(signal.SIGCONT)
            answers.append(late.finish())
        for status, text in answers:
            if status not in (0, 3, 4, -signal.SIGKILL):
                sys.exit(f"after {what} an apply ended with {status}:\n{text[-3000:]}")
        self.settle()

    def disturb(self, what, victim):
        """Returns whom somebody has to wake up again."""
        self.counts[what] = self.counts.get(what, 0) + 1
        if what == "kill":
            victim.process.kill()
        elif what == "stop":
            victim.process.send_signal(signal.SIGSTOP)
            return victim
        elif what == "cut":
            victim.relay.cut()
        elif what == "unlock":
            stranger = self.writers[0].environment["PINPLAN_STATE_URL"].rsplit(":", 1)[0]
            url = f"{stranger}:{self.database.ways['port']}/pinplan"
            subprocess.run([victim.pinplan, "state", "unlock", "--force"], cwd=victim.folder, check=True,
                           env={**victim.environment, "PINPLAN_STATE_URL": url}, capture_output=True)
        return None

    def settle(self, besides=None):
        """Applies until all is done; somebody may hold the lock for a lease longer."""
        started = time.monotonic()
        while True:
            writer = self.dice.choice([writer for writer in self.writers if writer is not besides])
            status, text = writer.run("apply", "--auto-approve")
            if status == 0:
                return status, text
            if status not in (3, 4) or time.monotonic() - started > LONGEST:
                sys.exit(f"an apply that nobody disturbs ended with {status}:\n{text[-3000:]}")
            time.sleep(0.2)

    def judge(self):
        self.emulator.wait_for_rest()
        status, text = self.writers[0].run("plan", "--detailed-exitcode")
        found = ad_project.complaints(self.project, self.emulator.dump())
        if status or found:
            sys.exit(f"the plan ended with {status}: {text[-2000:]}\n" + "\n".join(found[:20]))
        self.known()
        return audit(self.database)

    def known(self):
        """What was ever made on the account is in the journal, by its id."""
        known = {row[0] for row in self.database.rows(
            "SELECT remote_id FROM op WHERE remote_id IS NOT NULL UNION "
            "SELECT remote_id FROM journal WHERE remote_id IS NOT NULL UNION "
            "SELECT remote_id FROM resource")}
        strangers = self.ids() - self.seeded - known
        if strangers:
            sys.exit(f"the journal knows nothing of {sorted(strangers)[:10]}")

    def ids(self):
        dump = self.emulator.dump()
        return {row["id"] for kind in ("campaigns", "ad_groups", "ads", "keywords", "audiences")
                for row in dump[kind]}

    def end(self):
        self.emulator.__exit__()
        self.database.end()


def main():
    words = argparse.ArgumentParser()
    words.add_argument("pinplan")
    words.add_argument("emulator")
    words.add_argument("--rounds", type=int, default=1000)
    words.add_argument("--writers", type=int, default=3)
    words.add_argument("--seed", type=int, default=1)
    options = words.parse_args()
    print(f"{options.rounds} rounds, {options.writers} writers, seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        contention = Contention(options, pathlib.Path(folder))
        try:
            for number in range(options.rounds):
                # Each way comes, however few rounds there are; the one that takes a lease's time comes seldom.
                ways = ["kill", "cut", "unlock", "stop"]
                what = ways[number] if number < 4 else contention.dice.choice(ways[:3] * 4 + ways[3:])
                contention.round(what)
                entries, applies = contention.judge()
                contention.edit()
                if number % 50 == 49:
                    print(f"{number + 1} rounds, {applies} applies", flush=True)
        finally:
            contention.end()
    print(f"{options.rounds} rounds ({contention.counts}), {applies} applies, {entries} entries of the journal, seed "
          f"{options.seed}: never two at once, nothing twice, nothing unknown")


main()
