# shellcheck shell=bash
# Sourced: installs the JSON Schema validator and Pinterest's own client, in a folder of their own.
tools=$PWD/.build-tools/conformance-1
# shellcheck disable=SC2034  # used by who sources this
python="$tools/bin/python"
if [ ! -f "$tools/complete" ]; then
  rm -rf "$tools"
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check \
    jsonschema==4.26.0 pinterest-api-sdk==0.2.7 Pinterest-Generated-Client==0.1.10
  touch "$tools/complete"
fi
