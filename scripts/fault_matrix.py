#!/usr/bin/env python3
"""Breaks applies to Pinterest at every request, in every way, and demands the same account.

    fault_matrix.py PINPLAN EMULATOR [--every N] [--seed N] [--jobs N] [--only KIND]
                    [--scenario NAME] [--record FOLDER] [--state sqlite|git|http|postgres]

There are six applies: one that creates everything, one that changes, renames, pauses, archives
and creates some of every kind of resource, and one of a saved plan that replaces some of every kind; and
three of customer lists that take several uploads: made, changed and given up, and replaced. Who is on each
list has to be who its file has, and no list may be there twice.
Each is left alone first: that is what the account has to be. Then, for every kind of fault and every
request that the apply makes, the same apply meets that fault there, and is run again **at once**, at
most twice. A kill is pinplan's own death while the emulator holds the request, before or after it
took effect, or before it takes effect later: what is journalled then is every step that a kill can
fall on. In the end, when the account has come to rest, it has to equal the undisturbed one, nothing
may live twice or be missing by parent and name, and the plan has to be empty. `--every N` takes a
slice, each Nth case from a seeded start. The jobs have an emulator and folders each, as they mostly
wait.
"""
import argparse
import collections
import dataclasses
import difflib
import json
import os
import pathlib
import queue
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import ad_project
import emulator
import list_project
import state_backend

# A late effect comes this much after the request: well within the time that a request may take
# (`PINPLAN_REQUEST_TIMEOUT`), so that a client that waits as long sees it, on a busy machine too.
LATE, LATE_TIMEOUT = 1400, 2


@dataclasses.dataclass
class Kind:
    """What the emulator is told; a kill is pinplan's own death once the rule has hit."""
    rule: dict
    is_kill: bool = False
    # Only a write can take effect late; for a read it would be no fault, or one that is here already.
    only_writes: bool = False
    timeout: int = 1
    # Records of a list that are rejected are told of, and nobody can tell which they were.
    rejects: bool = False


KINDS = {
    "error before commit": Kind({"kind": "error_before_commit"}),
    "error after commit": Kind({"kind": "error_after_commit"}),
    "error after a part": Kind({"kind": "error_after_part"}, only_writes=True),
    "closed before commit": Kind({"kind": "close_before_commit"}),
    "closed after commit": Kind({"kind": "close_after_commit"}),
    "timeout before commit": Kind({"kind": "hang"}),
    "timeout after commit": Kind({"kind": "hang", "commit": True}),
    "rate limit": Kind({"kind": "rate_limited", "retry_after": 1}),
    "token refused": Kind({"kind": "unauthorized"}),
    "partial batch": Kind({"kind": "partial_batch", "items": [0]}, rejects=True),
    "garbage": Kind({"kind": "garbage_body"}),
    "truncated": Kind({"kind": "truncated_body"}),
    "killed before commit": Kind({"kind": "hang"}, is_kill=True),
    "killed after commit": Kind({"kind": "hang", "commit": True}, is_kill=True),
    "commits late": Kind({"kind": "commits_late", "after_ms": LATE}, timeout=LATE_TIMEOUT),
    "closed, commits late": Kind(
        {"kind": "commits_late_after_close", "after_ms": LATE}, only_writes=True,
        timeout=LATE_TIMEOUT),
    "error, commits late": Kind(
        {"kind": "commits_late_after_error", "status": 504, "after_ms": LATE}, only_writes=True,
        timeout=LATE_TIMEOUT),
    "killed, commits late": Kind(
        {"kind": "commits_late", "after_ms": LATE}, is_kill=True, only_writes=True,
        timeout=LATE_TIMEOUT),
    "visible late": Kind(
        {"kind": "visible_late", "after_ms": LATE}, only_writes=True, timeout=LATE_TIMEOUT),
    "closed, visible late": Kind(
        {"kind": "visible_late", "close": True, "after_ms": LATE}, only_writes=True,
        timeout=LATE_TIMEOUT),
    "error, visible late": Kind(
        {"kind": "error_after_commit", "hidden_ms": LATE}, only_writes=True, timeout=LATE_TIMEOUT),
    "killed, visible late": Kind(
        {"kind": "hang", "commit": True, "hidden_ms": LATE}, is_kill=True, only_writes=True,
        timeout=LATE_TIMEOUT),
    "closed, commits and shows late": Kind(
        {"kind": "commits_late_after_close", "after_ms": LATE // 2, "hidden_ms": LATE // 2},
        only_writes=True, timeout=LATE_TIMEOUT),
    "killed, commits and shows late": Kind(
        {"kind": "commits_late", "after_ms": LATE // 2, "hidden_ms": LATE // 2}, is_kill=True,
        only_writes=True, timeout=LATE_TIMEOUT),
}


@dataclasses.dataclass
class Scenario:
    """An apply: from which project to which, and how it is run."""
    before: dict | None
    after: dict
    replaced: tuple = ()
    # How many people an upload takes; none where the project has no lists.
    batch: int | None = None

    @property
    def plan(self):
        """What makes the saved plan, for an apply that needs one."""
        words = [word for address in self.replaced for word in ("--replace", address)]
        return ("plan", "--out", "plan.json", *words) if words else None

    @property
    def apply(self):
        return ("apply", *(["plan.json"] if self.replaced else []), "--auto-approve", "--verbose",
                *(["--upload-batch", str(self.batch)] if self.batch else []),
                "--events", "events.jsonl", "--summary", "summary.md")


SMALL = ad_project.project(campaigns=4, ad_groups=4, keywords=4, ads=4)
SCENARIOS = {
    "creations": Scenario(None, ad_project.project(campaigns=3, ad_groups=8, keywords=7, ads=4)),
    "changes": Scenario(SMALL, ad_project.changed(SMALL)),
    "replacements": Scenario(SMALL, ad_project.with_replacements(SMALL), ad_project.REPLACED),
    "lists": Scenario(None, ad_project.with_lists(range(130)), batch=50),
    # People go and come over several batches, and another list is given up.
    "list edits": Scenario(
        ad_project.with_lists(range(130)), ad_project.with_lists(range(70, 200), gone=True),
        batch=50),
    "list replacements": Scenario(
        ad_project.with_lists(range(130)), ad_project.with_lists(range(40, 150)),
        ("audience/customers",), batch=50),
}

# What must be nowhere: the token, and the header that carries it.
SECRETS = (emulator.TOKEN.encode(), b"Bearer", b"authorization:")
# No run takes as long; one that does hangs.
LONGEST = 180


class Case:
    """The runs of pinplan in one folder against one emulator."""

    def __init__(self, binary, emulator_, folder, timeout):
        self.binary, self.emulator, self.folder = binary, emulator_, folder
        self.environment = {
            **os.environ, **emulator_.environment, **state_backend.STATES.environment(folder), "PINPLAN_REQUEST_TIMEOUT": str(timeout),
            # What is late comes within the timeout; the rest is for a machine that is busy.
            "PINPLAN_SETTLING_TIME": str(timeout - 1)}
        self.output = []

    def start(self, *words):
        return subprocess.Popen(
            [self.binary, *words], env=self.environment, cwd=self.folder,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def run(self, *words):
        started = time.monotonic()
        process = self.start(*words)
        try:
            text = process.communicate(timeout=LONGEST)[0]
        except subprocess.TimeoutExpired:
            process.kill()
            text = process.communicate()[0] + f"\nIT DID NOT END IN {LONGEST} s"
        took = time.monotonic() - started
        self.output.append(
            f"$ pinplan {' '.join(words)} -> {process.returncode} after {took:.1f} s\n{text[-3000:]}")
        return process.returncode

    def killed_run(self, *words):
        """Runs, and kills the process once the rule that is set has hit."""
        process = self.start(*words)
        deadline = time.monotonic() + LONGEST
        while process.poll() is None and time.monotonic() < deadline:
            if self.emulator.hits():
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0.01)
        process.kill()
        self.output.append(
            f"$ pinplan {' '.join(words)}, killed\n" + process.communicate()[0][-3000:])

    def leaks(self, project):
        """Where a secret, or somebody on a list, stands in what was printed or written."""
        written = {"the output": "\n".join(self.output).encode()}
        written.update((str(file.relative_to(self.folder)), file.read_bytes())
                       for file in self.folder.rglob("*")
                       if file.is_file() and file.parent.name != "lists")
        traces = list(list_project.traces(project))
        return [f"{name} holds {secret.decode()}" for name, text in written.items()
                for secret in SECRETS if secret.lower() in text.lower()] + [
                    f"{name} holds a person: {trace!r}" for name, text in written.items()
                    for trace in traces if trace in text]


class Worker:
    """An emulator, with the account and the project before each scenario kept ready."""

    def __init__(self, binary, emulator_, folder):
        self.binary, self.emulator, self.folder = binary, emulator_, folder
        self.count = 0
        self.ready = {}

    def prepared(self, name):
        """The account and a folder as they are before a scenario's apply."""
        if name not in self.ready:
            self.ready[name] = self.prepare(name)
        seed, template = self.ready[name]
        self.emulator.clear_faults()
        self.emulator.reset(seed)
        self.count += 1
        folder = self.folder / str(self.count)
        shutil.copytree(template, folder)
        state_backend.STATES.copied(template, folder)
        return folder

    def prepare(self, name):
        scenario, template, seed = SCENARIOS[name], self.folder / name, None
        if scenario.before:
            self.emulator.clear_faults()
            self.emulator.reset()
            write(scenario.before, template)
            calm = Case(self.binary, self.emulator, template, LATE_TIMEOUT)
            if calm.run(*Scenario(None, scenario.before, batch=scenario.batch).apply) != 0:
                raise RuntimeError("the account before could not be made:\n" + calm.output[-1])
            seed = self.emulator.as_seed()
        write(scenario.after, template)
        if scenario.plan:
            calm = Case(self.binary, self.emulator, template, LATE_TIMEOUT)
            if calm.run(*scenario.plan) != 0:
                raise RuntimeError("the plan could not be made:\n" + calm.output[-1])
        return seed, template

    def calm(self, name):
        """What an undisturbed apply leaves, and which of its requests are writes."""
        scenario, folder = SCENARIOS[name], self.prepared(name)
        case = Case(self.binary, self.emulator, folder, LATE_TIMEOUT)
        if case.run(*scenario.apply) != 0:
            sys.exit(f"the undisturbed apply of {name} failed:\n" + case.output[-1])
        found = (ad_project.complaints(scenario.after, self.emulator.dump())
                 + list_project.complaints(scenario.after, self.emulator))
        if found:
            sys.exit("\n".join([f"the undisturbed apply of {name} is not as declared:", *found]))
        counters = self.emulator.ask("GET", "counters")
        return tree(self.emulator), counters["requests"], counters["category ads_write"]

    def attempt(self, name, kind_name, position, wanted):
        """Runs one case; returns the reruns that it took, and what is wrong in the end."""
        scenario, kind = SCENARIOS[name], KINDS[kind_name]
        folder = self.prepared(name)
        self.emulator.fault(
            **kind.rule, at=position,
            **({"match": {"category": "ads_write"}} if kind.only_writes else {"count": "all"}))
        case = Case(self.binary, self.emulator, folder, kind.timeout)
        status = 1
        if kind.is_kill:
            case.killed_run(*scenario.apply)
        else:
            status = case.run(*scenario.apply)
        self.emulator.clear_faults()
        again = 0
        while status != 0 and again < 2:
            again += 1
            status = case.run(*scenario.apply)
        self.emulator.wait_for_rest()
        wrong = [f"the last apply ended with {status}"] if status else []
        if case.run("plan", "--detailed-exitcode") != 0:
            wrong.append("the plan is not empty")
        wrong += ad_project.complaints(scenario.after, self.emulator.dump())
        wrong += list_project.complaints(scenario.after, self.emulator)
        found = tree(self.emulator)
        if found != wanted:
            wrong += ["the account is another:", *difference(wanted, found)]
        wrong += case.leaks(scenario.after)
        shutil.rmtree(folder)
        return again, wrong, case.output


def write(project, folder):
    ad_project.write(project, folder)
    state_backend.STATES.prepare(folder)


def tree(emulator_):
    """The account, but for keywords below what is archived: nothing can come of them, and whether
    they were archived one by one before depends on what was cut off."""
    tree_ = json.loads(list_project.unmarked(json.dumps(emulator_.tree())))
    tree_["customer_lists"].sort(key=json.dumps)
    for campaign in tree_["campaigns"]:
        for group in campaign["ad_groups"]:
            if "ARCHIVED" in (campaign["status"], group["status"]):
                group["keywords"] = []
    return tree_


def difference(wanted, found):
    """The first lines in which two accounts differ."""
    lines = [json.dumps(tree, indent=1, sort_keys=True).splitlines() for tree in (wanted, found)]
    return list(difflib.unified_diff(*lines, "undisturbed", "this one", lineterm="", n=8))[:60]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pinplan")
    arguments.add_argument("emulator")
    arguments.add_argument("--every", type=int, default=1)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--jobs", type=int, default=8)
    arguments.add_argument("--only", choices=KINDS)
    arguments.add_argument("--scenario", choices=SCENARIOS)
    arguments.add_argument("--keep-going", action="store_true", help="past the fifth failure")
    arguments.add_argument("--record", help="a folder for every request and answer")
    arguments.add_argument("--state", choices=state_backend.KINDS, default="sqlite")
    options = arguments.parse_args()
    with state_backend.choose(options.state):
        run(options)


def run(options):
    binary = str(pathlib.Path(options.pinplan).resolve())
    names = [options.scenario] if options.scenario else list(SCENARIOS)
    waiting, results = queue.Queue(), queue.Queue()
    calm, stop = {}, threading.Event()

    def work(number, worker):
        try:
            while not stop.is_set():
                name, kind, position = waiting.get_nowait()
                results.put((name, kind, position,
                             worker.attempt(name, kind, position, calm[name])))
        except queue.Empty:
            pass
        except Exception as error:  # A worker that dies must not look like one with nothing to do.
            results.put((None, None, number, repr(error)))
        results.put(None)

    with tempfile.TemporaryDirectory() as parent:
        workers = []
        try:
            for number in range(options.jobs):
                record = (["--record", f"{options.record}/faults-{number}.jsonl"]
                          if options.record else [])
                folder = pathlib.Path(parent) / str(number)
                folder.mkdir()
                workers.append(
                    Worker(binary, emulator.Emulator(options.emulator, *record), folder))
            cases = []
            for name in names:
                calm[name], requests, writes = workers[0].calm(name)
                print(f"{name}: {sum(ad_project.declared(SCENARIOS[name].after).values())} "
                      f"resources, {requests} requests, {writes} of them writes")
                cases += [(name, label, position) for label, kind in KINDS.items()
                          for position in range(1, (writes if kind.only_writes else requests) + 1)
                          if options.only in (None, label)
                          and not (kind.rejects and SCENARIOS[name].batch)]
            start = random.Random(options.seed).randrange(options.every)
            chosen = cases[start::options.every]
            for case in chosen:
                waiting.put(case)
            print(f"{len(KINDS)} kinds of faults, {len(chosen)} of {len(cases)} cases, "
                  f"seed {options.seed}", flush=True)
            started = time.monotonic()
            for number, worker in enumerate(workers):
                threading.Thread(target=work, args=(number, worker), daemon=True).start()
            failed = judge(results, len(workers), stop, options.keep_going)
            print(f"{time.monotonic() - started:.0f} s with {options.jobs} jobs")
        finally:
            for worker in workers:
                worker.emulator.__exit__()
        sys.exit(1 if failed else 0)


def judge(results, workers, stop, keeps_going):
    """Takes in what the workers find, and says what it was."""
    ended = collections.defaultdict(collections.Counter)
    failed = 0
    while workers:
        result = results.get()
        if result is None:
            workers -= 1
            continue
        name, kind, position, outcome = result
        if name is None:
            failed += 1
            print(f"\nFAILED: worker {position}: {outcome}")
            continue
        again, wrong, output = outcome
        if not wrong:
            ended[kind][again] += 1
            continue
        failed += 1
        ended[kind]["failed"] += 1
        print(f"\nFAILED: {name}, {kind} at {'write' if KINDS[kind].only_writes else 'request'} "
              f"{position}", *wrong[:80], *output, sep="\n", flush=True)
        if failed >= 5 and not keeps_going:
            stop.set()
    print(f"\n{'ended as the undisturbed apply':32}  at once  1 rerun  2 reruns  failed")
    for kind in [*filter(ended.__contains__, KINDS), None]:
        counts = sum(ended.values(), collections.Counter()) if kind is None else ended[kind]
        print(f"{kind or 'all':32} {counts[0]:8} {counts[1]:8} {counts[2]:9} {counts['failed']:7}")
    return failed


if __name__ == "__main__":
    main()
