"""Customer lists as values, that scripts write into projects and compare with an account.

An audience has its people under `people`, as numbers; its file has an address for each.
"""
import base64
import hashlib
import pathlib
import re

ATTESTED = {"terms_accepted": True, "opt_outs_removed": True}


def audience(people, **fields):
    return {"type": "customer_list", "identifiers": "email", **ATTESTED, **fields,
            "people": list(people)}


def address(number):
    return f"person{number}.matrix@northwind.example"


def digest(number):
    return hashlib.sha256(address(number).encode()).hexdigest()


def written(project, folder):
    """The project as its YAML has it, once the files of its lists are written."""
    audiences = {}
    for key, fields in project["audiences"].items():
        fields = dict(fields)
        people = fields.pop("people", None)
        if people is not None:
            file = pathlib.Path(folder) / "lists" / f"{key}.csv"
            file.parent.mkdir(exist_ok=True)
            file.write_text("".join(f"{address(number)}\n" for number in people))
            fields["source"] = f"lists/{key}.csv"
        audiences[key] = fields
    return {**project, "audiences": audiences}


def people_digest(people):
    """What the emulator's admin API says of a list of these people."""
    lines = sorted({digest(number) for number in people})
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def complaints(project, emulator):
    """Which lists are not as declared, in words: those that a living audience is of, and the others."""
    declared = {fields.get("name", key): fields["people"]
                for key, fields in project.get("audiences", {}).items() if "people" in fields}
    lists = {row["id"]: row for row in emulator.ask("GET", "customer_lists")["items"]}
    found, used = [], {}
    for row in emulator.dump()["audiences"]:
        if row["audience_type"] == "CUSTOMER_LIST" and not row.get("_removed"):
            used.setdefault(row["name"], []).append(row["rule"]["customer_list_id"])
    for name, people in declared.items():
        ids = used.pop(name, [])
        if len(ids) != 1:
            found.append(f"{len(ids)} audiences of the list {name!r}")
            continue
        row = emulator.ask("GET", f"customer_lists/{ids[0]}")
        if row["digest"] != people_digest(people):
            found.append(f"on the list of {name!r} are {row['members']} people, not the "
                         f"{len(set(people))} of the file")
        del lists[ids[0]]
    found += [f"nobody declares the list {name!r}" for name in used]
    # A list that is given up stays in the account, and nobody is on it.
    found += [f"{row['members']} people are on the list {row['name']!r} that is given up"
              for row in lists.values() if row["members"]]
    return found


def traces(project):
    """What of people must be nowhere but in the files of lists."""
    numbers = {number for fields in project.get("audiences", {}).values()
               for number in fields.get("people", [])}
    for number in sorted(numbers)[::7]:
        raw = hashlib.sha256(address(number).encode()).digest()
        yield address(number).encode()
        yield from (raw, raw.hex().encode(), base64.b64encode(raw).rstrip(b"="))


def comparable(tree):
    """An account's tree, in which lists go by who is on them: a list keeps the name that it was made with,
    and one that is given up stays without anybody."""
    for audience_ in tree["audiences"]:
        audience_.get("rule", {}).pop("customer_list_id", None)
    tree["customer_lists"] = sorted(
        (row["members"], row["members_digest"]) for row in tree["customer_lists"] if row["members"])
    return tree


def unmarked(text):
    """A dump's text without the marks that the names of lists have."""
    return re.sub(r" \(pinplan [0-9a-f]{16}\)", "", text)
