"""A district that runs by itself: the program with an embedded broker, its users and a key for Open311."""
from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass, field

PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class User:
    """Somebody who may sign in, and the page where their day begins."""

    name: str
    scope: tuple[str, ...]
    home: str


USERS = {
    "department": User("zhujian", ("--role", "department", "--department", "housing"), "/departments/housing"),
    "desk": User("desk", ("--role", "desk"), "/desk"),
    "hotline": User("hotline", ("--role", "hotline", "--channel", "open311", "--channel", "hotline"), "/hotline"),
    "grid": User("grid", ("--role", "grid", "--community", "yunxing"), "/grid"),
    "manager": User("manager", ("--role", "manager",), "/figures"),
}


@dataclass
class District:
    """The running program."""

    program: str = os.environ.get("QIAOMEN", "qiaomen")
    folder: tempfile.TemporaryDirectory[str] = field(default_factory=tempfile.TemporaryDirectory)
    origin: str = ""

    def start(self) -> None:
        self.log = os.path.join(self.folder.name, "log")
        for user in USERS.values():
            self.run("keys", "user", user.name, *user.scope, "--access", self.path("access.json"), feed=PASSWORD + "\n")
        scope = ("--role", "hotline", "--channel", "open311", "--name", "browser tests")
        self.key = self.run("keys", "create", *scope, "--access", self.path("access.json")).split()[0]
        with open(self.log, "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [self.program, "run", "--broker", "embedded", "--store", "sqlite:" + self.path("cases.db"), "--access",
                 self.path("access.json"), "--listen", "127.0.0.1:0", "--audit", self.path("audit.jsonl")],
                stderr=log, cwd=self.folder.name)
        self.origin = self.wait_for("its address", lambda: self.said(" serving ")).rstrip("/")
        self.wait_for("/readyz", self.is_ready)

    def stop(self) -> None:
        self.process.terminate()
        try:
            status = self.process.wait(30)
        finally:
            self.process.kill()
            self.folder.cleanup()
        assert status == 0, f"qiaomen run ended with {status}"

    def path(self, name: str) -> str:
        return os.path.join(self.folder.name, name)

    def run(self, *words: str, feed: str = "") -> str:
        ended = subprocess.run([self.program, *words], input=feed, capture_output=True, text=True)
        assert ended.returncode == 0, f"qiaomen {' '.join(words)}: {ended.stderr}"
        return ended.stdout

    def file(self, text: str, service: str = "sewage.help", community: str = "yunxing", **more: str) -> str:
        """Files a request by Open311; the number of its case, as pages show it."""
        fields = {"service_code": service, "description": text, "address_id": community} | more
        request = urllib.request.Request(
            f"{self.origin}/open311/v2/requests.json", data=urllib.parse.urlencode(fields).encode(),
            headers={"Authorization": f"Bearer {self.key}"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            number = json.load(answer)[0]["service_request_id"]
        return " ".join(number[start:start + 4] for start in range(0, 16, 4))

    def publish(self, channel: str, report: dict) -> None:
        """Puts a report on its channel's topic, as a hotline's own system does."""
        self.run("publish", "--channel", channel, "--broker", self.said("broker at "),
                 feed=json.dumps(report, ensure_ascii=False) + "\n")

    def said(self, words: str) -> str:
        """What follows these words in the program's log; empty if it has not said them."""
        with open(self.log, encoding="utf-8") as log:
            return next((line.split(words)[1].split()[0] for line in log if words in line), "")

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(self.origin + "/readyz", timeout=5):
                return True
        except OSError:
            return False

    def wait_for(self, what, condition):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if found := condition():
                return found
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        with open(self.log, encoding="utf-8") as log:
            raise AssertionError(f"not within 60 s: {what}\n{log.read()[-3000:]}")
