"""Starts pinterest-emulator for scripts, and speaks to its admin API."""
import json
import pathlib
import subprocess
import time
import urllib.request

ACCOUNT = "549755885175"
TOKEN = "pina_emulator"
PINS = ("813744226420795884", "813744226420795885", "813744226420795891")


class Emulator:
    """A running emulator; `environment` is what pinplan needs to reach it."""

    def __init__(self, binary, *options):
        self.process = subprocess.Popen(
            [binary, "--port", "0", "--rate-limits", "off", *options],
            stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        self.environment = {
            "PINPLAN_PINTEREST_URL": self.url, "PINTEREST_ACCESS_TOKEN": TOKEN}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{self.url}/_emulator/{path}", data=data, method=method,
            headers={"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def reset(self, seed=None):
        self.ask("POST", "reset", seed or {})

    def fault(self, **rule):
        self.ask("POST", "faults", rule)

    def clear_faults(self):
        self.ask("DELETE", "faults")

    def requests(self):
        return self.ask("GET", "requests")

    def hits(self):
        """How many requests the rules that are set have hit."""
        return sum(rule["hits"] for rule in self.ask("GET", "faults")["items"])

    def wait_for_rest(self):
        """Waits until everything that was asked for is carried out, and shown."""
        while not self.ask("GET", "pending")["at_rest"]:
            time.sleep(0.02)

    def dump(self):
        return self.ask("GET", "dump")

    def as_seed(self):
        """A seed of the account as it is, with the same ids."""
        rows = self.dump()
        for row in [row for kind in rows.values() for row in kind]:
            row.pop("summary_status", None)
            row["ad_account_id"] = ACCOUNT
        for row in rows["customer_lists"]:
            list_ = self.ask("GET", f"customer_lists/{row['id']}")
            members = self.ask("GET", f"customer_lists/{row['id']}/members")
            row.update(_list_type=list_["list_type"], _members=members["items"])
        return rows

    def tree(self):
        """The account without ids and times: two applies that did the same give the same."""
        return self.ask("GET", "dump?form=tree")


def write_project(folder, campaigns, ad_groups, keywords, ads, variant=0):
    """A project for target pinterest; returns how many resources it declares.

    Another variant has other budgets, bids and names under the same keys, so that all change.
    """
    folder = pathlib.Path(folder)
    (folder / "campaigns").mkdir(parents=True, exist_ok=True)
    (folder / "pinplan.yaml").write_text(
        "version: 1\n"
        f'account: {{ name: northwind-uk, country: GB, currency: GBP, ad_account_id: "{ACCOUNT}" }}\n'
        "target: pinterest\n")
    lines = ["campaigns:"]
    for campaign in range(campaigns):
        lines += [
            f"  campaign-{campaign}:", f"    name: Campaign {campaign}", "    objective: traffic",
            f"    budget: {{ daily: {100 + campaign + variant}.00 }}",
            "    schedule: { start: 2031-03-01 }", "    ad_groups:"]
        for group in range(ad_groups):
            number = campaign * ad_groups + group
            lines += [
                f"      group-{group}:", f"        name: Group {number}",
                f"        bid: 0.{30 + (number + variant) % 60}",
                "        targeting: { locations: [GB], ages: [25-34, 35-44], genders: [female] }"]
            if keywords:
                lines.append("        keywords:")
            lines += [f"          - word {number} {word}" for word in range(keywords)]
            if ads:
                lines.append("        ads:")
            for ad in range(ads):
                pin = PINS[ad % len(PINS)]
                # Every other ad has no name: ads are told apart by what they show and where to.
                name = f', name: "Ad {ad}"' if ad % 2 else ""
                lines.append(
                    f'          ad-{ad}: {{ pin: "{pin}"{name}, '
                    f'destination_url: "https://shop.example/{number}/{ad}?v={variant}" }}')
    (folder / "campaigns" / "all.yaml").write_text("\n".join(lines) + "\n")
    return campaigns * (1 + ad_groups * (1 + keywords + ads))
