# shellcheck shell=bash
# Sourced: installs the validators that are not ours, in a folder of their own.
version=0.37.4
tools=$PWD/.build-tools/check-jsonschema-$version
check="$tools/bin/check-jsonschema"
if [ ! -x "$check" ]; then
  rm -rf "$tools"
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check "check-jsonschema==$version"
fi
