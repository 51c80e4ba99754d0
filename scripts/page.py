"""A page as a browser has it after its script has run, and what the script said on the console."""
import html.parser
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser():
    """A headless browser that works here; none when there is none."""
    for name in NAMES:
        path = shutil.which(name)
        if path and subprocess.run([path, "--version"], capture_output=True).returncode == 0:
            return path
    return None


class Node:
    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent = tag, dict(attributes), parent
        self.children, self.parts = [], []

    def __getitem__(self, name):
        return self.attributes.get(name)

    @property
    def classes(self):
        return (self["class"] or "").split()

    def all(self):
        for child in self.children:
            yield child
            yield from child.all()

    def find(self, tag=None, cls=None, **attributes):
        """The nodes below with a tag, a class and attributes; `_` stands for a hyphen."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [node for node in self.all()
                if (tag is None or node.tag == tag) and (cls is None or cls in node.classes)
                and all(node[name] == value for name, value in wanted.items())]

    @property
    def text(self):
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @property
    def is_hidden(self):
        node = self
        while node:
            if "hidden" in node.attributes:
                return True
            node = node.parent
        return False


class Page(html.parser.HTMLParser):
    def __init__(self, program, url, *flags):
        super().__init__()
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        with tempfile.TemporaryDirectory() as profile:
            result = subprocess.run(
                [program, "--headless=new", *root, "--disable-gpu", "--disable-dev-shm-usage",
                 "--enable-logging=stderr", f"--user-data-dir={profile}",
                 *(flags or ["--virtual-time-budget=5000"]), "--dump-dom", url],
                capture_output=True, text=True, timeout=180)
        if result.returncode != 0:
            sys.exit(f"html: the browser ended with {result.returncode}:\n{result.stderr[-2000:]}")
        self.console = re.findall(r"CONSOLE[^\n]*", result.stderr)
        self.root = self.current = Node("", {}, None)
        self.feed(result.stdout)

    def handle_starttag(self, tag, attributes):
        node = Node(tag, attributes, self.current)
        self.current.children.append(node)
        self.current.parts.append(node)
        if tag not in VOID:
            self.current = node

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        node = self.current
        while node.parent and node.tag != tag:
            node = node.parent
        if node.parent:
            self.current = node.parent

    def handle_data(self, data):
        self.current.parts.append(data)


def address(file, fragment=""):
    return pathlib.Path(file).resolve().as_uri() + ("#" + fragment if fragment else "")
