#!/usr/bin/env python3
"""Runs the CI files as CI would: a stand-in for the review service, a bare repository as origin.

    check_ci.py PINPLAN

Jobs share nothing but those two. The steps and their environment come from action.yml and the examples.
"""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.request

from ruamel.yaml import YAML

import state_backend
import state_server
from ci_jobs import ROOT, GitHubJob, Repository, expect, run, tools
from review_service import BOT, GITLAB_BOT, SHA, TOKEN, ReviewService, github_request, gitlab_request

CAMPAIGN = "ads/campaigns/sofas.yaml"


def quickstart(folder="ads", state="git"):
    """The files of the example, with the state where jobs reach it."""
    files = {str(f.relative_to(ROOT / "examples/quickstart")): f.read_text()
             for f in sorted((ROOT / "examples/quickstart").rglob("*.yaml"))}
    files["pinplan.yaml"] += f"state: {{ backend: {state} }}\n"
    # The next UTC day is not part of it, so that no job of this check meets it.
    files["campaigns/sofas.yaml"] = re.sub(
        r"(\n +)budget:", r"\1schedule: { start: 2099-01-01 }\1budget:", files["campaigns/sofas.yaml"])
    return {f"{folder}/{name}": text for name, text in files.items()}


def applies(job):
    return json.loads(job.pinplan("history -C ads --format json"))["entries"]


def check_install(folder, service, environment):
    """A pinplan out of a cache is kept only where it is of this very source; a released one by its checksum."""
    folder.mkdir()
    job = GitHubJob(service, folder, SHA["e"], {}, environment)
    outputs = dict(job.outputs)
    job.step("Tell what pinplan is built from")
    expect("what is kept and found lies in the runner's folder", outputs.items() <= job.outputs.items(), str(job.outputs))
    bin_folder = job.temp / "pinplan-bin"
    cache = next(s for s in job.action["runs"]["steps"] if s.get("uses", "").startswith("actions/cache"))
    source = job.outputs["digest"]
    expect("the cache is keyed by what is built", source in job.fill(cache["with"]["key"]))
    make = folder / "fake/make"
    make.parent.mkdir()
    make.write_text("#!/bin/sh\necho it would be built anew\nexit 9\n")
    make.chmod(0o755)
    job.environment["PATH"] = f"{make.parent}:{job.environment['PATH']}"
    bin_folder.mkdir()
    program = "#!/bin/sh\necho 0.1.0\n"
    (bin_folder / "pinplan").write_text(program)
    (bin_folder / "pinplan").chmod(0o755)
    (bin_folder / "source").write_text(source + "\n")
    expect("a pinplan of this source is kept", job.step("Install pinplan") == "0.1.0\n")
    check_libpq(job, make.parent)
    (bin_folder / "source").write_text("0" * 64 + "\n")
    expect("one of another source is built anew", "built anew" in job.step("Install pinplan", status=9))

    binary = folder / "released"
    binary.write_text(program)
    releases = folder / "releases.txt"
    system = subprocess.run(["sh", "-c", "echo $(uname -s)-$(uname -m)"], text=True, capture_output=True).stdout.strip()

    def release(of=source, checksum=hashlib.sha256(program.encode()).hexdigest()):
        releases.write_text(f"# comment\n{of} {system} {checksum} file://{binary}\n")
        job.environment["PINPLAN_RELEASES"] = str(releases)
    release()
    expect("a released binary of this source is installed", "0.1.0" in job.step("Install pinplan"))
    expect("and found by the steps after it", job.files["GITHUB_PATH"].read_text().split()[-1] == str(bin_folder))
    shutil.rmtree(bin_folder)
    release(checksum="0" * 64)
    text = job.step("Install pinplan", status=1)
    expect("one with another checksum is not, and nothing is built in its place",
           "another checksum" in text and "built anew" not in text and not (bin_folder / "pinplan").exists(), text)
    release(of="f" * 64)
    expect("one of another source is none", "built anew" in job.step("Install pinplan", status=9))
    release()
    binary.write_text("#!/bin/sh\nexit 127\n")
    release(checksum=hashlib.sha256(binary.read_bytes()).hexdigest())
    expect("where it does not start, pinplan is built", "built anew" in job.step("Install pinplan", status=9))


def check_libpq(job, programs):
    """What asks a database is installed where a job has one, and is not there."""
    if os.uname().sysname != "Linux":
        return
    for name, script in (("ldconfig", "cat $0.txt"), ("apt-get", 'echo "apt-get $*"'), ("sudo", '"$@"')):
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    known, state = programs / "ldconfig.txt", "PINPLAN_STATE_URL"
    known.write_text("")
    expect("a job without a database installs no libpq", job.step("Install pinplan") == "0.1.0\n")
    job.environment[state] = "postgres://db.example/ads"
    expect("one with a database does", "apt-get install -y -qq --no-install-recommends libpq5\n" in job.step("Install pinplan"))
    known.write_text("libpq.so.5 (libc6,x86-64) => /lib/libpq.so.5\n")
    expect("but where it is there", job.step("Install pinplan") == "0.1.0\n")
    del job.environment[state]


class GitHub:
    """A repository on GitHub with a project in `ads`, and the jobs of its requests and merges."""

    def __init__(self, folder, pinplan, files):
        folder.mkdir()
        self.service = ReviewService()
        self.environment = tools(pinplan, folder)
        self.repository = Repository(folder, files, self.environment)
        self.inputs = {"directory": "ads", "first-run": "true"}

    def job(self, commit, request=None, command="plan", inputs=(), **more):
        checkout = self.repository.checkout(commit)
        return GitHubJob(self.service, checkout, commit, self.inputs | {"command": command} | dict(inputs),
                         self.environment, request=request, **more)

    def plan(self, commit, request, status=0, **more):
        job = self.job(commit, request, **more)
        return job, job.step("Plan", status)

    def apply(self, commit, status=0, **more):
        job = self.job(commit, command="apply", **more)
        return job, job.step("Apply", status)

    def ours(self, request, kind="plan", project="ads"):
        mark = f'<!-- pinplan {{"kind":"{kind}","project":"{project}"'
        return [c["body"] for c in self.service.comments.get(request, [])
                if mark in c["body"] and c["user"]["login"] == BOT]

    def only(self, request, **of):
        found = self.ours(request, **of)
        if len(found) != 1:
            sys.exit(f"ci: {len(found)} comments on #{request}\n" + "\n".join(found))
        return found[0]


def check_review(hub):
    """From the first plan of a request to its apply, and both again."""
    service, repository = hub.service, hub.repository
    head = repository.branch("first", (CAMPAIGN, "bid: 0.35", "bid: 0.36"))
    service.comments[7] = [service.comment("hello", "ana") for _ in range(300)]
    job, text = hub.plan(head, 7)
    first = hub.only(7)
    expect("a comment is written once", "Commented on #7." in text, text)
    expect("it holds the digest, the commit and the run", all(f'"{k}":"{v}"' in first for k, v in (
        ("digest", job.outputs["digest"]), ("head", head), ("run", f"{job.environment['GITHUB_RUN_ID']}.1"))), first)
    expect("one plan is kept in every form", {f.name for f in job.kept("").iterdir()} == {
        "plan.json", "report.html", "report.md", "report.sarif", "code-quality.json"})
    expect("the kept plan is the commented one", f'"digest":"{job.outputs["digest"]}"' in job.kept("plan.json").read_text())
    expect("annotations name files as the repository does", f"::notice file={CAMPAIGN}," in text, text)
    expect("the summary of the job is the report", "### " in job.files["GITHUB_STEP_SUMMARY"].read_text())
    expect("the outputs tell of changes", job.outputs["status"] == "2", str(job.outputs))
    expect("links lead to the planned commit", f"https://github.example/shop/ads/blob/{head}/{CAMPAIGN}" in first)
    expect("a plan makes no branch", "pinplan-state" not in repository.git("ls-remote origin"))
    stranger = re.sub(r'"run":"\d+', '"run":"99999999', first).replace(job.outputs["digest"], "0" * 64)
    service.comments[7].append(service.comment(stranger, "mallory"))
    text = hub.plan(head, 7)[1]
    expect("what says the same of the same commit stays", "it says the same" in text, text)

    old = GitHubJob.runs
    head = repository.branch("first", (CAMPAIGN, "bid: 0.35", "bid: 0.37"))
    text = hub.plan(head, 7)[1]
    second = hub.only(7)
    expect("a changed plan takes the comment's place", "Updated the comment on #7." in text and second != first, text)
    text = hub.plan(head, 7, run_id=old - 1, attempt=9)[1]
    expect("an older run that is run again writes nothing", "a later run wrote it" in text and hub.only(7) == second, text)
    expect("a stranger's comment is neither believed nor touched", service.comments[7][301]["body"] == stranger)

    merged = repository.merge("first")
    for what, requests in (
            ("a push without a request", []),
            ("one of an open request", [github_request(7, commit=merged)]),
            ("one of a request that was closed", [github_request(7, closed=True, commit=merged)])):
        service.requests = requests
        text = hub.apply(merged, status=1)[1]
        expect(f"{what} applies nothing", "no plan of it was reviewed" in text, text)
    service.requests = [github_request(n) for n in range(200, 330)] + [
        github_request(5, True, SHA["b"]), github_request(6, True, SHA["c"])]
    text = hub.apply(merged, status=1)[1]
    expect("of two merged requests none of which made the commit none is believed", "#5, #6 all hold this commit" in text, text)
    service.requests.append(github_request(7, True, merged))
    job = hub.job(merged, command="apply")
    text = job.pinplan("ci apply -C ads --dry-run --first-run")
    expect("a dry run of an apply writes nothing", "Nothing was written" in text and not hub.ours(7, "apply")
           and "pinplan-state" not in repository.git("ls-remote origin"), text)
    job, text = hub.apply(merged)
    expect("what was reviewed is applied on another machine", "Applied: 8 created" in text, text)
    result = hub.only(7, kind="apply")
    expect("the result is a comment of its own", result.startswith("### Applied: 8 created") and hub.only(7) == second)
    expect("and in the summary, with the marker to commit", all(
        w in job.files["GITHUB_STEP_SUMMARY"].read_text() for w in ("### Applied", "Commit `ads/.pinplan/state.json`")))
    expect("every operation is kept", job.kept("events.ndjson").read_text().count('"phase":"done"') == 8)
    expect("a run that holds no lock frees none", job.step("Free the lock that this run holds") == "Nobody holds the lock.\n")
    again, text = hub.apply(merged, attempt=2)
    expect("the job run again changes nothing", "Complete: apply 1" in text and hub.only(7, kind="apply") == result
           and len(applies(again)) == 1, text)

    # The marker is committed, and from then on there has to be a state.
    marker = repository.folder / "work/ads/.pinplan/state.json"
    marker.parent.mkdir()
    marker.write_text((job.checkout / "ads/.pinplan/state.json").read_text())
    repository.commit("Remember the state")
    repository.git("push --quiet origin main")
    hub.inputs["first-run"] = "false"
    text = hub.apply(repository.git("rev-parse HEAD").strip())[1]
    expect("a push that changes nothing needs no review", "Nothing to do." in text, text)


def check_drift_since_review(hub):
    """Two requests that change the same: the second one's apply is refused, and says so where it was reviewed."""
    service, repository = hub.service, hub.repository
    heads = [repository.branch("bids", (CAMPAIGN, "bid: 0.37", "bid: 0.40")),
             repository.branch("names", (CAMPAIGN, "name: Sofas", "name: Couches"))]
    for number, head in zip((8, 9), heads):
        hub.plan(head, number)
    repository.git("fetch --quiet origin")
    first = repository.merge("bids")
    second = repository.merge("names")
    service.requests = [github_request(9, True, second)]
    # The job of the first merge has not run: what is applied here would be both.
    job, text = hub.apply(second, status=3)
    expect("a plan that moved since the review is not applied", "not the reviewed one" in text, text)
    told = hub.only(9, kind="apply")
    expect("and the request is told", told.startswith("### Nothing was written: the plan is not the reviewed one"), told)
    expect("an annotation too", "::error title=plan.not_reviewed::" in text, text)
    service.requests = [github_request(8, True, first)]
    hub.apply(first)
    service.requests = [github_request(9, True, second)]
    hub.apply(second)
    expect("run again after the other one, it is", hub.only(9, kind="apply").startswith("### Applied: 1 updated"))
    done = hub.only(8, kind="apply")
    service.requests = [github_request(8, True, first)]
    text = hub.apply(first, status=3, attempt=2)[1]
    expect("an old job undoes nothing, and what it told stays told", "the update was not reviewed" in text and hub.only(8, kind="apply") == done, text)


def check_trouble(hub):
    """What the service refuses or loses, and what a job without rights does."""
    service, repository = hub.service, hub.repository
    head = repository.branch("trouble", (CAMPAIGN, "bid: 0.40", "bid: 0.41"))
    service.fail("POST", status=403, message="Resource not accessible by integration")
    job, text = hub.plan(head, 10, fork=True)
    expect("a fork's plan is in the log and not posted", "comes from a fork, whose job may not write comments" in text
           and not hub.ours(10) and job.outputs["status"] == "2", text)
    job = hub.job(head, 10, command="apply", fork=True)
    digest = hub.job(head, 10).pinplan("plan -C ads --format json")
    digest = json.loads(digest)["digest"]
    text = job.pinplan(f"ci apply -C ads --digest {digest}", status=1)
    expect("a fork is never applied", "comes from a fork, and nothing of a fork is applied" in text, text)
    service.fail("POST", status=403, message="Resource not accessible by integration")
    text = hub.plan(head, 10, status=4)[1]
    expect("else a plan that is not posted is a failure, with what helps", all(w in text for w in (
        'the plan was not posted to #10: the service answered 403: "Resource not accessible by integration"',
        "hint: the job needs `permissions: { pull-requests: write }`, and the step GITHUB_TOKEN")), text)
    service.fail("POST", kind="lost")
    text = hub.plan(head, 10)[1]
    expect("an answer that was lost makes no second comment", len(hub.ours(10)) == 1, text)
    before = hub.only(10)
    for status in (404, 422):
        service.fail("GET", status=status)
        hub.plan(head, 10, status=4)
    service.fail("GET", status=502, times=2)
    text = hub.plan(head, 10)[1]
    expect("an error that passes is asked again", "it says the same" in text and hub.only(10) == before, text)

    merged = repository.merge("trouble")
    service.requests = [github_request(10, True, merged)]
    service.fail("GET", status=401, message="Bad credentials")
    text = hub.apply(merged, status=4)[1]
    expect("without what was reviewed nothing is applied", "what was reviewed cannot be read" in text
           and not hub.ours(10, "apply"), text)
    service.fail("POST", status=404)
    job, text = hub.apply(merged)
    expect("a result that cannot be posted is a warning", "warning: the result was not posted to #10" in text
           and "Applied: 0 created, 1 updated" in text and job.outputs["status"] == "0", text)


def check_places(hub):
    """Many projects of a repository, a file in place of a service, and a run that only prints."""
    service, repository = hub.service, hub.repository
    repository.git("checkout --quiet -B main origin/main")
    for name, text in quickstart("shops/twin").items():
        (repository.folder / "work" / name).parent.mkdir(parents=True, exist_ok=True)
        (repository.folder / "work" / name).write_text(text.replace("oak-and-linen", "elm-and-linen"))
    repository.commit("A second project")
    repository.git("push --quiet origin main")
    hub.inputs |= {"directory": ".", "all": ".", "first-run": "true"}
    head = repository.branch("twin")
    job, text = hub.plan(head, 11)
    twin = hub.only(11, project="shops/twin")
    expect("of many projects each changed one has a comment", not hub.ours(11) and "elm-and-linen" in twin, text)
    expect("and each a folder of what is kept", job.kept("ads/report.html").exists() and job.kept("shops/twin/plan.json").exists())
    wrong = repository.branch("wrong", (CAMPAIGN, "bid: 0.41", "bod: 0.41"))
    text = hub.plan(wrong, 11, status=1)[1]
    expect("the worst end is that of all", "is invalid" in hub.only(11) and "Updated" in text, text)
    head = repository.branch("twin")
    hub.plan(head, 11)
    merged = repository.merge("twin")
    service.requests = [github_request(11, True, merged)]
    text = hub.apply(merged)[1]
    expect("both are applied, each by its own digest", "Nothing to do." in text
           and hub.only(11, kind="apply", project="shops/twin").startswith("### Applied: 8 created"), text)
    hub.inputs |= {"directory": "ads", "all": "", "first-run": "false"}

    head = repository.branch("file", (CAMPAIGN, "bid: 0.41", "bid: 0.42"))
    job = hub.job(head)
    heard = len(service.heard)
    job.pinplan("ci plan -C ads --to file:comments.md")
    job.pinplan("ci plan -C ads --to file:comments.md")
    file = job.checkout / "comments.md"
    expect("a file takes comments as a service does", file.read_text().count("<!-- pinplan {") == 1)
    text = job.pinplan("ci apply -C ads --to file:comments.md")
    expect("and tells what was reviewed", "Applied: 0 created, 1 updated" in text and '"kind":"apply"' in file.read_text()
           and len(service.heard) == heard, text)
    head = repository.branch("dry", (CAMPAIGN, "bid: 0.41", "bid: 0.43"))
    job = hub.job(head, 12)
    text = job.pinplan("ci plan -C ads --dry-run")
    expect("a dry run prints and posts nothing", "Would comment on #12" in text and '"kind":"plan"' in text
           and not service.comments.get(12) and not job.files["GITHUB_STEP_SUMMARY"].exists(), text)
    outside = {k: v for k, v in job.environment.items() if not k.startswith("GITHUB")}
    text = run("pinplan ci plan -C ads", outside, job.checkout, 64)
    expect("outside of a job somebody has to say where", "this is no job of GitHub Actions or GitLab" in text, text)


def check_no_plan(hub):
    """Whatever stands in the way of a plan takes the place of the plan that was there."""
    repository = hub.repository
    good = (CAMPAIGN, "name: Couches", "name: Chairs")
    hub.plan(repository.branch("none", good), 13)

    def says(what, words, status, *edits, before=""):
        head = repository.branch("none", *edits)
        if before:
            run(before, hub.environment, repository.folder)
        job, text = hub.plan(head, 13, status=status)
        body = hub.only(13)
        expect(what, words in body and '"digest":null' in body and not job.kept("plan.json").exists(), body)
        return text
    says("an invalid project takes the comment's place", "is invalid", 1, (CAMPAIGN, "bid: 0.4", "bod: 0.4"))
    says("so does one whose account cannot be read", "is invalid", 1, ("ads/pinplan.yaml", "account:", "account: ["))
    says("so does the state of another account", "state.other_account", 3,
         ("ads/pinplan.yaml", "oak-and-linen", "ash-and-linen"), ("ads/pinplan.yaml", "backend: git", "backend: git, workspace: oak-and-linen"))
    # What a name looks like to the runner that reads the log.
    text = says("so does a mistake with a hostile name", "is invalid", 1,
                (CAMPAIGN, "objective: traffic", 'objective: "::set-env name=X::%0A##[add-path]"'))
    word = re.search(r"::stop-commands::(\w+)\n", text)[1]
    outside = re.sub(rf"::stop-commands::{word}\n.*?::{word}::\n", "", text, flags=re.DOTALL)
    expect("the log quotes what others wrote", all(line.startswith(("::error file=", "::warning file=", "::notice file="))
                                                   for line in outside.splitlines()), outside)
    says("so does a branch that is gone", "state.missing", 3, good,
         before="git -C origin.git branch --quiet -m pinplan-state away")
    run("git -C origin.git branch --quiet -m away pinplan-state", hub.environment, repository.folder)


def check_options(hub):
    """What a plan was told is told to its apply, and without it the apply is refused."""
    service, repository = hub.service, hub.repository
    given = {"override": " guardrail.max_bid_change\n\n", "reason": 'launch "week" $HOME'}
    head = repository.branch("options", ("ads/pinplan.yaml", "max_bid_change: 50%", "max_bid_change: 1%"),
                             (CAMPAIGN, "bid: 0.41", "bid: 0.60"))
    hub.plan(head, 14, inputs=given)
    merged = repository.merge("options")
    service.requests = [github_request(14, True, merged)]
    hub.apply(merged, status=1)
    # The file of check_places was never merged, and what it applied is the stored bid.
    job, _ = hub.apply(merged, inputs=given)
    expect("an override reaches the apply, with its reason", applies(job)[-1]["overrides"] ==
           [{"code": "guardrail.max_bid_change", "reason": given["reason"]}])
    address = next(r["address"] for r in json.loads(job.pinplan("state list -C ads --format json"))["resources"]
                   if r["address"].startswith("ad/"))
    head = repository.branch("replace")
    hub.plan(head, 15, inputs={"replace": f"{address}\n"})
    merged = repository.merge("replace")
    service.requests = [github_request(15, True, merged)]
    job, _ = hub.apply(merged, inputs={"replace": f"{address}\n"})
    expect("so does a replacement", applies(job)[-1]["summary"]["replace"] == 1)


def check_rerun(folder, pinplan):
    """A merge job whose apply stopped part-way goes on when it is run again, and then is complete."""
    files = quickstart()
    files["ads/pinplan.yaml"] = files["ads/pinplan.yaml"].replace("target: local", "target: pinterest").replace(
        "country: GB", 'ad_account_id: "549755885175"\n  country: GB')
    # Under this objective the API takes the budget from the campaign.
    text = re.sub(r"\n +(budget|schedule): .*", "", files[CAMPAIGN]).replace(", bid: 0.50", "")
    files[CAMPAIGN] = text.replace("objective: traffic\n", "objective: traffic\n    budget: { daily: 40.00 }\n"
                                   "    schedule: { start: 2099-01-01 }\n")
    hub = GitHub(folder, pinplan, files)
    emulator = subprocess.Popen([pathlib.Path(pinplan).parent / "pinterest-emulator", "--rate-limits", "off"],
                                stdout=subprocess.PIPE, text=True)
    try:
        address = emulator.stdout.readline().strip()
        hub.environment |= {"PINPLAN_PINTEREST_URL": address, "PINTEREST_ACCESS_TOKEN": "pina_emulator"}
        main = hub.repository.git("rev-parse HEAD").strip()
        hub.plan(main, 7)
        hub.service.requests = [github_request(7, True, main)]
        fault = {"kind": "partial_batch", "match": {"operation": "ad_groups/create"}, "items": [1],
                 "code": 1, "message": "Invalid ad group"}
        urllib.request.urlopen(urllib.request.Request(
            address + "/_emulator/faults", json.dumps(fault).encode(), {"Content-Type": "application/json"})).close()
        text = hub.apply(main, status=4)[1]
        expect("a refused ad group stops the job part-way", "Invalid ad group" in text
               and f"::error file={CAMPAIGN}" in text, text)
        expect("and the request is told", hub.only(7, kind="apply").startswith("### Apply stopped: "))
        text = hub.apply(main)[1]
        expect("the job run again does what is left", "Goes on with apply 1 of this digest" in text, text)
        expect("and the comment says so", hub.only(7, kind="apply").startswith("### Applied: "))
        text = hub.apply(main)[1]
        expect("once more there is nothing left", "Complete: apply 1" in text, text)
    finally:
        emulator.kill()
        emulator.wait()


def check_postgres(folder, pinplan):
    """The jobs of the workflow for a state in PostgreSQL, whose plans come with a role that may only read."""
    jobs = YAML(typ="safe").load(ROOT / "examples/ci/github-postgres.yml")["jobs"]
    hub = GitHub(folder, pinplan, quickstart(state="postgres"))
    with state_backend.States("postgres") as states:
        secrets = {"PINPLAN_STATE_URL": states.ways["url"],
                   "PINPLAN_STATE_READ_URL": states.ways["url"].replace("pinplan@", "reader@")}

        def job(kind, commit, status=0, request=None):
            written = jobs[kind]["env"]["PINPLAN_STATE_URL"]
            address = secrets[re.fullmatch(r"\$\{\{ secrets\.(\w+) \}\}", written)[1]]
            made = hub.job(commit, request, inputs=jobs[kind]["steps"][1]["with"])
            made.environment["PINPLAN_STATE_URL"] = address
            text = made.step(kind.capitalize(), status)
            expect(f"PostgreSQL: the address of the {kind} job is nowhere in its log", address not in text)
            return made, text

        head = hub.repository.branch("first")
        job("plan", head, request=7)
        expect("PostgreSQL: a plan makes no tables", states.rows("SELECT to_regclass('workspace')") == [""])
        merged = hub.repository.merge("first")
        hub.service.requests = [github_request(7, True, merged)]
        applied, text = job("apply", merged)
        expect("PostgreSQL: what was reviewed is applied", "Applied: 8 created" in text, text)
        applied.step("Free the lock that this run holds")
        marker = applied.checkout / "ads/.pinplan/state.json"
        hub.repository.git("checkout --quiet -B marker origin/main")
        kept = hub.repository.folder / "work/ads/.pinplan/state.json"
        kept.parent.mkdir()
        kept.write_text(marker.read_text())
        expect("PostgreSQL: what the project remembers has no address in it", "postgres://" not in kept.read_text())
        hub.repository.git("add --force ads/.pinplan/state.json")
        head = hub.repository.branch_here("marker")
        hub.inputs["first-run"] = "false"
        text = job("plan", head, request=8)[1]
        expect("PostgreSQL: the next job knows what was applied", "No changes." in text, text)
        states.sql("DELETE FROM workspace")
        job("plan", head, status=3, request=8)
        expect("PostgreSQL: a state that is gone takes the comment's place", "state.missing" in hub.only(8), hub.only(8))


def check_gitlab(folder, pinplan, example, files, given=()):
    """The jobs of an example from the first plan to an apply; the value runs one more."""
    folder.mkdir()
    service = ReviewService()
    service.poster = GITLAB_BOT
    environment = tools(pinplan, folder)
    repository = Repository(folder, files, environment)
    pipeline = YAML(typ="safe").load(ROOT / "examples/ci" / example)
    base = environment | pipeline["variables"] | {
        "GITLAB_CI": "true", "CI_API_V4_URL": f"http://127.0.0.1:{service.port}", "CI_PROJECT_ID": "9",
        "PINPLAN_TOKEN": TOKEN, "CI_PROJECT_URL": "https://gitlab.example/shop/ads",
        "CI_JOB_URL": "https://gitlab.example/shop/ads/-/jobs/3", "PINPLAN_FIRST_RUN": "true"} | dict(given)
    pipelines = iter(range(100, 200))

    def job(name, commit, wanted, status=0, request="7"):
        checkout = repository.checkout(commit)
        # An archive has no `.git`; the job says where its root is.
        variables = base | {"CI_COMMIT_SHA": commit, "CI_PROJECT_DIR": str(checkout),
                            "CI_PIPELINE_ID": str(next(pipelines)), "CI_JOB_ID": "1"}
        if request:
            variables["CI_MERGE_REQUEST_IID"] = request
        text = run("\n".join(pipeline[name]["script"]), variables, checkout, status)
        expect(f"GitLab: {name}: {wanted}", wanted in text, text)
        return checkout, variables
    head = repository.branch("first", (CAMPAIGN, "bid: 0.35", "bid: 0.36"))
    service.comments[7] = [service.comment("hello", "ana") for _ in range(120)]
    checkout, _ = job("pinplan-plan", head, "Commented on !7.")
    job("pinplan-plan", head, "it says the same")
    quality = json.loads((checkout / "pinplan-plan/code-quality.json").read_text())
    expect("GitLab: code quality names files as the repository does",
           quality and all(e["location"]["path"].startswith("ads/") for e in quality))
    merged = repository.merge("first")
    for state in ("opened", "closed", "locked"):
        service.requests = [gitlab_request(7, state, merge_commit_sha=merged, sha=merged)]
        job("pinplan-apply", merged, "no plan of it was reviewed", status=1, request=None)
    other = gitlab_request(6, "merged", merge_commit_sha=SHA["b"])
    service.requests = [gitlab_request(5), other, gitlab_request(7, "merged", sha=merged)]
    checkout, variables = job("pinplan-apply", merged, "Applied: 8 created", request=None)
    history = json.loads(run("pinplan history -C ads --format json", variables, checkout))
    expect("GitLab: the history names the commit", history["entries"][0]["commit"] == merged)
    expect("GitLab: the result is a note of its own", service.comments[7][-1]["body"].startswith("### Applied: 8 created"))
    (checkout / ".pinplan-bin").mkdir()
    (checkout / ".pinplan-bin/pinplan").symlink_to(pinplan)
    text = run("\n".join(pipeline["pinplan-apply"]["after_script"]), variables, checkout)
    expect("GitLab: a run that holds no lock frees none", text == "Nobody holds the lock.\n", text)
    marker = "ads/.pinplan/state.json"
    (repository.folder / "work" / marker).parent.mkdir()
    (repository.folder / "work" / marker).write_text((checkout / marker).read_text())
    repository.commit("Remember the state")
    repository.git("push --quiet origin main")
    head = repository.git("rev-parse HEAD").strip()
    base["PINPLAN_FIRST_RUN"] = "false"
    return lambda wanted, status=0: job("pinplan-plan", head, wanted, status)


def check_gitlab_state(folder, pinplan):
    """The state is in GitLab too, where the job's token lets in."""
    token = "job-token"
    gitlab = state_server.start(user="gitlab-ci-token", password=token)
    threading.Thread(target=gitlab.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{gitlab.server_port}"
    address = f"{origin}/api/v4/projects/9/terraform/state/ads"
    plan = check_gitlab(folder, pinplan, "gitlab-http.yml", quickstart(state=f"http, address: '{address}'"),
                        {"CI_SERVER_URL": origin, "CI_JOB_TOKEN": token})
    states = gitlab.states
    expect("GitLab: the state is among its own, and nobody holds it", len(states.states) == 1 and not states.holders)
    plan("No changes.")
    states.states.clear()
    plan(f"there is no state in {address}, so nothing is known of what was applied", 3)
    gitlab.shutdown()


def main():
    pinplan = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name).resolve()
        check_install(folder / "install", ReviewService(), tools(pinplan, folder))
        hub = GitHub(folder / "hub", pinplan, quickstart())
        for check in (check_review, check_drift_since_review, check_trouble, check_places, check_no_plan, check_options):
            check(hub)
        check_rerun(folder / "rerun", pinplan)
        check_postgres(folder / "postgres", pinplan)
        check_gitlab(folder / "gitlab", pinplan, "gitlab-git.yml", quickstart())("No changes.")
        check_gitlab_state(folder / "gitlab-state", pinplan)


main()
