#!/usr/bin/env python3
"""Runs a PostgreSQL server for tests, and PgBouncer in transaction mode before it, until standard input ends.

    postgres.py [--no-pooler]

Everything lies in a temporary folder and goes with it. The first line on standard output says as JSON how they are
reached: `url`, `pooled`, `admin` (the same database as its superuser), the server's `pid`, its `folder` and `port`; or which
programs are `missing`. Written lines on standard input are answered with a line each: `stop` kills the server at
once, `start` brings it back where it was.

Roles: `pinplan` owns the database `pinplan`, `reader` may read what is made in it, `nobody` may do nothing, `locked` has
the password `open sesame`. Data is not flushed to the disk.
"""
import atexit
import glob
import json
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time


def program(name):
    """The newest of what Debian, Homebrew and PATH have."""
    places = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"),
                    key=lambda path: int(path.split("/")[4]) if path.split("/")[4].isdigit() else 0)
    places += sorted(glob.glob(f"/opt/homebrew/opt/postgresql@*/bin/{name}"))
    return (places or [shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")])[-1]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        self.port = free_port()
        self.process = None
        self.pooler = None
        # A server does not run as root.
        self.account = {}
        if os.geteuid() == 0:
            names = [entry.pw_name for entry in pwd.getpwall()]
            user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
            self.account = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            os.chown(self.folder, user.pw_uid, user.pw_gid)

    def run(self, *command, **options):
        return subprocess.run(command, cwd=self.folder, check=True, capture_output=True, text=True,
                              **self.account, **options)

    def create(self):
        self.run(program("initdb"), "-D", self.data, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8",
                 "--locale=C")
        settings = {
            "listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": "",
            "fsync": "off", "full_page_writes": "off", "shared_buffers": "32MB", "max_connections": 1000,
            "autovacuum": "off", "max_wal_size": "512MB", "log_min_messages": "error",
        }
        self.append("postgresql.conf", "".join(f"{name} = '{value}'\n" for name, value in settings.items()))
        hba = "local all all trust\nhost all locked 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n"
        path = self.data / "pg_hba.conf"
        path.write_text(hba)

    def append(self, name, text):
        with open(self.data / name, "a") as file:
            file.write(text)

    def start(self):
        with open(self.folder / "server.log", "ab") as log:
            self.process = subprocess.Popen([program("postgres"), "-D", self.data], cwd=self.folder, stdout=log,
                                            stderr=log, stdin=subprocess.DEVNULL, **self.account)
        for _ in range(600):
            ready = subprocess.run([program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)])
            if ready.returncode == 0:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        sys.exit("the server did not start:\n" + (self.folder / "server.log").read_text()[-2000:])

    def stop(self):
        """As a power cut would, but for what the system has not written yet."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()

    def sql(self, text, database="postgres"):
        self.run(program("psql"), "-qAt", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(self.port),
                 "-U", "postgres", "-d", database, "-c", text)

    def fill(self):
        self.sql("CREATE ROLE pinplan LOGIN; CREATE ROLE reader LOGIN; CREATE ROLE nobody LOGIN;"
                 "CREATE ROLE locked LOGIN PASSWORD 'open sesame'")
        self.sql("CREATE DATABASE pinplan OWNER pinplan")
        self.sql("GRANT CREATE, USAGE ON SCHEMA public TO pinplan; REVOKE CREATE ON SCHEMA public FROM public;"
                 "ALTER DEFAULT PRIVILEGES FOR ROLE pinplan GRANT SELECT ON TABLES TO reader", "pinplan")

    def pool(self):
        port = free_port()
        (self.folder / "users.txt").write_text("".join(f'"{name}" ""\n' for name in ("pinplan", "reader", "postgres")))
        (self.folder / "pgbouncer.ini").write_text(
            f"[databases]\n* = host=127.0.0.1 port={self.port}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n"
            f"listen_port = {port}\nunix_socket_dir =\nauth_type = trust\nauth_file = {self.folder}/users.txt\n"
            "pool_mode = transaction\ndefault_pool_size = 400\nmax_client_conn = 1000\n"
            f"logfile = {self.folder}/pgbouncer.log\n")
        self.pooler = subprocess.Popen([program("pgbouncer"), "-q", self.folder / "pgbouncer.ini"], cwd=self.folder,
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, **self.account)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return port
            time.sleep(0.05)
        sys.exit("PgBouncer did not start:\n" + (self.folder / "pgbouncer.log").read_text()[-2000:])

    def end(self):
        for process, how in ((self.pooler, signal.SIGKILL), (self.process, signal.SIGQUIT)):
            if process and process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.send_signal(how)
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def main():
    pooled = "--no-pooler" not in sys.argv
    wanted = ["initdb", "postgres", "psql", "pg_isready"] + (["pgbouncer"] if pooled else [])
    missing = [name for name in wanted if not program(name)]
    if missing:
        print(json.dumps({"missing": missing}), flush=True)
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    server = Server(tempfile.mkdtemp(prefix="pinplan-pg-"))
    os.chmod(server.folder, 0o755)
    atexit.register(server.end)
    server.create()
    server.start()
    server.fill()

    def told():
        answer = {"url": f"postgres://pinplan@127.0.0.1:{server.port}/pinplan",
                  "admin": f"postgres://postgres@127.0.0.1:{server.port}/pinplan", "pid": server.process.pid,
                  "port": server.port, "folder": str(server.folder)}
        if pooled:
            answer["pooled"] = f"postgres://pinplan@127.0.0.1:{port}/pinplan"
        print(json.dumps(answer), flush=True)

    port = server.pool() if pooled else None
    told()
    for line in sys.stdin:
        if line.strip() == "stop":
            server.stop()
        elif line.strip() == "start" and server.process.poll() is not None:
            server.start()
        told()


main()
