"""Holds a record of the emulator to the official description of the Ads API.

    check_openapi.py RECORD [DESCRIPTION]

Every request must be one that the description knows: its path, its query, its body, with no field
that the description does not name. Every answer must have the shape that the description gives.
Prints what was checked; exits 1 with one line for each difference.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

from jsonschema import Draft202012Validator

ROOT = Path(__file__).resolve().parents[2]
DESCRIPTION = "../shared/pinterest/openapi-ads-subset.json"
# Fields of the token endpoint that Pinterest's guides name and its description leaves out.
GUIDE_FIELDS = {"oauth/token": {"continuous_refresh", "refresh_on"}}
# Objects that may have names of the advertiser's own, as the words of the description say.
OPEN_OBJECTS = {"event_data"}

# Kinds that are written one at a time and answered without an envelope.
ALONE = ("audiences", "customer_lists", "conversion_tags")


class Description:
    def __init__(self, path):
        self.document = json.loads(path.read_text())
        self.paths = []
        for template, operations in self.document["paths"].items():
            pattern = re.sub(r"\\\{[^/]+?\\\}", "([^/]+)", re.escape(template))
            names = re.findall(r"\{([^/]+?)\}", template)
            self.paths.append((re.compile(f"^{pattern}$"), names, operations))
        # A path without parameters wins over one with them.
        self.paths.sort(key=lambda path: len(path[1]))
        self.validators = {}

    def resolve(self, node):
        while "$ref" in node:
            target = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            node = target
        return node

    def find(self, method, path):
        for pattern, names, operations in self.paths:
            match = pattern.match(path)
            if match and method.lower() in operations:
                return operations[method.lower()], dict(zip(names, match.groups()))
        return None, {}

    def schema(self, node):
        """OpenAPI 3.0 as JSON Schema: a reference hides what is beside it, and nullable widens
        the type that is beside it and nothing else."""
        if isinstance(node, list):
            return [self.schema(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            return {"$ref": node["$ref"]}
        made = {}
        for key, value in node.items():
            if key in ("properties", "patternProperties"):
                made[key] = {name: self.schema(part) for name, part in value.items()}
            elif key in ("enum", "required", "default", "type"):
                made[key] = value
            elif key not in ("nullable", "discriminator", "example", "format", "description"):
                made[key] = self.schema(value)
        # Words that two of the lists share are in both, which the description does not mean to refuse.
        if all("enum" in part for part in made.get("oneOf", [{}])):
            made["anyOf"] = made.pop("oneOf")
        if node.get("nullable") and "type" in node:
            made["type"] = [node["type"], "null"]
            if "enum" in made and None not in made["enum"] and "allOf" not in node:
                made["enum"] = [*made["enum"], None]
        return made

    def errors(self, schema, value, where, by_hand=None):
        key = json.dumps(schema, sort_keys=True)
        if key not in self.validators:
            if not hasattr(self, "components"):
                self.components = {
                    "schemas": {
                        name: self.schema(part)
                        for name, part in self.document["components"]["schemas"].items()
                    }
                }
            document = {"components": self.components, "allOf": [self.schema(schema)]}
            self.validators[key] = Draft202012Validator(document)
        for error in self.validators[key].iter_errors(value):
            path = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in error.path)
            if not is_set_by_hand(value, error.path, by_hand):
                yield f"{where}{path}: {error.message[:300]}"

    def parts(self, schema):
        """A schema and all that it is composed of."""
        schema = self.resolve(schema)
        yield schema
        for key in ("allOf", "oneOf", "anyOf"):
            for part in schema.get(key, []):
                yield from self.parts(part)

    def unknown(self, schemas, value, where):
        """Fields that no part of the schemas names; an object without named fields is free."""
        parts = [part for schema in schemas for part in self.parts(schema)]
        if isinstance(value, list):
            items = [part["items"] for part in parts if "items" in part]
            for index, item in enumerate(value):
                yield from self.unknown(items, item, f"{where}[{index}]")
        if not isinstance(value, dict):
            return
        named = {}
        for part in parts:
            for name, property in part.get("properties", {}).items():
                named.setdefault(name, []).append(property)
        others = [part["additionalProperties"] for part in parts if "additionalProperties" in part]
        is_free = not named or any(others)
        for name, member in value.items():
            if name in named:
                if name not in OPEN_OBJECTS:
                    yield from self.unknown(named[name], member, f"{where}.{name}")
            elif not is_free:
                yield f"{where}.{name}: not in the description"


def is_set_by_hand(value, path, by_hand):
    """Whether a path leads into a field that a test set past the emulator's rules. `by_hand` has
    the names of such fields by the id of their row."""
    for part in path if by_hand else ():
        if isinstance(value, dict) and part in by_hand.get(str(value.get("id")), ()):
            return True
        value = value[part]
    return False


def parsed(schema, text):
    """A query text as a value of the schema's type."""
    if schema.get("type") == "integer":
        return int(text) if re.fullmatch(r"-?\d+", text) else text
    if schema.get("type") == "boolean":
        return {"true": True, "false": False}.get(text, text)
    return text


def check_query(description, operation, path, entry):
    known = {}
    for parameter in operation.get("parameters", []):
        parameter = description.resolve(parameter)
        known[parameter["in"], parameter["name"]] = parameter
    given = {}
    for name, text in entry["query"]:
        given.setdefault(name, []).append(text)
    for name in given:
        if ("query", name) not in known:
            yield f"query {name}: not in the description"
    for (place, name), parameter in known.items():
        texts = given.get(name) if place == "query" else [path[name]] if name in path else None
        if texts is None:
            if parameter.get("required"):
                yield f"{place} {name}: missing"
            continue
        schema = description.resolve(parameter.get("schema", {}))
        if schema.get("type") == "array":
            items = description.resolve(schema.get("items", {}))
            if parameter.get("explode") is False:
                texts = [part for text in texts for part in text.split(",")]
            value = [parsed(items, text) for text in texts]
        elif len(texts) > 1:
            yield f"{place} {name}: given {len(texts)} times"
            continue
        else:
            value = parsed(schema, texts[0])
        yield from description.errors(parameter.get("schema", {}), value, f"{place} {name}")


def check_body(description, operation, entry):
    content = operation.get("requestBody", {}).get("content", {})
    if not content:
        if entry["body"] is not None:
            yield "body: the description has none"
        return
    body = entry["body"]
    # The words of the description have a text or an object where its schema has a list.
    if "audience_url_objects" in entry.get("quirks", []) and "url" in (body.get("rule") or {}):
        rule = {name: value for name, value in body["rule"].items() if name != "url"}
        body = {**body, "rule": rule}
    (schema,) = [media["schema"] for media in content.values()]
    yield from description.errors(schema, body, "body")
    mapping = description.resolve(schema).get("discriminator", {}).get("mapping", {})
    if mapping and isinstance(body, dict):
        schemas = [schema, {"$ref": mapping.get(body.get("grant_type"), schema.get("$ref"))}]
        extra = GUIDE_FIELDS.get(entry["operation"], set())
        body = {name: value for name, value in body.items() if name not in extra}
    else:
        schemas = [schema]
    yield from description.unknown(schemas, body, "body")


def check_response(description, operation, entry):
    responses = operation["responses"]
    response = responses.get(str(entry["status"]), responses.get("default"))
    if response is None:
        yield f"response: status {entry['status']} is not in the description"
        return
    content = description.resolve(response).get("content", {})
    for media in content.values():
        schema = media.get("schema", {})
        body = entry["response"]
        yield from description.errors(schema, body, "response", entry.get("set_by_hand"))
        mapping = description.resolve(schema).get("discriminator", {}).get("mapping", {})
        schemas = [schema]
        if mapping and isinstance(body, dict) and body.get("response_type") in mapping:
            schemas.append({"$ref": mapping[body["response_type"]]})
        yield from description.unknown(schemas, body, "response")
        yield from missing(entry)


def missing(entry):
    """The description requires nothing of an entity; a reader needs these."""
    if entry["status"] != 200 or not isinstance(entry["response"], dict):
        return
    kind = (entry["operation"] or "").split("/")[0]
    if kind not in ("campaigns", "ad_groups", "ads", *ALONE):
        return
    answer = entry["response"]
    for index, item in enumerate(answer.get("items", [answer] if kind in ALONE else [])):
        row = item.get("data", item) if kind in ALONE or "exceptions" not in item else None
        for name in ("id", "status", "name") if row is not None else ():
            if name not in row:
                yield f"response.items[{index}].{name}: missing"


def main():
    record = Path(sys.argv[1])
    named = sys.argv[2] if len(sys.argv) > 2 else DESCRIPTION
    path = Path(named) if len(sys.argv) > 2 else ROOT / DESCRIPTION
    if not path.exists():
        print(f"skipped: {named} is missing")
        return 0
    description = Description(path)
    requests, answers, different = Counter(), Counter(), 0
    for number, line in enumerate(record.read_text().splitlines(), 1):
        entry = json.loads(line)
        called = f"{record.name}:{number}: {entry['method']} {entry['path']}"
        operation, path = description.find(entry["method"], entry["path"].removeprefix("/v5"))
        if operation is None:
            found = ["not in the description"]
        else:
            name = operation.get("operationId")
            found = [*check_query(description, operation, path, entry)]
            found += check_body(description, operation, entry)
            requests[name] += 1
            # A fault or a quirk answers as the description does not, on purpose.
            if entry["status"] is not None and not entry.get("fault") and not entry.get("quirks"):
                found += check_response(description, operation, entry)
                answers[name] += 1
        for difference in found:
            different += 1
            print(f"{called}: {difference}")
    for name in sorted(requests):
        print(f"{name}: {requests[name]} requests, {answers[name]} answers")
    print(f"{requests.total()} requests and {answers.total()} answers held to the description, "
          f"{different} differences")
    return 1 if different or not requests else 0


if __name__ == "__main__":
    sys.exit(main())
