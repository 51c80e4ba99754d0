#!/usr/bin/env python3
"""Compares pinplan with a bare libyaml scan of the same files, in one run, as ratios; and what is done with a
customer list with `sha256sum` and `sort -u` of the same bytes.

    bench.py PINPLAN [AD_GROUPS] [ROUNDS] [LIST_LINES]

CPU time is user and system time of whole processes; the commands take turns, and a ratio is
between medians. With 0 ad groups, the list alone. Nothing here passes or fails: read it.
"""
import base64
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile

import sample_project


def run(command, expected=0, environment=None):
    """CPU seconds and peak MiB of one process."""
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(command, stdout=nowhere, stderr=nowhere, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code != expected:
        sys.exit(f"{' '.join(map(str, command))} ended with {code}, not {expected}")
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale


# Forms of a plan in which every ad group changes. The summary is the planning and hardly anything
# else, so what the others take beyond it is their rendering.
PLANNING = "--view summary"
REPORTS = {words: words.split() for words in (
    PLANNING, "--view changes", "--view full", "--format json", "--format markdown",
    "--format github", "--format sarif", "--format gitlab", PLANNING + " --html {folder}/report.html")}


def write_list(path, lines):
    """A list of addresses in no order."""
    numbers = random.Random(lines)
    names = ("ana", "bo", "cyril", "dilara", "edward", "fatima", "gustavo", "hyacinth")
    with open(path, "w") as file:
        for _ in range(lines):
            file.write(f"{names[numbers.randrange(8)]}.{numbers.randrange(10**9)}"
                       f"@mail{numbers.randrange(100)}.example\n")


def write_list_project(folder, path):
    """A project with one customer list, whose people are kept in its state once it is applied."""
    folder.mkdir()
    (folder / "pinplan.yaml").write_text(
        "version: 1\naccount: { name: northwind-uk, country: GB }\naudiences:\n  customers:\n"
        "    { type: customer_list, source: !env CUSTOMERS, identifiers: email, terms_accepted: true,\n"
        "      opt_outs_removed: true }\n")


def bench_list(pinplan, lines, rounds):
    """What is done with a customer list, as ratios to one digest of the file and one sorting of its lines.

    `audience check` validates and hashes. `plan` does all four: it validates and hashes each line, seals each person
    and compares that with what is stored of them, to the last bit; its ratio is the one to look at. The `apply`
    before it stores everybody on top of that, 65 bytes each, in transactions of 10,000.
    """
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        path = folder / "customers.csv"
        write_list(path, lines)
        project = folder / "project"
        write_list_project(project, path)
        # The cheapest order there is.
        plain = {**os.environ, "LC_ALL": "C", "CUSTOMERS": str(path),
                 "PINPLAN_LIST_KEY": base64.b64encode(bytes(range(32))).decode()}
        commands = {
            "sha256sum": ["sha256sum", path],
            "sort -u": ["sort", "-u", "-T", folder, path],
            "audience check: hash": [pinplan, "audience", "check", path, "--identifiers", "email"],
            "apply: also store": [pinplan, "apply", "--auto-approve", "-C", project],
            "plan: hash, seal, compare": [pinplan, "plan", "--detailed-exitcode", "-C", project],
        }
        rows = {name: [] for name in commands}
        for _ in range(rounds):
            shutil.rmtree(project / ".pinplan", ignore_errors=True)
            for name, command in commands.items():
                rows[name].append(run(command, environment=plain))
        size = path.stat().st_size
    cpu = {name: statistics.median(c for c, _ in row) for name, row in rows.items()}
    floor = cpu["sha256sum"] + cpu["sort -u"]
    limit = 64 + 40 * lines / 2**20
    print(f"\n{lines} lines of a customer list, {size / 1e6:.0f} MB; medians of {rounds} rounds")
    print(f"{'':30}{'CPU s':>8}{'ratio':>8}{'peak MiB':>10}")
    for name, row in rows.items():
        ratio = f"{cpu[name] / floor:8.2f}" if name not in ("sha256sum", "sort -u") else f"{'':8}"
        print(f"{name:30}{cpu[name]:8.3f}{ratio}{max(m for _, m in row):10.0f}")
    print(f"64 MiB and 40 bytes an entry are {limit:.0f} MiB; the ratio of hash, seal and compare is to be at most 2")


def main():
    pinplan = str(pathlib.Path(sys.argv[1]).resolve())
    groups = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    lines = int(sys.argv[4]) if len(sys.argv) > 4 else 10_000_000
    if groups == 0:
        return bench_list(pinplan, lines, rounds)
    here = pathlib.Path(__file__).parent
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        scan = folder / "yaml_scan"
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "yaml-0.1"],
                               capture_output=True, text=True, check=True).stdout.split()
        subprocess.run(["cc", "-O2", "-o", scan, here / "yaml_scan.c", *flags], check=True)
        project = folder / "project"
        resources = sample_project.write(groups, project)
        files = sorted(project.glob("campaigns/*.yaml"))
        size = sum(file.stat().st_size for file in files)
        state = project / ".pinplan"
        changed = folder / "changed"
        sample_project.write(groups, changed, variant=1)
        rows = {name: [] for name in ("scan", "apply", "plan", "validate", *REPORTS)}
        for _ in range(rounds):
            shutil.rmtree(state, ignore_errors=True)
            rows["scan"].append(run([scan, project / "pinplan.yaml", *files]))
            rows["validate"].append(run([pinplan, "validate", "-C", project]))
            rows["apply"].append(run([pinplan, "apply", "--auto-approve", "-C", project]))
            rows["plan"].append(run([pinplan, "plan", "--detailed-exitcode", "-C", project]))
            shutil.rmtree(changed / ".pinplan", ignore_errors=True)
            shutil.copytree(state, changed / ".pinplan")
            for name, words in REPORTS.items():
                words = [word.format(folder=folder) for word in words]
                rows[name].append(run([pinplan, "plan", "-C", changed, *words]))
    floor = statistics.median(cpu for cpu, _ in rows["scan"])
    titles = {"scan": "bare libyaml scan", "validate": "validate",
              "plan": "plan, nothing changed", "apply": "apply, empty state"}
    print(f"{groups} ad groups, {resources} resources, {size / 1e6:.1f} MB of YAML; medians of {rounds} rounds")
    print(f"{'':30}{'CPU s':>8}{'ratio':>8}{'peak MiB':>10}")
    for key, title in titles.items():
        cpu = statistics.median(c for c, _ in rows[key])
        peak = max(m for _, m in rows[key])
        print(f"{title:30}{cpu:8.3f}{cpu / floor:8.2f}{peak:10.0f}")
    planning = statistics.median(cpu for cpu, _ in rows[PLANNING])
    print("\nplan, every ad group changed; rendering as a share of planning")
    for name in REPORTS:
        cpu = statistics.median(c for c, _ in rows[name])
        peak = max(m for _, m in rows[name])
        title = name.replace(" {folder}/report.html", "")
        print(f"{title:30}{cpu:8.3f}{(cpu - planning) / planning:8.2f}{peak:10.0f}")
    bench_list(pinplan, lines, min(rounds, 3))


if __name__ == "__main__":
    main()
