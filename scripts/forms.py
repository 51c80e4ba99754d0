"""Reads the forms of `pinplan performance` and holds them to one another, number by number."""
import csv
import io
import json
import re

COUNTS = ("impressions", "pin_clicks", "outbound_clicks", "saves", "results")


class Difference(Exception):
    """What one form says and another does not."""


def expect(one, other, what):
    if one != other:
        raise Difference(f"{what}: {one!r} and {other!r}")


def raw(metrics):
    """Numbers as a table for programs has them."""
    return ["" if value is None else str(value) for value in metrics.values()]


def half_up(numerator, denominator):
    return (2 * numerator + denominator) // (2 * denominator)


def shown(metrics):
    """Numbers as people see them, from the document's: grouped, a rate as a percentage with two decimals."""
    cells = []
    for name, value in metrics.items():
        if value is None:
            cells.append("–")
        elif name == "ctr":
            share = half_up(metrics["pin_clicks"] * 10_000, metrics["impressions"])
            cells.append(f"{share // 100}.{share % 100:02} %")
        elif isinstance(value, int):
            cells.append(f"{value:,}")
        else:
            pence = half_up(micros(value), 10_000)
            cells.append(f"{pence // 100:,}.{pence % 100:02}")
    return cells


class Sum:
    """What the totals have to be."""

    def __init__(self):
        self.spend = 0
        self.counts = dict.fromkeys(COUNTS, 0)

    def add(self, metrics):
        self.spend += micros(metrics["spend"])
        for name in COUNTS:
            self.counts[name] += metrics[name] or 0

    def hold(self, totals):
        for name in COUNTS:
            expect(self.counts[name], totals[name], f"the sum of {name} and the total")
        expect(self.spend, micros(totals["spend"]), "the sum of spend and the total, in micros")


def micros(amount):
    whole, _, rest = amount.partition(".")
    return int(whole + rest.ljust(6, "0"))


def agree(paths):
    """Compares the five forms of one report in files; how many rows they have."""
    document = json.loads(paths["json"].read_bytes())
    rows, totals = document["rows"], document["totals"]
    total = Sum()
    for row in rows:
        total.add(row["metrics"])
    total.hold(totals)
    with open(paths["csv"], newline="") as file:
        table = csv.reader(file)
        names = next(table)
        at = names.index("spend")
        last = at + len(totals)
        expect(names[at:last], list(totals), "the CSV's columns and the document's")
        number = -1
        for number, fields in enumerate(table):
            row = rows[number]
            expect(fields[:2] + [fields[3]], [row["address"], row["id"], row["date"]], f"CSV row {number}")
            expect(fields[at:last], raw(row["metrics"]), f"CSV row {number}")
        expect(number + 1, len(rows), "the CSV's rows and the document's")
    expect_lines(paths["text"], lambda line: re.split("  +", line.strip()), rows, totals)
    expect_lines(paths["markdown"], lambda line: line.strip("|\n ").split(" | "), rows, totals)
    expect_page(paths["html"], rows, totals)
    return len(rows)


def expect_lines(path, cells, rows, totals):
    """Text or Markdown: rows begin with the address, and totals have a line each."""
    number, sums = 0, {}
    for line in open(path):
        found = [cell.replace("\\", "") for cell in cells(line)]
        if number < len(rows) and found[0] == rows[number]["address"]:
            row = rows[number]
            expect(found[1], row["date"], f"{path.name} row {number}")
            expect(found[-len(totals):], shown(row["metrics"]), f"{path.name} row {number}")
            number += 1
        elif len(found) == 2:
            sums[found[0].lower().replace(" ", "_")] = found[1]
    expect(number, len(rows), f"{path.name}: its rows and the document's")
    for name, value in zip(totals, shown(totals)):
        expect(sums.get(name), value, f"{path.name}: the total of {name}")


def expect_page(path, rows, totals):
    cell = re.compile(r'data-json="([a-z0-9_.]+)" data-value="([^"]*)">([^<\n]*)')
    expected = ((f"{place}.{name}", value, text)
                for place, metrics in [("totals", totals)] + [
                    (f"rows.{number}.metrics", row["metrics"]) for number, row in enumerate(rows)]
                for name, value, text in zip(metrics, raw(metrics), shown(metrics)))
    for line in open(path):
        for found in cell.findall(line):
            if found[0].startswith(("rows.", "totals.")):
                expect(found, next(expected, None), f"{path.name}")
    expect(next(expected, None), None, f"{path.name} and the document")


def objects(stream, start):
    """The objects of the first list of a document, one at a time; then what stands behind the list."""
    decoder = json.JSONDecoder()
    text = io.TextIOWrapper(stream, encoding="utf-8")
    rest = ""
    while start not in rest:
        rest += text.read(1 << 16)
    rest = rest[rest.index(start) + len(start):]
    while True:
        part = text.read(1 << 20)
        rest += part
        place = 0
        while True:
            if rest[place:place + 1] == ",":
                place += 1
            if rest[place:place + 1] == "]":
                yield None, rest[place + 1:] + text.read()
                return
            try:
                value, place = decoder.raw_decode(rest, place)
            except json.JSONDecodeError:
                break
            yield value, None
        rest = rest[place:]
        if not part:
            raise Difference("the document has no end")


def agree_by_day(table, document):
    """Compares CSV and JSON as they come, and the totals with the sum; how many rows they have."""
    fields = csv.reader(io.TextIOWrapper(table, encoding="utf-8", newline=""))
    at = next(fields).index("spend")
    total, number = Sum(), 0
    for row, behind in objects(document, '"rows":['):
        if row is None:
            break
        found = next(fields, None)
        metrics = row["metrics"]
        expect(found and found[:1] + found[3:4] + found[at:at + len(metrics)],
               [row["address"], row["date"], *raw(metrics)], f"row {number}")
        total.add(metrics)
        number += 1
    expect(next(fields, None), None, "rows of the CSV that the document has not")
    total.hold(json.loads("{" + behind.lstrip(","))["totals"])
    return number
