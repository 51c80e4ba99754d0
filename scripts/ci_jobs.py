"""Runs jobs as CI would: the steps of action.yml and of the examples, each in a checkout of its own."""
import json
import os
import pathlib
import re
import subprocess
import sys

from ruamel.yaml import YAML

from review_service import SHA, TOKEN

ROOT = pathlib.Path(__file__).resolve().parent.parent


def expect(what, is_true, detail=""):
    if not is_true:
        sys.exit(f"ci: not so: {what}\n{detail}")
    print(f"ci: {what}")


def run(script, environment, folder, status=0):
    process = subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=folder, text=True,
                             env=environment, capture_output=True)
    text = process.stdout + process.stderr
    if process.returncode != status or TOKEN in text:
        sys.exit(f"ci: {script!r} ended with {process.returncode}, not {status}\n{text}")
    # Messages are broken at 80 columns, and what is looked for may go over two lines.
    return re.sub(r"\n {4,}", " ", text)


def tools(pinplan, home):
    """What every job has: pinplan on PATH, a git that is nobody's."""
    keep = {k: os.environ[k] for k in ("LD_LIBRARY_PATH",) if k in os.environ}
    return keep | {"PATH": f"{pathlib.Path(pinplan).parent}:{os.environ['PATH']}", "HOME": str(home),
                   "LANG": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1",
                   "GIT_CONFIG_GLOBAL": str(home / ".gitconfig")}


class Repository:
    """A bare repository as origin: all that the jobs share."""

    def __init__(self, folder, files, environment):
        self.folder, self.environment = folder, environment
        self.git = lambda command, where="work": run(f"git {command}", environment, folder / where)
        run("""git config --global user.name ana; git config --global user.email ana@example
               git config --global init.defaultBranch main; git config --global advice.detachedHead false
               git init --quiet --bare origin.git; git clone --quiet "$PWD/origin.git" work 2>/dev/null""",
            environment, folder)
        for name, text in files.items():
            (folder / "work" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "work" / name).write_text(text)
        self.commit("Begin")
        self.git("push --quiet origin HEAD:main")
        self.checkouts = 0

    def commit(self, message):
        self.git("add --all")
        self.git(f"commit --quiet --allow-empty -m '{message}'")

    def edit(self, name, old, new):
        file = self.folder / "work" / name
        text = file.read_text()
        assert old in text, old
        file.write_text(text.replace(old, new, 1))

    def branch(self, name, *edits):
        """A branch on origin with edits, from main as it is."""
        self.git("fetch --quiet origin main")
        self.git(f"checkout --quiet -B {name} origin/main")
        for edit in edits:
            self.edit(*edit)
        return self.branch_here(name)

    def branch_here(self, name):
        """The same of what lies in the working tree."""
        self.commit(name)
        self.git(f"push --quiet --force origin {name}")
        return self.git("rev-parse HEAD").strip()

    def merge(self, name):
        self.git("checkout --quiet -B main origin/main")
        self.git(f"merge --quiet --no-ff -m 'Merge {name}' {name}")
        self.git("push --quiet origin main")
        return self.git("rev-parse HEAD").strip()

    def checkout(self, commit):
        """A new checkout, as a job begins with; it knows the commit and nothing else."""
        self.checkouts += 1
        name = f"checkout-{self.checkouts}"
        run(f"git init --quiet {name} && cd {name} && git remote add origin '{self.folder}/origin.git' && "
            f"git fetch --quiet --depth 1 origin {commit} && git checkout --quiet {commit}",
            self.environment, self.folder)
        return self.folder / name


class GitHubJob:
    """The run steps of action.yml as one job runs them, with its expressions filled in."""
    runs = 1000

    def __init__(self, service, checkout, commit, inputs, environment, request=None, fork=False, attempt=1,
                 run_id=None):
        GitHubJob.runs += 1
        self.checkout = checkout
        self.temp = checkout.parent / (checkout.name + "-temp")
        self.temp.mkdir(exist_ok=True)
        self.outputs = {}
        self.action = YAML(typ="safe").load(ROOT / "action.yml")
        given = {k: str(v.get("default", "")) for k, v in self.action["inputs"].items()} | inputs
        self.values = {f"inputs.{k}": v for k, v in given.items()} | {
            "inputs.token": TOKEN, "runner.os": "Linux", "runner.arch": "X64", "always()": "true"}
        event = self.temp / "event.json"
        head = {"sha": commit, "repo": {"full_name": "mallory/ads" if fork else "shop/ads"}}
        pull = {"number": request, "head": head, "base": {"repo": {"full_name": "shop/ads"}}}
        event.write_text(json.dumps({"pull_request": pull} if request else {"ref": "refs/heads/main"}))
        self.files = {n: self.temp / n for n in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_PATH")}
        self.environment = environment | {
            "GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "shop/ads", "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_SERVER_URL": "https://github.example", "GITHUB_EVENT_PATH": str(event),
            "GITHUB_EVENT_NAME": "pull_request" if request else "push", "GITHUB_ACTOR": "ana",
            "GITHUB_SHA": SHA["b"] if request else commit, "GITHUB_WORKSPACE": str(checkout),
            "GITHUB_API_URL": f"http://127.0.0.1:{service.port}", "RUNNER_TEMP": str(self.temp),
            "GITHUB_RUN_ID": str(run_id or GitHubJob.runs), "GITHUB_RUN_ATTEMPT": str(attempt),
        } | {k: str(v) for k, v in self.files.items()}
        self.environment |= {"GITHUB_TOKEN": TOKEN}
        # What the first step tells, which takes its time and is the same in every job.
        self.outputs = {"kept": str(self.temp / "pinplan-kept"), "bin": str(self.temp / "pinplan-bin")}

    def fill(self, text):
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda m: self.value(m[1]), str(text))

    def value(self, expression):
        if " || " in expression:
            return next(filter(None, (self.value(p) for p in expression.split(" || "))), "")
        if expression.startswith("steps."):
            return self.outputs.get(expression.rsplit(".", 1)[1], "")
        return self.values[expression]

    def applies(self, condition):
        def one(part):
            name, _, wanted = part.partition(" == ")
            value = self.value(name)
            return value == wanted.strip("'") if wanted else bool(value)
        return all(one(part) for part in condition.split(" && "))

    def step(self, name, status=0):
        step = next(s for s in self.action["runs"]["steps"] if s["name"] == name)
        if not self.applies(step.get("if", "always()")):
            sys.exit(f"ci: step {name!r} does not apply")
        environment = self.environment | {k: self.fill(v) for k, v in step.get("env", {}).items()}
        text = run(step["run"], environment, self.checkout, status)
        output = self.files["GITHUB_OUTPUT"]
        if output.exists():
            self.outputs |= dict(line.split("=", 1) for line in output.read_text().splitlines())
        return text

    def kept(self, name):
        return self.temp / "pinplan-kept" / name

    def pinplan(self, command, status=0):
        return run(f"pinplan {command}", self.environment, self.checkout, status)
