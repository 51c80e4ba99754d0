"""Where projects of scripts keep their states: `sqlite`, `git`, `http` or `postgres`, as `--state` says.

Each project folder has a state of its own; `copied` gives a copy of a folder a copy of its state.
"""
import base64
import itertools
import json
import os
import pathlib
import subprocess
import sys
import threading

import state_server

KINDS = ("sqlite", "git", "http", "postgres")

TABLES = ("meta workspace resource applied_move apply apply_override apply_mark apply_review apply_end op journal "
          "member_list member").split()

ORIGIN = ".origin.git"


class States:
    def __init__(self, kind="sqlite"):
        self.kind = kind
        self.names, self.numbers = {}, itertools.count()
        self.server = None
        self.web = state_server.start() if kind == "http" else None
        if self.web:
            threading.Thread(target=self.web.serve_forever, daemon=True).start()
        if kind == "postgres":
            command = [sys.executable, pathlib.Path(__file__).parent / "postgres.py", "--no-pooler"]
            self.server = subprocess.Popen(command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self.ways = json.loads(self.server.stdout.readline())
            if "missing" in self.ways:
                sys.exit(f"missing: {', '.join(self.ways['missing'])}; `scripts/setup.sh database` installs them")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.server:
            self.server.stdin.close()
            self.server.wait()
        if self.web:
            self.web.shutdown()

    def prepare(self, folder):
        """Says in the project's file, which was just written, where its state is."""
        folder = pathlib.Path(folder)
        if self.kind == "sqlite":
            return
        root = folder / "pinplan.yaml"
        where = f", address: '{self.address}'" if self.web else ""
        root.write_text(root.read_text().rstrip() + f"\nstate: {{ backend: {self.kind}{where} }}\n")
        if self.kind == "git" and not (folder / ORIGIN).exists():
            # A relative path, so that a copy of the folder has an origin of its own.
            for words in (("init", "--quiet", "--bare", ORIGIN), ("init", "--quiet", "."),
                          ("remote", "add", "origin", f"./{ORIGIN}")):
                subprocess.run(["git", *words], cwd=folder, check=True)
        if self.kind == "postgres" and folder not in self.names:
            self.sql(f"CREATE SCHEMA {self.name(folder)}")

    def name(self, folder):
        """Of its own: the schema in a database, the user of a server, whose address is the same for all."""
        return self.names.setdefault(pathlib.Path(folder), f"s{next(self.numbers)}")

    @property
    def address(self):
        return f"http://127.0.0.1:{self.web.server_port}/terraform/state/ads"

    def kept(self, folder):
        """What a server has of it, the lock too; nothing where it is beside the project or asked otherwise."""
        return self.web.states.of(self.name(folder)) if self.web else []

    def environment(self, folder):
        """What pinplan needs to reach it, and the list key, which lies beside a state of this machine alone."""
        if self.kind == "sqlite":
            return {}
        key = {"PINPLAN_LIST_KEY": base64.b64encode(bytes(range(32))).decode()}
        if self.kind == "git":
            return key
        if self.web:
            return {**key, "PINPLAN_STATE_USER": self.name(folder), "PINPLAN_STATE_PASSWORD": "word"}
        return {**key, "PINPLAN_STATE_URL": self.ways["url"] + f"?options=-csearch_path%3D{self.name(folder)}"}

    def copied(self, template, folder):
        if self.web:
            self.web.states.copy(self.name(template), self.name(folder))
        if self.kind != "postgres" or pathlib.Path(template) not in self.names:
            return
        source, copy = self.name(template), self.name(folder)
        statements = [f"CREATE SCHEMA {copy}"]
        for table in TABLES:
            if self.rows(f"SELECT to_regclass('{source}.{table}')") != [""]:
                statements += [f"CREATE TABLE {copy}.{table} (LIKE {source}.{table} INCLUDING ALL)",
                               f"INSERT INTO {copy}.{table} SELECT * FROM {source}.{table}"]
        self.sql(";".join(statements))

    def sql(self, text):
        self.rows(text)

    def rows(self, text):
        result = subprocess.run(["psql", "-qAt", "-v", "ON_ERROR_STOP=1", self.ways["url"], "-c", text],
                                capture_output=True, text=True, check=True, env={**os.environ, "PGOPTIONS": ""})
        return result.stdout.splitlines() or [""]


# Of the script that is running.
STATES = States()


def choose(kind):
    """Makes it a state of some kind for all that the script does; the value ends it as a context."""
    global STATES
    STATES = States(kind)
    return STATES
