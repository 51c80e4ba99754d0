#!/usr/bin/env bash
# Installs what a build and the tests need and this machine lacks; says nothing when all is there.
# With the word `database`, also the PostgreSQL server and the pooler that tests of shared states start; with `browser`,
# the Chromium that checks HTML reports, where apt has one; with `valgrind`, what counts instructions.
set -euo pipefail

if ! command -v swift >/dev/null; then
  echo "setup: there is no swift on PATH; install Swift 6.3 from https://www.swift.org/install" >&2
  exit 1
fi

# A header is what a build looks for, so it is what tells whether a library is there.
has_header() { echo "#include <$1>" | "${CC:-$(command -v clang || echo cc)}" -E -x c - >/dev/null 2>&1; }
# Debian's python3 comes without ensurepip; a venv needs it.
has_venv() { python3 -c 'import ensurepip, venv' >/dev/null 2>&1; }

# Ubuntu's package only leads to another store; what it leaves behind does not start.
has_browser() {
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    "$name" --version >/dev/null 2>&1 && return
  done
  return 1
}
can_install_browser() {
  command -v apt-get >/dev/null && ! grep -qs '^ID=ubuntu' /etc/os-release
}

# Debian keeps servers out of PATH, and they are started for tests alone.
has_program() { PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v "$1" >/dev/null || compgen -G "$2" >/dev/null; }

missing=()
case "$(uname -s)" in
  Darwin)
    command -v pkg-config >/dev/null || missing+=(pkgconf)
    pkg-config --exists yaml-0.1 2>/dev/null || missing+=(libyaml)
    # Homebrew keeps it out of the way of the system's.
    pkg-config --exists libpq 2>/dev/null || [ -d "$(brew --prefix libpq 2>/dev/null)" ] || missing+=(libpq)
    if [ "${1:-}" = database ]; then
      has_program initdb '/opt/homebrew/opt/postgresql@*/bin/initdb' || missing+=(postgresql@17)
      has_program pgbouncer '/opt/homebrew/bin/pgbouncer' || missing+=(pgbouncer)
    fi
    command -v python3 >/dev/null || missing+=(python3)
    [ ${#missing[@]} -eq 0 ] && exit 0
    if ! command -v brew >/dev/null; then
      echo "setup: missing: ${missing[*]}; install Homebrew from https://brew.sh, then try again" >&2
      exit 1
    fi
    echo "setup: brew install ${missing[*]}"
    brew install "${missing[@]}"
    ;;
  Linux)
    has_header yaml.h || missing+=(libyaml-dev)
    has_header sqlite3.h || missing+=(libsqlite3-dev)
    command -v pkg-config >/dev/null || missing+=(pkg-config)
    has_header libpq-fe.h || has_header postgresql/libpq-fe.h || missing+=(libpq-dev)
    has_header jemalloc/jemalloc.h || missing+=(libjemalloc-dev)
    if [ "${1:-}" = database ]; then
      has_program initdb '/usr/lib/postgresql/*/bin/initdb' || missing+=(postgresql)
      has_program pgbouncer '/usr/sbin/pgbouncer' || missing+=(pgbouncer)
    fi
    has_venv || missing+=(python3-venv)
    command -v make >/dev/null || missing+=(make)
    # What installs a release, what the documents run, and what looks scripts over.
    command -v curl >/dev/null || missing+=(curl)
    command -v shellcheck >/dev/null || missing+=(shellcheck)
    if [ "${1:-}" = valgrind ] && ! command -v valgrind >/dev/null; then missing+=(valgrind); fi
    if [ "${1:-}" = browser ] && ! has_browser && can_install_browser; then missing+=(chromium); fi
    [ ${#missing[@]} -eq 0 ] && exit 0
    if ! command -v apt-get >/dev/null; then
      echo "setup: missing: ${missing[*]} (Debian's names)" >&2
      echo "setup: install them with this system's package manager, then try again" >&2
      exit 1
    fi
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
      if ! command -v sudo >/dev/null; then
        echo "setup: missing: ${missing[*]}; run as root: apt-get install ${missing[*]}" >&2
        exit 1
      fi
      as_root=(sudo)
    fi
    echo "setup: apt-get install ${missing[*]}"
    "${as_root[@]}" apt-get update -qq </dev/null
    # Debian makes a cluster and starts it with the package; tests make their own.
    case " ${missing[*]} " in
      *" postgresql "*)
        "${as_root[@]}" mkdir -p /etc/postgresql-common
        [ -e /etc/postgresql-common/createcluster.conf ] ||
          echo "create_main_cluster = false" | "${as_root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
        ;;
    esac
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null
    ;;
  *)
    echo "setup: pinplan is built on Linux and macOS; this is $(uname -s)" >&2
    exit 1
    ;;
esac
