#!/usr/bin/env python3
"""Runs the CI scripts as CI would, against a stand-in for the review service on this machine.

    check_ci.py PINPLAN

The steps and their environment come from action.yml and examples/ci/gitlab.yml themselves.
"""
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
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ruamel.yaml import YAML

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOKEN = "a-token-that-nobody-may-see"
BOT = "github-actions[bot]"


SHA = {name: name * 40 for name in "abcdef"}


def github_request(number, merged=False, commit=None, closed=False):
    """A pull request as GitHub lists it for a commit; an open one has a test merge commit too."""
    return {"number": number, "state": "closed" if merged or closed else "open",
            "merged_at": "2026-11-22T10:00:00Z" if merged else None,
            "merge_commit_sha": commit or SHA["a"]}


def gitlab_request(number, state="opened", **commits):
    return {"id": 9000 + number, "iid": number, "state": state, "merge_commit_sha": None,
            "squash_commit_sha": None, "sha": SHA["a"]} | commits


class Review(BaseHTTPRequestHandler):
    """Requests and their comments, as GitHub and GitLab serve them: lists in pages, no more."""
    # Of every request, by its number; ids are the services' own, one sequence for all.
    comments = {}
    # What the commit belongs to, in the service's words.
    requests = []
    ids = 0

    def log_message(self, *_):
        pass

    def answer(self, value, status=200):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle_any(self):
        path, _, query = self.path.partition("?")
        length = int(self.headers.get("Content-Length") or 0)
        data = json.loads(self.rfile.read(length)) if length else None
        given = self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN") or ""
        if not given.endswith(TOKEN):
            return self.answer({"message": "Bad credentials"}, 401)
        if re.fullmatch(r".*/commits/[0-9a-f]{40}/(pulls|merge_requests)", path):
            return self.page(Review.requests, query)
        if found := re.fullmatch(r".*/(?:issues|merge_requests)/(\d+)/(?:comments|notes)", path):
            comments = Review.comments.setdefault(int(found[1]), [])
            if self.command == "GET":
                return self.page(comments, query)
            comments.append(comment(data["body"]))
            return self.answer(comments[-1], 201)
        if found := re.fullmatch(r".*/(?:issues/comments|merge_requests/\d+/notes)/(\d+)", path):
            for one in [c for comments in Review.comments.values() for c in comments]:
                if one["id"] == int(found[1]):
                    one["body"] = data["body"]
                    return self.answer(one)
        return self.answer({"message": "Not Found"}, 404)

    def page(self, values, query):
        given = dict(p.split("=") for p in query.split("&") if p)
        size, page = min(int(given.get("per_page", 30)), 100), int(given.get("page", 1))
        return self.answer(values[(page - 1) * size:page * size])

    do_GET = do_POST = do_PATCH = do_PUT = handle_any


def comment(body, author=BOT):
    person = {"login": author, "username": "pinplan" if author == BOT else author}
    Review.ids += 1
    return {"id": Review.ids, "body": body, "user": person, "author": person}


def expect(what, is_true, detail=""):
    if not is_true:
        sys.exit(f"ci: not so: {what}\n{detail}")
    print(f"ci: {what}")


def run(script, environment, folder, status=0):
    process = subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=folder, text=True,
                             env=environment, capture_output=True)
    text = process.stdout + process.stderr
    expect_quiet = TOKEN not in text
    if process.returncode != status or not expect_quiet:
        sys.exit(f"ci: {script!r} ended with {process.returncode}, not {status}\n{text}")
    # Messages are broken at 80 columns, and what is looked for may go over two lines.
    return re.sub(r"\n {4,}", " ", text)


class Steps:
    """The run steps of action.yml, with its expressions filled in from a table."""

    def __init__(self, folder, port, inputs):
        self.folder = folder
        self.outputs = {}
        self.action = YAML(typ="safe").load(ROOT / "action.yml")
        given = {k: str(v.get("default", "")) for k, v in self.action["inputs"].items()} | inputs
        self.values = {f"inputs.{k}": v for k, v in given.items()} | {
            "github.action_path": str(ROOT), "runner.temp": str(folder / "temp"),
            "runner.os": "Linux", "runner.arch": "X64",
            "github.token": TOKEN, "inputs.token": TOKEN, "github.event_name": "pull_request",
            "github.server_url": "https://github.example", "github.repository": "shop/ads",
            "github.event.pull_request.head.sha || github.sha": "f" * 40,
            "github.event.pull_request.number": "7",
        }
        (folder / "temp").mkdir(exist_ok=True)
        self.files = {name: folder / name for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_PATH")}
        self.environment = {k: os.environ[k] for k in ("PATH", "LD_LIBRARY_PATH") if k in os.environ} | {
            "HOME": str(folder), "LANG": "C.UTF-8", "GITHUB_ACTIONS": "true", "GITHUB_SHA": "e" * 40,
            "GITHUB_API_URL": f"http://127.0.0.1:{port}", "GITHUB_REPOSITORY": "shop/ads",
        } | {k: str(v) for k, v in self.files.items()}

    def fill(self, text):
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda m: self.value(m[1]), str(text))

    def value(self, expression):
        if expression.startswith("steps."):
            return self.outputs.get(expression.rsplit(".", 1)[1], "")
        return self.values[expression]

    def applies(self, condition):
        def one(part):
            name, _, wanted = part.partition(" == ")
            value = self.value(name)
            return value == wanted.strip("'") if wanted else bool(value)
        return all(one(part) for part in condition.split(" && "))

    def run(self, name, status=0):
        step = next(s for s in self.action["runs"]["steps"] if s["name"] == name)
        if not self.applies(step.get("if", "github.token")):
            sys.exit(f"ci: step {name!r} does not apply")
        environment = self.environment | {k: self.fill(v) for k, v in step.get("env", {}).items()}
        text = run(step["run"], environment, self.folder, status)
        output = self.files["GITHUB_OUTPUT"]
        if output.exists():
            self.outputs |= dict(line.split("=", 1) for line in output.read_text().splitlines())
        return text


def edit(file, old, new):
    text = file.read_text()
    assert old in text, old
    file.write_text(text.replace(old, new, 1))


def project(folder, name="ads"):
    shutil.copytree(ROOT / "examples/quickstart", folder / name)
    # A checkout as the service leaves it: nothing but this tells where its root is.
    (folder / ".git").mkdir(exist_ok=True)
    (folder / "state").mkdir(exist_ok=True)
    return folder / name


def last(number=7):
    return Review.comments[number][-1]


def check_install(steps, folder, pinplan):
    """A pinplan out of a cache is kept only where it was built from this very source."""
    bin_folder = folder / "temp/pinplan-bin"
    bin_folder.mkdir(parents=True)
    os.symlink(pinplan, bin_folder / "pinplan")
    steps.run("Tell what pinplan is built from")
    key = next(s for s in steps.action["runs"]["steps"] if s.get("uses", "").startswith("actions/cache"))["with"]["key"]
    expect("the cache is keyed by what is built", steps.outputs["digest"] in steps.fill(key), key)
    make = folder / "fake/make"
    make.parent.mkdir()
    make.write_text("#!/bin/sh\necho it would be built anew\nexit 9\n")
    make.chmod(0o755)
    path = steps.environment["PATH"]
    steps.environment["PATH"] = f"{make.parent}:{path}"
    (bin_folder / "source").write_text("0" * 64 + "\n")
    expect("a pinplan of another source is built anew", "built anew" in steps.run("Install pinplan", status=9))
    (bin_folder / "source").write_text(steps.outputs["digest"] + "\n")
    steps.run("Install pinplan")
    steps.environment["PATH"] = steps.files["GITHUB_PATH"].read_text().strip() + ":" + path


def check_github(folder, port, pinplan):
    ads = project(folder)
    (file,) = ads.glob("campaigns/*.yaml")
    inputs = {"directory": "ads", "state": str(folder / "state"), "first-run": "true"}
    steps = Steps(folder, port, inputs)
    check_install(steps, folder, pinplan)
    Review.requests = [github_request(7)]
    Review.comments = {}

    annotations = steps.run("Plan")
    output = folder / "temp/pinplan-plan"
    expect("a plan leaves its report, its page, its file and its exit code",
           {f.name for f in output.iterdir()} >= {"plan.json", "report.html", "report.md", "status"})
    expect("annotations name files as the repository does", "file=ads/campaigns/" in annotations, annotations)
    expect("the step summary is the report", "### " in steps.files["GITHUB_STEP_SUMMARY"].read_text())
    link = "https://github.example/shop/ads/blob/" + "f" * 40 + "/ads/campaigns/"
    expect("links lead to the planned commit, once through the folder", link in (output / "report.md").read_text())

    theirs = (output / "report.md").read_text()
    theirs = re.sub(r'"time":"[^"]*"', '"time":"2999-01-01T00:00:00Z"', theirs)
    Review.comments[7] = [comment("hello", "ana") for _ in range(120)] + [comment(theirs, "mallory")]
    expect("a comment is written once", steps.run("Comment") == "commented on #7\n")
    expect("what says the same is left alone", "says the same" in steps.run("Comment"))
    expect("a stranger's marker is not believed", Review.comments[7][120]["body"] == theirs)
    steps.run("Tell what the plan says")
    number = len(Review.comments[7])

    edit(file, "bid: 0.35", "bid: 0.36")
    steps.run("Plan")
    expect("a new plan takes the comment's place",
           steps.run("Comment") == "updated the comment on #7\n" and len(Review.comments[7]) == number)
    later = last()["body"]
    edit(file, "bid: 0.36", "bid: 0.37")
    steps.run("Plan")
    last()["body"] = re.sub(r'"time":"[^"]*"', '"time":"2999-01-01T00:00:00Z"', later)
    expect("an older run writes nothing", "a later run wrote it" in steps.run("Comment"))
    last()["body"] = later
    steps.run("Comment")

    # Another project of the same repository, account and name.
    twin = project(folder, "twin")
    twins = Steps(folder, port, inputs | {"directory": "twin", "state": str(folder / "other")})
    twins.environment["PATH"] = steps.environment["PATH"]
    (folder / "other").mkdir()
    (twin_file,) = twin.glob("campaigns/*.yaml")
    edit(twin_file, "bid: 0.35", "bid: 0.31")
    twins.run("Plan")
    expect("a project beside it has a comment of its own",
           twins.run("Comment") == "commented on #7\n" and len(Review.comments[7]) == number + 1)
    Review.comments[7].reverse()

    apply = Steps(folder, port, inputs | {"command": "apply"})
    apply.environment["PATH"] = steps.environment["PATH"]
    for what, requests in (
            ("a push without a pull request applies nothing", []),
            ("an open request has no reviewed plan", [github_request(7, commit=SHA["e"])]),
            ("a request that was closed has no reviewed plan", [github_request(7, closed=True, commit=SHA["e"])])):
        Review.requests = requests
        expect(what, "no plan of it was reviewed" in apply.run("Apply", status=1))
    Review.requests = [github_request(n) for n in range(200, 330)] + [github_request(5, True, SHA["b"]), github_request(6, True, SHA["c"])]
    text = apply.run("Apply", status=1)
    expect("of two merged requests none of which made the commit none is believed", "#5, #6" in text, text)
    # The merged one is not among the first of the list, and another merged one holds the commit too.
    Review.requests += [github_request(7, True, SHA["e"])]
    edit(file, "bid: 0.37", "bid: 0.38")
    text = apply.run("Apply", status=3)
    expect("what was not reviewed is not applied", "not the reviewed one" in text, text)
    edit(file, "bid: 0.38", "bid: 0.37")
    apply.run("Apply")
    expect("what was reviewed is applied, and told line by line",
           (folder / "temp/pinplan-apply/events.ndjson").read_text().count('"phase":"done"') > 0)
    expect("the result is in the step summary", "### " in apply.files["GITHUB_STEP_SUMMARY"].read_text())
    run('pinplan plan -C ads --detailed-exitcode', steps.environment, folder)
    expect("the job run again says that the apply is complete",
           "Complete: apply 1" in apply.run("Apply"))
    Review.requests = [github_request(8, True, SHA["e"])]
    Review.comments[8] = [comment(last()["body"])]
    text = apply.run("Apply", status=1)
    expect("a plan of the project beside it is not this one's", "no comment with a plan of this project" in text, text)

    check_comment_is_replaced(steps, folder, file)
    check_options(steps, apply, file)


def check_comment_is_replaced(steps, folder, file):
    """Whatever stands in the way of a plan takes the place of the plan that was there."""
    Review.requests = [github_request(7)]

    def comment_says(what, text, status):
        steps.run("Plan")
        steps.run("Comment")
        bodies = [c["body"] for c in Review.comments[7] if '"project":"ads"' in c["body"] and c["user"]["login"] == BOT]
        expect(what, len(bodies) == 1 and text in bodies[0] and '"digest":null' in bodies[0], "\n".join(bodies))
        steps.run("Tell what the plan says", status=status)

    good = file.read_text()
    edit(file, "bid: 0.37", "bod: 0.37")
    comment_says("an invalid project takes the comment's place too", "is invalid", 1)
    file.write_text(good)
    root = file.parent.parent / "pinplan.yaml"
    settings = root.read_text()
    root.write_text("account: [\n")
    comment_says("so does one whose account cannot be read", "is invalid", 1)
    root.write_text(settings)
    state = folder / "state"
    state.rename(folder / "away")
    steps.values["inputs.first-run"] = "false"
    comment_says("so does a disk that is not there", "state.missing", 3)
    state.mkdir()
    comment_says("so does an empty folder, which is not taken for a new one", "state.missing", 3)
    state.rmdir()
    (folder / "away").rename(state)
    run("pinplan apply -C ads --auto-approve", steps.environment, folder)
    root.write_text(settings.replace("oak-and-linen", "elm-and-linen"))
    comment_says("so does the state of another account", "state.other_account", 3)
    root.write_text(settings)
    path = steps.environment["PATH"]
    killed = folder / "killed/pinplan"
    killed.parent.mkdir()
    killed.write_text('#!/bin/sh\nif [ "$1" = plan ]; then echo half; exit 137; fi\nexec "$PINPLAN_REAL" "$@"\n')
    killed.chmod(0o755)
    real = shutil.which("pinplan", path=path)
    steps.environment |= {"PATH": f"{killed.parent}:{path}", "PINPLAN_REAL": real}
    comment_says("so does a plan that was killed", "ended with 137", 137)
    steps.environment["PATH"] = path


def check_rerun(folder, port, pinplan):
    """A merge job whose apply stopped part-way goes on when it is run again, and then is complete."""
    ads = project(folder)
    root = ads / "pinplan.yaml"
    edit(root, "target: local", "target: pinterest")
    edit(root, "country: GB", 'ad_account_id: "549755885175"\n  country: GB')
    (file,) = ads.glob("campaigns/*.yaml")
    edit(file, ", bid: 0.50", "")
    # Under this objective the API takes the budget from the campaign.
    edit(file, "        budget: { daily: 25.00 }\n", "")
    edit(file, "        budget: { daily: 15.00 }\n", "")
    edit(file, "    objective: traffic\n", "    objective: traffic\n    budget: { daily: 40.00 }\n")
    emulator = subprocess.Popen([pathlib.Path(pinplan).parent / "pinterest-emulator", "--rate-limits", "off"],
                                stdout=subprocess.PIPE, text=True)
    try:
        address = emulator.stdout.readline().strip()
        inputs = {"directory": "ads", "state": str(folder / "state"), "first-run": "true"}
        steps, apply = Steps(folder, port, inputs), Steps(folder, port, inputs | {"command": "apply"})
        for one in (steps, apply):
            one.environment |= {"PATH": f"{pathlib.Path(pinplan).parent}:{os.environ['PATH']}",
                                "PINPLAN_PINTEREST_URL": address, "PINTEREST_ACCESS_TOKEN": "pina_emulator"}
        Review.comments = {}
        Review.requests = [github_request(7)]
        steps.run("Plan")
        steps.run("Comment")
        Review.requests = [github_request(7, True, SHA["e"])]
        fault = {"kind": "partial_batch", "match": {"operation": "ad_groups/create"}, "items": [1],
                 "code": 1, "message": "Invalid ad group"}
        urllib.request.urlopen(urllib.request.Request(
            address + "/_emulator/faults", json.dumps(fault).encode(), {"Content-Type": "application/json"})).close()
        text = apply.run("Apply", status=4)
        expect("a refused ad group stops the job part-way", "Invalid ad group" in text, text)
        text = apply.run("Apply")
        expect("the job run again does what is left", "Goes on with apply 1 of this digest" in text, text)
        text = apply.run("Apply")
        expect("and once more says that nothing is", "Complete: apply 1" in text, text)
        run("pinplan plan -C ads --detailed-exitcode", steps.environment, folder)
    finally:
        emulator.kill()
        emulator.wait()


def check_options(steps, apply, file):
    """What a plan was told is told to its apply, and without it the digest is another."""
    root = file.parent.parent / "pinplan.yaml"
    edit(root, "max_bid_change: 50%", "max_bid_change: 1%")
    edit(file, "bid: 0.37", "bid: 0.60")
    given = {"override": " guardrail.max_bid_change\n\n", "reason": 'launch "week" $HOME'}
    for one in (steps, apply):
        one.values |= {f"inputs.{k}": v for k, v in given.items()}
    steps.run("Plan")
    steps.run("Tell what the plan says")
    steps.run("Comment")
    Review.requests = [github_request(7, True, SHA["e"])]
    apply.values["inputs.override"] = apply.values["inputs.reason"] = ""
    apply.run("Apply", status=1)
    apply.values |= {f"inputs.{k}": v for k, v in given.items()}
    apply.run("Apply")
    history = run("pinplan history -C ads --format json", steps.environment, file.parent.parent.parent)
    expect("an override reaches the apply, with its reason", json.loads(history)["entries"][-1]["overrides"] ==
           [{"code": "guardrail.max_bid_change", "reason": given["reason"]}], history)
    address = run("pinplan state list -C ads --format json", steps.environment, file.parent.parent.parent)
    address = next(r["address"] for r in json.loads(address)["resources"] if r["address"].startswith("ad/"))
    for one in (steps, apply):
        one.values |= {"inputs.override": "", "inputs.reason": "", "inputs.replace": f"{address}\n"}
    steps.run("Plan")
    steps.run("Comment")
    apply.run("Apply")
    history = run("pinplan history -C ads --format json", steps.environment, file.parent.parent.parent)
    expect("so does a replacement", json.loads(history)["entries"][-1]["summary"]["replace"] == 1, history)


def check_gitlab(folder, port, pinplan):
    Review.comments = {}
    project(folder)
    pipeline = YAML(typ="safe").load(ROOT / "examples/ci/gitlab.yml")
    bin_folder = folder / "bin"
    bin_folder.mkdir()
    os.symlink(pinplan, bin_folder / "pinplan")
    base = {k: os.environ[k] for k in ("LD_LIBRARY_PATH",) if k in os.environ} | {
        "PATH": f"{bin_folder}:{os.environ['PATH']}", "HOME": str(folder), "LANG": "C.UTF-8",
        "GITLAB_CI": "true", "CI_API_V4_URL": f"http://127.0.0.1:{port}", "CI_PROJECT_ID": "9",
        "CI_COMMIT_SHA": SHA["d"], "CI_MERGE_REQUEST_IID": "7", "PINPLAN_TOKEN": TOKEN,
        "CI_PROJECT_URL": "https://gitlab.example/shop/ads", "CI_PROJECT_DIR": str(folder),
    } | pipeline["variables"] | {"PINPLAN_STATE": str(folder / "state"), "PINPLAN_HOME": str(ROOT), "PINPLAN_FIRST_RUN": "true"}
    # An archive has no `.git`; the job says where its root is.
    (folder / ".git").rmdir()

    def job(name, wanted, status=0):
        variables = {k: os.path.expandvars(v) for k, v in pipeline[name].get("variables", {}).items()}
        for variable, value in variables.items():
            for key in ("CI_COMMIT_SHA", "CI_PROJECT_URL", "PROJECT"):
                value = value.replace("$" + key, base[key])
            variables[variable] = value
        text = run("\n".join(pipeline[name]["script"]), base | variables, folder, status)
        expect(f"GitLab: {name} {wanted}".rstrip(), wanted in text, text)

    job("pinplan-plan", "commented on #7")
    job("pinplan-plan", "says the same")
    for state in ("opened", "closed", "locked"):
        Review.requests = [gitlab_request(7, state, merge_commit_sha=SHA["d"], sha=SHA["d"])]
        job("pinplan-apply", "no plan of it was reviewed", status=1)
    merged = gitlab_request(6, "merged", merge_commit_sha=SHA["b"])
    for how in ("merge_commit_sha", "squash_commit_sha", "sha"):
        Review.requests = [gitlab_request(5), merged, gitlab_request(7, "merged", **{how: SHA["d"]})]
        reviewed = run('"$PINPLAN_HOME/ci/comments.sh" digest ads', base, folder)
        expect(f"GitLab: the merged request is found by its {how}", re.fullmatch(r"[0-9a-f]{64}\n", reviewed), reviewed)
    job("pinplan-apply", "")
    quality = json.loads((folder / "pinplan-plan/code-quality.json").read_text())
    expect("GitLab: code quality names files as the repository does",
           quality and all(e["location"]["path"].startswith("ads/") for e in quality))
    history = json.loads(run("pinplan history -C ads --format json", base, folder))
    expect("GitLab: the history names the commit, without git too", history["entries"][0]["commit"] == SHA["d"])
    run('pinplan plan -C ads --detailed-exitcode', base, folder)


def main():
    pinplan = str(pathlib.Path(sys.argv[1]).resolve())
    server = ThreadingHTTPServer(("127.0.0.1", 0), Review)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for check in (check_github, check_rerun, check_gitlab):
        with tempfile.TemporaryDirectory() as folder:
            check(pathlib.Path(folder).resolve(), server.server_port, pinplan)


main()
