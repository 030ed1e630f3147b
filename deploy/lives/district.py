"""A broker with made-up lives on it, for programs that let trackers work them off."""
import gzip
import itertools
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
END = "2030-01-01T00:00:00Z"  # when time alone has done all that it will do
CHANNEL = "hotline"


def say(text):
    print(text, file=sys.stderr, flush=True)


def add_options(parser, lives):
    """What is asked of every such program."""
    parser.add_argument("--lives", type=int, default=lives, help=f"how many reports (default: {lives})")
    parser.add_argument("--days", type=int, default=365, help="over how many days reports are spread (default: 365)")
    parser.add_argument("--seed", type=int, default=1, help="the same number gives the same lives (default: 1)")
    parser.add_argument("--broker", help="HOST:PORT of a broker; without it, the embedded one is started")
    parser.add_argument("--texts", help="JSON lines, .gz or not, whose `text` is reported instead, over and over")


class District:
    """A broker, and lives that were published on it."""

    def __init__(self, arguments, folder):
        self.arguments, self.folder, self.process = arguments, folder, None
        self.program = os.environ.get("QIAOMEN") or os.path.join(HERE, "..", "..", ".build", "release", "qiaomen")
        self.environment = dict(os.environ)
        if arguments.broker:
            self.environment["QIAOMEN_BROKER"] = arguments.broker
            self.run("topics", "create", "--partitions", "1")
        else:
            self.process = subprocess.Popen(
                [self.program, "broker", "--partitions", "1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                text=True)
            self.environment["QIAOMEN_BROKER"] = self.process.stdout.readline().strip()
        self.broker = self.environment["QIAOMEN_BROKER"]

    def close(self):
        if self.process:
            self.process.kill()
            self.process.wait()

    def run(self, *words, may_fail=False):
        """What it prints; raises if it fails."""
        ended = subprocess.run([self.program, *words], env=self.environment, capture_output=True, text=True)
        if ended.returncode and not may_fail:
            raise SystemExit(f"qiaomen {' '.join(words)}: {ended.stdout[-500:]}{ended.stderr[-500:]}")
        return ended.stdout

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def files(self, prefix):
        """The files of the folder, by what stands between prefix and extension."""
        names = sorted(name for name in os.listdir(self.folder) if name.startswith(prefix))
        return {name[len(prefix):-len(".jsonl")]: self.path(name) for name in names}

    def publish(self):
        chosen = self.arguments
        same = ["--seed", str(chosen.seed)]
        scale = ["--reports", str(chosen.lives), "--days", str(chosen.days), "--channel", CHANNEL]
        self.run("simulate", *same, *scale, self.folder)
        reports = self.path(f"reports.{CHANNEL}.jsonl")
        if chosen.texts:
            replace_texts(reports, chosen.texts)
        self.run("publish", "--channel", CHANNEL, "--timestamps", "message", reports)
        say("ingested: " + self.run("ingest", "--drain", "--lanes", "1").strip())
        self.departments = list(self.files("progress."))
        for department in self.departments:
            with open(self.path(f"tasks.{department}.jsonl"), "w", encoding="utf-8") as file:
                file.write(self.run("tasks", "--department", department, "--format", "json"))
        if chosen.texts:
            tasks = [["--tasks", path] for path in self.files("tasks.").values()]
            self.run("simulate", *same, *itertools.chain(*tasks), self.folder)
        for department, path in self.files("progress.").items():
            send = ["progress", "--department", department, "--as-is", "--timestamps", "message", "--from"]
            say(f"progress.{department}: " + self.run(*send, path).strip())
            self.mark_end(send)

    def mark_end(self, send):
        """One more record by itself, which is no event. Some brokers say that a topic ends where its last batch begins;
        a tracker that is told so would let time pass before it has read the last events."""
        path = self.path("end")
        with open(path, "w", encoding="utf-8") as file:
            file.write("end\n")
        self.run(*send, path)

    def track(self, store, **environment):
        """A tracker that works all off; its summary goes to `store`.json."""
        with open(self.path(f"{store}.json"), "w") as summary, open(self.path(f"{store}.log"), "a") as log:
            return subprocess.Popen(
                [self.program, "track", "--drain", "--as-of", END, "--store", "sqlite:" + self.path(store)],
                env=self.environment | environment, stdout=summary, stderr=log)

    def summary(self, store):
        """What the last tracker of a store said at its end."""
        with open(self.path(f"{store}.json"), encoding="utf-8") as file:
            return json.load(file)


def replace_texts(path, texts):
    opened = gzip.open(texts, "rt", encoding="utf-8") if texts.endswith(".gz") else open(texts, encoding="utf-8")
    with opened:
        lines = [json.loads(line)["text"] for line in opened]
    with open(path, encoding="utf-8") as file:
        reports = [json.loads(line) for line in file]
    with open(path, "w", encoding="utf-8") as file:
        for report, text in zip(reports, itertools.cycle(lines)):
            report.pop("title", None)
            file.write(json.dumps(report | {"text": text}, ensure_ascii=False) + "\n")
