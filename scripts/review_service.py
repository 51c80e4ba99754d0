"""A stand-in for the review services: requests and comments, as GitHub and GitLab serve them.

Lists come in pages, ids are one sequence for all, and what the client has to bear with can be switched on:
refusals, errors, late answers, answers that are lost on their way.
"""
import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = "a-token-that-nobody-may-see"
BOT = "github-actions[bot]"
GITLAB_BOT = "project_9_bot"
SHA = {name: name * 40 for name in "abcdef"}


def github_request(number, merged=False, commit=None, closed=False):
    """A pull request as GitHub lists it for a commit; an open one has a test merge commit too."""
    return {"number": number, "state": "closed" if merged or closed else "open",
            "merged_at": "2026-11-22T10:00:00Z" if merged else None,
            "merge_commit_sha": commit or SHA["a"]}


def gitlab_request(number, state="opened", **commits):
    return {"id": 9000 + number, "iid": number, "state": state, "merge_commit_sha": None,
            "squash_commit_sha": None, "sha": SHA["a"]} | commits


class ReviewService:
    def __init__(self):
        self.comments = {}    # of every request, by its number
        self.requests = []    # what the commit belongs to, in the service's words
        self.faults = []      # {"method", "kind", "status"}: each for one request, in order
        self.heard = []       # (method, path) of every request that was answered or not
        self.ids = 0
        self.poster = BOT     # who the token is of
        self.fixed_pages = None
        service = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def handle_any(self):
                service.answer(self)

            do_GET = do_POST = do_PATCH = do_PUT = handle_any

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def fail(self, method, kind="status", status=500, message="", seconds=0, times=1):
        """The next `times` requests of a method fail: `status`, `late`, or `lost` after they took effect."""
        self.faults += [{"method": method, "kind": kind, "status": status, "message": message,
                         "seconds": seconds}] * times

    def comment(self, body, author=None):
        author = author or self.poster
        person = {"login": author, "username": author}
        self.ids += 1
        return {"id": self.ids, "body": body, "user": person, "author": person}

    def answer(self, http):
        path, _, query = http.path.partition("?")
        length = int(http.headers.get("Content-Length") or 0)
        data = json.loads(http.rfile.read(length)) if length else None
        self.heard.append((http.command, path))
        fault = next((f for f in self.faults if f["method"] == http.command), None)
        if fault:
            self.faults.remove(fault)
            if fault["kind"] == "status":
                return self.send(http, {"message": fault["message"]}, fault["status"])
            time.sleep(fault["seconds"])
        if http.headers.get("Authorization") != f"Bearer {TOKEN}":
            status, value = 401, {"message": "Bad credentials"}
        else:
            status, value = self.result(http.command, path, query, data)
        if fault and fault["kind"] == "lost":
            http.close_connection = True
            return None
        return self.send(http, value, status)

    def result(self, method, path, query, data):
        if path == "/user":
            return 200, {"username": self.poster}
        if re.fullmatch(r".*/commits/[0-9a-f]{40}/(pulls|merge_requests)", path):
            return 200, self.page(self.requests, query)
        if data is not None and len(data["body"]) > (65_536 if "/issues/" in path else 1_000_000):
            return 422, {"message": "Body is too long"}
        if found := re.fullmatch(r".*/(?:issues|merge_requests)/(\d+)/(?:comments|notes)", path):
            comments = self.comments.setdefault(int(found[1]), [])
            if method == "GET":
                return 200, self.page(comments, query)
            comments.append(self.comment(data["body"]))
            return 201, comments[-1]
        if found := re.fullmatch(r".*/(?:issues/comments|merge_requests/\d+/notes)/(\d+)", path):
            wanted = "PATCH" if "/issues/" in path else "PUT"
            for one in [c for comments in self.comments.values() for c in comments]:
                if one["id"] == int(found[1]) and method == wanted:
                    one["body"] = data["body"]
                    return 200, one
        return 404, {"message": "Not Found"}

    @staticmethod
    def page(values, query):
        given = dict(p.split("=") for p in query.split("&") if p)
        size, page = min(int(given.get("per_page", 30)), 100), int(given.get("page", 1))
        return values[(page - 1) * size:page * size]

    @staticmethod
    def send(http, value, status):
        body = json.dumps(value).encode()
        http.send_response(status)
        http.send_header("Content-Length", str(len(body)))
        http.end_headers()
        http.wfile.write(body)
