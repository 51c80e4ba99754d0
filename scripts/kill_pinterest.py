#!/usr/bin/env python3
"""Kills applies to an account that commits late, runs them again at once, and looks for doubles.

    kill_pinterest.py PINPLAN EMULATOR [--kills N] [--jobs N] [--seed N] [--late MS]

Every write of the account commits up to 3 s after it came, also when nobody waits for it any more.
An apply is killed (SIGKILL) after some of its writes or after some time, and is run again **at
once**, until one ends. Then the account has to be as declared, with nothing twice, and the plan has
to be empty; and the project changes: of every kind of resource some are created, changed, renamed
(also to each other's names), paused, archived and declared again, and people come to customer lists and go from them in uploads of
25. In the end the account has to
equal one that had the last project applied alone. Everything is drawn from the seed; only the moments
are the machine's. The jobs have an account each, as they mostly wait.
"""
import argparse
import copy
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

import ad_project
import emulator
import list_project

# No apply takes as long, whatever it waits for.
LONGEST = 120


class Editor:
    """Changes a project at random, to another one that is valid."""

    def __init__(self, dice):
        self.dice = dice
        self.number = 100

    def next(self):
        self.number += 1
        return self.number

    def edited(self, project):
        before, project = project, copy.deepcopy(project)
        for edit in self.dice.sample(self.edits, self.dice.randint(3, 6)):
            edit(self, project)
        # What is paused gets no new ads (`ad.campaign_not_running`), also by an apply that was killed
        # between the two.
        for key, campaign in project["campaigns"].items():
            if self.ads(campaign) - self.ads(before["campaigns"].get(key, {"ad_groups": {}})):
                campaign["status"] = "active"
        return project

    def ads(self, campaign):
        return {(group, ad) for group in campaign["ad_groups"]
                for ad in campaign["ad_groups"][group]["ads"]}

    def campaign(self, project):
        return self.dice.choice(list(project["campaigns"].values()))

    def running(self, project):
        """An ad group that may get new ads: it runs, and so does its campaign."""
        groups = [group for campaign in project["campaigns"].values()
                  if campaign.get("status") != "paused"
                  for group in campaign["ad_groups"].values() if group.get("status") != "paused"]
        return self.dice.choice(groups)

    def group(self, project):
        return self.dice.choice(list(self.campaign(project)["ad_groups"].values()))

    def drop(self, mapping, least):
        if len(mapping) > least:
            del mapping[self.dice.choice(list(mapping))]

    def create_campaign(self, project):
        number = self.next()
        made = project["campaigns"][f"campaign-{number}"] = ad_project.campaign(number)
        for place in range(2):
            made["ad_groups"][f"group-{place}"] = ad_project.ad_group(self.next(), 2, 2)

    def archive_campaign(self, project):
        traffic = [key for key in project["campaigns"] if key != "films"]
        if len(traffic) > 2:
            del project["campaigns"][self.dice.choice(traffic)]

    def change_campaign(self, project):
        campaign = self.campaign(project)
        if "budget" in campaign:
            campaign["budget"]["daily"] = f"{self.dice.randint(60, 300)}.00"
        else:
            campaign["name"] = f"Films {self.next()}"

    def rename_campaign(self, project):
        self.campaign(project)["name"] = f"Renamed {self.next()}"

    def swap_names(self, project):
        groups = self.campaign(project)["ad_groups"]
        if len(groups) > 1:
            one, other = self.dice.sample(list(groups.values()), 2)
            one["name"], other["name"] = other["name"], one["name"]

    def pause_campaign(self, project):
        campaign = self.campaign(project)
        others = [other for other in project["campaigns"].values()
                  if other is not campaign and other.get("status") != "paused"]
        campaign["status"] = "active" if campaign.get("status") == "paused" or not others else "paused"

    def create_group(self, project):
        traffic = [campaign for key, campaign in project["campaigns"].items()
                   if key != "films" and campaign.get("status") != "paused"]
        if traffic:
            number = self.next()
            self.dice.choice(traffic)["ad_groups"][f"group-{number}"] = (
                ad_project.ad_group(number, 3, 2))

    def archive_group(self, project):
        self.drop(self.campaign(project)["ad_groups"], 1)

    def change_group(self, project):
        group = self.group(project)
        if "budget" in group:
            group["budget"]["daily"] = f"{self.dice.randint(20, 90)}.00"
        else:
            group["bid"] = f"0.{self.dice.randint(20, 99)}"
        group["targeting"]["ages"] = self.dice.sample(["25-34", "35-44", "45-49"], 2)

    def target_audience(self, project):
        targeting = self.group(project)["targeting"]
        if "audiences" not in targeting:
            targeting["audiences"] = {"include": [self.dice.choice(list(project["audiences"]))]}
        else:
            del targeting["audiences"]

    def change_audiences(self, project):
        audiences = project["audiences"]
        used = {key for campaign in project["campaigns"].values()
                for group in campaign["ad_groups"].values()
                for key in group["targeting"].get("audiences", {}).get("include", [])}
        seeds = {audience.get("seed") for audience in audiences.values()}
        spare = [key for key in audiences if key not in used and key not in seeds]
        if len(audiences) > 4 and spare:
            del audiences[spare[0]]
        elif len(audiences) > 3 and self.dice.random() < 0.5:
            audiences[self.dice.choice(list(audiences))]["name"] = f"Renamed {self.next()}"
        else:
            number = self.next()
            audiences[f"audience-{number}"] = {
                "type": "visitor", "tag": ad_project.TAG, "retention_days": 1 + number % 540}

    def change_lists(self, project):
        """Some come to a list and some go; sometimes another list is made, or one is given up."""
        audiences = project["audiences"]
        lists = [key for key in audiences if "people" in audiences[key]]
        if len(lists) < 2 or self.dice.random() < 0.2:
            number = self.next()
            audiences[f"list-{number}"] = list_project.audience(
                range(number, number + self.dice.randint(30, 130)), name=f"List {number}",
                sync=self.dice.choice(["delta", "delta", "replace"]))
            return
        people = audiences[self.dice.choice(lists)]["people"]
        for number in self.dice.sample(people, self.dice.randint(0, len(people) // 2)):
            people.remove(number)
        people += [number for number in range(self.next(), self.next() + 60) if number not in people]

    def rename_group(self, project):
        self.group(project)["name"] = f"Renamed {self.next()}"

    def change_keywords(self, project):
        words = self.group(project)["keywords"]
        if len(words) > 1:
            words.pop(self.dice.randrange(len(words)))
        # The same text again is a keyword of its own once the first is archived.
        text = f"word {self.next()}" if self.dice.random() < 0.5 else "again"
        if all(word["text"] != text for word in words):
            words.append({"text": text, "match": self.dice.choice(["phrase", "exact"])})

    def create_ad(self, project):
        group = self.running(project)
        video = "budget" in group
        number = self.next()
        group["ads"][f"ad-{number}"] = {
            "pin": ad_project.VIDEO_PIN if video else self.dice.choice(emulator.PINS),
            "destination_url": f"https://shop.example/{number}"}

    def archive_ad(self, project):
        self.drop(self.group(project)["ads"], 1)

    def change_ad(self, project):
        ad = self.dice.choice(list(self.group(project)["ads"].values()))
        number = self.next()
        if self.dice.random() < 0.5:
            ad["name"] = f"Renamed ad {number}"
        else:
            ad["destination_url"] = f"https://shop.example/{number}"
        ad["status"] = self.dice.choice(["active", "paused"])

    edits = [create_campaign, archive_campaign, change_campaign, rename_campaign, swap_names,
             pause_campaign, create_group, archive_group, change_group, target_audience,
             change_audiences, change_lists, change_lists, rename_group, change_keywords, create_ad, archive_ad, change_ad]


class Killer:
    """One account and project, killed until enough kills have hit."""

    def __init__(self, binary, emulator_binary, folder, seed, late):
        self.binary, self.folder, self.late = binary, folder, late
        self.name = folder.name
        self.dice = random.Random(seed)
        self.emulator = emulator.Emulator(emulator_binary)
        self.emulator.fault(kind="commits_late", match={"category": "ads_write"}, times="always",
                            up_to_ms=late, seed=seed)
        # A request may take longer than a commit may be late.
        self.environment = {
            **os.environ, **self.emulator.environment,
            "PINPLAN_REQUEST_TIMEOUT": str(-(-late // 1000) + 1), "PINPLAN_SETTLING_TIME": "1"}
        self.editor = Editor(self.dice)
        self.project = ad_project.project(campaigns=2, ad_groups=2, keywords=3, ads=2)
        self.project["audiences"]["customers"] = list_project.audience(range(130), name="Customers")
        self.kills = self.applies = self.rounds = 0
        self.runs = []

    def start(self, *words):
        return subprocess.Popen(
            [self.binary, *words], env=self.environment, cwd=self.folder, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def finish(self, process, words):
        try:
            text = process.communicate(timeout=LONGEST)[0]
        except subprocess.TimeoutExpired:
            process.kill()
            text = process.communicate()[0] + f"\nIT DID NOT END IN {LONGEST} s"
        self.runs = [*self.runs[-5:], f"$ pinplan {words} -> {process.returncode}\n{text[-2500:]}"]
        return process.returncode

    def run(self, kills):
        ad_project.write(self.project, self.folder)
        while self.kills < kills:
            self.round(kills)
            self.project = self.editor.edited(self.project)
            ad_project.write(self.project, self.folder)
        # The last project meets no kill, and what it gives is what an apply alone gives.
        self.round(kills)
        self.expect_alike()

    def round(self, kills):
        """Applies until one ends, and then demands what has to be."""
        self.rounds += 1
        while self.attempt(self.kills < kills) is None:
            pass
        self.emulator.wait_for_rest()
        found = (ad_project.complaints(self.project, self.emulator.dump())
                 + list_project.complaints(self.project, self.emulator))
        status = self.finish(self.start("plan", "--detailed-exitcode"), "plan")
        if status:
            found.append(f"the plan is not empty, it ended with {status}")
        if found:
            raise AssertionError(f"after {self.kills} kills, in round {self.rounds}:\n"
                                 + "\n".join(found[:20]) + "\n" + "\n".join(self.runs))

    def attempt(self, may_kill):
        """Runs an apply; its exit status, or nothing when it was killed."""
        self.applies += 1
        writes = self.writes() + self.dice.randint(1, 6)
        by_writes, pause = self.dice.random() < 0.7, self.dice.uniform(0, 0.5)
        longest = self.dice.uniform(0, 4 * self.late / 1000)
        process = self.start("apply", "--auto-approve", "--upload-batch", "25")
        started = time.monotonic()
        while may_kill and process.poll() is None:
            if by_writes and self.writes() >= writes:
                time.sleep(pause)
                process.send_signal(signal.SIGKILL)
            if not by_writes and time.monotonic() - started > longest:
                process.send_signal(signal.SIGKILL)
            if time.monotonic() - started > LONGEST:
                break
            time.sleep(0.02)
        status = self.finish(process, "apply")
        if status == -signal.SIGKILL and may_kill:
            self.kills += 1
            return None
        if status:
            raise AssertionError(f"after {self.kills} kills an apply ended with {status}:\n"
                                 + "\n".join(self.runs))
        return status

    def writes(self):
        return self.emulator.ask("GET", "counters").get("category ads_write", 0)

    def expect_alike(self):
        """Holds what lives in the account to one that had the last project applied alone."""
        living = "dump?form=tree&status=ACTIVE&status=PAUSED"
        killed = list_project.comparable(self.emulator.ask("GET", living))
        self.emulator.clear_faults()
        self.emulator.reset()
        with tempfile.TemporaryDirectory() as folder:
            ad_project.write(self.project, folder)
            self.folder = folder
            if self.finish(self.start("apply", "--auto-approve"), "apply"):
                raise AssertionError("an apply left alone failed:\n" + self.runs[-1])
        if list_project.comparable(self.emulator.ask("GET", living)) != killed:
            raise AssertionError("the account differs from that of an apply left alone")


def main():
    words = argparse.ArgumentParser()
    words.add_argument("pinplan")
    words.add_argument("emulator")
    words.add_argument("--kills", type=int, default=200)
    words.add_argument("--jobs", type=int, default=8)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--late", type=int, default=3000, help="milliseconds")
    options = words.parse_args()
    binary = str(pathlib.Path(options.pinplan).resolve())
    print(f"{options.kills} kills, {options.jobs} jobs, writes commit up to {options.late} ms late, "
          f"seed {options.seed}", flush=True)
    started = time.monotonic()
    killers, failures = [], []

    def work(killer, kills):
        try:
            killer.run(kills)
        except Exception as error:  # Whatever it was, it is a failure.
            failures.append(f"{killer.name}: {error}")

    with tempfile.TemporaryDirectory() as parent:
        try:
            threads = []
            for number in range(options.jobs):
                folder = pathlib.Path(parent) / f"job-{number}"
                folder.mkdir()
                killers.append(Killer(binary, options.emulator, folder,
                                      options.seed * 1000 + number, options.late))
                share = options.kills // options.jobs + (number < options.kills % options.jobs)
                threads.append(threading.Thread(target=work, args=(killers[-1], share)))
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            for killer in killers:
                killer.emulator.__exit__()
    if failures:
        print("\n\n".join(failures))
    kills, applies, rounds = (sum(getattr(killer, name) for killer in killers)
                              for name in ("kills", "applies", "rounds"))
    print(f"{kills} kills in {applies} applies of {rounds} projects in "
          f"{time.monotonic() - started:.0f} s: "
          + (f"{len(failures)} of {options.jobs} accounts are wrong" if failures else
             "nothing twice, nothing lost, every plan empty"))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
