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
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ruamel.yaml import YAML

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOKEN = "a-token-that-nobody-may-see"
BOT = "github-actions[bot]"


class Review(BaseHTTPRequestHandler):
    """Comments of one request, as GitHub and GitLab serve them."""
    comments = []
    requests = []
    merged = True

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
        Review.requests.append((self.command, path))
        given = self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN") or ""
        if not given.endswith(TOKEN):
            return self.answer({"message": "Bad credentials"}, 401)
        if path.endswith("/pulls") or path.endswith("/merge_requests"):
            return self.answer([{"number": 7, "iid": 7}] if Review.merged else [])
        if self.command == "GET":
            page = int(dict(p.split("=") for p in query.split("&"))["page"])
            return self.answer(Review.comments[(page - 1) * 100:page * 100])
        if self.command == "POST":
            Review.comments.append(comment(data["body"]))
            return self.answer(Review.comments[-1], 201)
        number = int(path.rsplit("/", 1)[1])
        Review.comments[number]["body"] = data["body"]
        return self.answer(Review.comments[number])

    do_GET = do_POST = do_PATCH = do_PUT = handle_any


def comment(body, author=BOT):
    person = {"login": author, "username": "pinplan" if author == BOT else author}
    return {"id": len(Review.comments), "body": body, "user": person, "author": person}


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
    return text


class Steps:
    """The run steps of action.yml, with its expressions filled in from a table."""

    def __init__(self, folder, port, inputs):
        self.folder = folder
        self.outputs = {}
        self.action = YAML(typ="safe").load(ROOT / "action.yml")
        given = {k: str(v.get("default", "")) for k, v in self.action["inputs"].items()} | inputs
        self.values = {f"inputs.{k}": v for k, v in given.items()} | {
            "github.action_path": str(ROOT), "runner.temp": str(folder / "temp"),
            "github.token": TOKEN, "inputs.token": TOKEN, "github.event_name": "pull_request",
            "github.server_url": "https://github.example", "github.repository": "shop/ads",
            "github.event.pull_request.head.sha || github.sha": "f" * 40,
            "github.event.pull_request.number": "7", "github.action_ref": "",
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
        if expression.startswith("steps.plan.outputs."):
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


def project(folder):
    shutil.copytree(ROOT / "examples/quickstart", folder / "ads")
    (folder / "state").mkdir()
    return folder / "ads"


def check_github(folder, port, pinplan):
    ads = project(folder)
    (file,) = ads.glob("campaigns/*.yaml")
    inputs = {"directory": "ads", "state": str(folder / "state"), "first-run": "true"}
    steps = Steps(folder, port, inputs)
    (folder / "temp/pinplan-bin").mkdir(parents=True)
    os.symlink(pinplan, folder / "temp/pinplan-bin/pinplan")
    steps.run("Install pinplan")
    added = steps.files["GITHUB_PATH"].read_text().strip()
    steps.environment["PATH"] = added + ":" + steps.environment["PATH"]

    steps.values["inputs.first-run"] = "false"
    expect("an empty folder of state is not taken for a new one", "there is no state in" in steps.run("Plan", status=1))
    steps.values["inputs.first-run"] = "true"
    annotations = steps.run("Plan")
    output = folder / "temp/pinplan-plan"
    expect("a plan leaves its report, its page, its file and its exit code",
           {f.name for f in output.iterdir()} >= {"plan.json", "report.html", "report.md", "status"})
    expect("annotations name files as the repository does", "file=ads/campaigns/" in annotations, annotations)
    expect("the step summary is the report", "### " in steps.files["GITHUB_STEP_SUMMARY"].read_text())
    expect("links lead to the planned commit",
           "https://github.example/shop/ads/blob/" + "f" * 40 + "/ads/campaigns/" in (output / "report.md").read_text())

    theirs = (output / "report.md").read_text()
    theirs = re.sub(r'"time":"[^"]*"', '"time":"2999-01-01T00:00:00Z"', theirs)
    Review.comments += [comment("hello", "ana") for _ in range(120)] + [comment(theirs, "mallory")]
    expect("a comment is written once", steps.run("Comment") == "commented on #7\n")
    expect("what says the same is left alone", "says the same" in steps.run("Comment"))
    expect("a stranger's marker is not believed", Review.comments[120]["body"] == theirs)
    steps.run("Tell what the plan says")
    number = len(Review.comments)

    edit(file, "bid: 0.35", "bid: 0.36")
    steps.run("Plan")
    expect("a new plan takes the comment's place",
           steps.run("Comment") == "updated the comment on #7\n" and len(Review.comments) == number)
    later = Review.comments[-1]["body"]
    edit(file, "bid: 0.36", "bid: 0.37")
    steps.run("Plan")
    Review.comments[-1]["body"] = re.sub(r'"time":"[^"]*"', '"time":"2999-01-01T00:00:00Z"', later)
    expect("an older run writes nothing", "a later run wrote it" in steps.run("Comment"))
    Review.comments[-1]["body"] = later
    steps.run("Comment")

    apply = Steps(folder, port, inputs | {"command": "apply"})
    apply.environment["PATH"] = steps.environment["PATH"]
    edit(file, "bid: 0.37", "bid: 0.38")
    text = apply.run("Apply", status=3)
    expect("what was not reviewed is not applied", "not the reviewed one" in text, text)
    edit(file, "bid: 0.38", "bid: 0.37")
    apply.run("Apply")
    expect("what was reviewed is applied, and told line by line",
           (folder / "temp/pinplan-apply/events.ndjson").read_text().count('"phase":"done"') > 0)
    expect("the result is in the step summary", "### " in apply.files["GITHUB_STEP_SUMMARY"].read_text())
    run('pinplan plan -C ads --detailed-exitcode', steps.environment, folder)
    Review.merged = False
    expect("a push without a pull request applies nothing",
           "no plan of it was reviewed" in apply.run("Apply", status=1))
    Review.merged = True
    edit(file, "bid: 0.37", "bod: 0.37")
    steps.run("Plan")
    steps.run("Comment")
    expect("an invalid project takes the comment's place too", "is invalid" in Review.comments[-1]["body"])
    steps.run("Tell what the plan says", status=1)


def check_gitlab(folder, port, pinplan):
    Review.comments.clear()
    project(folder)
    pipeline = YAML(typ="safe").load(ROOT / "examples/ci/gitlab.yml")
    bin_folder = folder / "bin"
    bin_folder.mkdir()
    os.symlink(pinplan, bin_folder / "pinplan")
    base = {k: os.environ[k] for k in ("LD_LIBRARY_PATH",) if k in os.environ} | {
        "PATH": f"{bin_folder}:{os.environ['PATH']}", "HOME": str(folder), "LANG": "C.UTF-8",
        "GITLAB_CI": "true", "CI_API_V4_URL": f"http://127.0.0.1:{port}", "CI_PROJECT_ID": "9",
        "CI_COMMIT_SHA": "d" * 40, "CI_MERGE_REQUEST_IID": "7", "PINPLAN_TOKEN": TOKEN,
        "CI_PROJECT_URL": "https://gitlab.example/shop/ads",
    } | pipeline["variables"] | {"PINPLAN_STATE": str(folder / "state"), "PINPLAN_HOME": str(ROOT), "PINPLAN_FIRST_RUN": "true"}
    for job, wanted in (("pinplan-plan", "commented on #7"), ("pinplan-plan", "says the same"), ("pinplan-apply", "")):
        variables = {k: os.path.expandvars(v) for k, v in pipeline[job].get("variables", {}).items()}
        for name, value in variables.items():
            for key in ("CI_COMMIT_SHA", "CI_PROJECT_URL", "PROJECT"):
                value = value.replace("$" + key, base[key])
            variables[name] = value
        text = run("\n".join(pipeline[job]["script"]), base | variables, folder)
        expect(f"GitLab: {job} {wanted}".rstrip(), wanted in text, text)
    quality = json.loads((folder / "pinplan-plan/code-quality.json").read_text())
    expect("GitLab: code quality names files as the repository does",
           quality and all(e["location"]["path"].startswith("ads/") for e in quality))
    run('pinplan plan -C ads --detailed-exitcode', base, folder)


def main():
    pinplan = str(pathlib.Path(sys.argv[1]).resolve())
    server = ThreadingHTTPServer(("127.0.0.1", 0), Review)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for check in (check_github, check_gitlab):
        with tempfile.TemporaryDirectory() as folder:
            check(pathlib.Path(folder).resolve(), server.server_port, pinplan)


main()
