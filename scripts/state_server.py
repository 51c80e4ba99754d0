#!/usr/bin/env python3
"""A server that keeps states by Terraform's HTTP protocol, for trials of backend `http`.

    state_server.py [--port N] [--user NAME --password WORD] [--lose N] [--seed N]

Addresses with /terraform/state/ are locked as GitLab's are, by POST and DELETE of ADDRESS/lock, and take no serial
twice; all others by LOCK and UNLOCK. Everything is kept in memory, and each user has states of its own. With --lose one
answer of N is lost, before or after the request was carried out. Prints its address once it listens.
"""
import argparse
import base64
import http.server
import json
import random
import threading
import urllib.parse

LOCK_FIELDS = {"ID", "Operation", "Info", "Who", "Version", "Created", "Path"}


class States:
    """What is kept, by path; one lock over all of it."""

    def __init__(self, lose=0, seed=1):
        self.lock = threading.Lock()
        self.states, self.serials, self.holders = {}, {}, {}
        self.lose, self.dice = lose, random.Random(seed)

    def copy(self, user, other):
        """Gives another user what one has, but for locks."""
        with self.lock:
            for kept in (self.states, self.serials):
                for (owner, name), value in list(kept.items()):
                    if owner == user:
                        kept[other, name] = value.copy() if isinstance(value, set) else value

    def of(self, user):
        """All that a user has, in words that change with it."""
        with self.lock:
            return [(name, bytes(value)) for kept in (self.states, self.holders)
                    for (owner, name), value in sorted(kept.items()) if owner == user]

    def answer(self, method, path, body, user=None):
        address = urllib.parse.urlsplit(path)
        name = address.path
        given = urllib.parse.parse_qs(address.query).get("ID", [None])[0]
        gitlab = "/terraform/state/" in name
        if gitlab and name.endswith("/lock"):
            name = name[:-len("/lock")]
            method = {"POST": "LOCK", "DELETE": "UNLOCK"}.get(method, "NONE")
        elif gitlab and method in ("LOCK", "UNLOCK"):
            method = "NONE"
        with self.lock:
            return getattr(self, "do_" + method.lower(), self.do_none)((user, name), body, given, gitlab)

    def do_none(self, name, body, given, gitlab):
        return 405, b""

    def do_get(self, name, body, given, gitlab):
        if name not in self.states:
            return (204 if gitlab else 404), b""
        return 200, self.states[name]

    def do_post(self, name, body, given, gitlab):
        if not body:
            return 204, b""
        holder = self.holders.get(name)
        if given != (json.loads(holder)["ID"] if holder else None):
            return (400, b"") if gitlab else (423, holder or b"")
        if gitlab:
            try:
                serial = json.loads(body)["serial"]
            except (ValueError, KeyError):
                return 422, b""
            if serial in self.serials.setdefault(name, set()):
                return 422, b""
            self.serials[name].add(serial)
        self.states[name] = body
        return 200, b""

    def do_lock(self, name, body, given, gitlab):
        try:
            fields = set(json.loads(body))
        except ValueError:
            fields = set()
        if fields != LOCK_FIELDS:
            return 400, b""
        if name in self.holders:
            return (409 if gitlab else 423), self.holders[name]
        self.holders[name] = body
        return 200, body

    def do_unlock(self, name, body, given, gitlab):
        wanted = json.loads(body).get("ID") if body else None
        holder = self.holders.get(name)
        if holder and wanted and json.loads(holder)["ID"] != wanted:
            return (409 if gitlab else 423), holder
        self.holders.pop(name, None)
        return 200, b""


def handler(states, user=None, password=None):
    wanted = f"{user}:{password}" if user else None

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # An answer goes out whole.
        wbufsize = -1

        def take(self):
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            given = base64.b64decode(self.headers.get("authorization", "").removeprefix("Basic ")).decode()
            if wanted and given != wanted:
                return self.give(401, b"")
            lost = states.lose and states.dice.randrange(states.lose) == 0
            if lost and states.dice.random() < 0.5:
                self.close_connection = True
                return None
            status, answer = states.answer(self.command, self.path, body, given.partition(":")[0])
            if lost:
                self.close_connection = True
                return None
            return self.give(status, answer)

        def give(self, status, body):
            self.send_response(status)
            if status != 204:
                self.send_header("content-length", str(len(body)))
            self.end_headers()
            if status != 204:
                self.wfile.write(body)

        do_GET = do_POST = do_DELETE = do_LOCK = do_UNLOCK = take

        def log_message(self, *words):
            pass

    return Handler


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True


def start(port=0, lose=0, seed=1, user=None, password=None):
    """Listens on this machine alone; serves once `serve_forever` is called."""
    states = States(lose, seed)
    server = Server(("127.0.0.1", port), handler(states, user, password))
    server.states = states
    return server


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--lose", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--user")
    parser.add_argument("--password")
    options = parser.parse_args()
    server = start(options.port, options.lose, options.seed, options.user, options.password)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
