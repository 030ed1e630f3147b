"""What two trackers left behind, held against each other: stores and topics."""
import collections
import hashlib
import sqlite3

from records import Reader

# How far each has read of the tasks that trackers wrote themselves depends on when it looked.
QUERIES = {"offsets": "SELECT * FROM {0}.offsets WHERE topic LIKE 'progress.%'"}


def compare_stores(one, two):
    """Differences, and how many rows were compared by table. What is to be sent is compared as it was sent."""
    store = sqlite3.connect(":memory:")
    store.execute("ATTACH ? AS one", (one,))
    store.execute("ATTACH ? AS two", (two,))
    names = "SELECT name FROM one.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    differences, counts = [], {}
    for (name,) in store.execute(names).fetchall():
        query = QUERIES.get(name, f"SELECT * FROM {{0}}.{name}")
        counts[name] = count(store, query.format("one"))
        for here, there in (("one", "two"), ("two", "one")):
            lacking = count(store, f"{query.format(here)} EXCEPT {query.format(there)}")
            if lacking:
                differences.append(f"{name}: {lacking} rows of store {here} are not in {there}")
    for name in ("one", "two"):
        waiting = count(store, f"SELECT * FROM {name}.outbox")
        if waiting:
            differences.append(f"outbox of store {name}: {waiting} records were not sent")
    store.close()
    return differences, counts


def count(store, query):
    return store.execute(f"SELECT count(*) FROM ({query})").fetchone()[0]


class Sent:
    """What each of two trackers has sent: the ids by topic, with how often, and of each case the last state."""

    DEAD = tuple(f"__connect.errors.{name}" for name in ("topic", "partition", "offset", "exception.class.name"))

    def __init__(self, broker, channel, departments):
        self.reader = Reader(broker)
        self.topics = [f"results.{channel}", "escalations", "dead.progress", *[f"tasks.{name}" for name in departments]]
        self.next = collections.defaultdict(int)
        self.ids = {"first": {}, "second": {}}
        self.states = {"first": {}, "second": {}}
        self.cut = set()

    def skip(self):
        """What is there already was sent by others."""
        for topic in [*self.topics, "cases"]:
            for _ in self.records(topic):
                pass

    def take(self, run):
        """What is there now and was not before was sent by this run."""
        for topic in self.topics:
            names = self.DEAD if topic.startswith("dead.") else ("ce_id",)
            self.ids[run][topic] = collections.Counter(
                tuple(record.headers.values()) for record in self.records(topic, names))
        for record in self.records("cases"):
            self.states[run][int(record.key)] = digest(record.value)

    def records(self, topic, names=()):
        beginning = self.reader.beginning(topic)
        if beginning is None:
            return
        if beginning > self.next[topic]:
            self.cut.add(topic)
        for record in self.reader.records(topic, max(self.next[topic], beginning), headers=names):
            self.next[topic] = record.offset + 1
            yield record

    def compare(self, one, two):
        """Differences."""
        differences, lines = [], []
        for topic in self.topics:
            first, second = self.ids["first"][topic], self.ids["second"][topic]
            repeats = [ids.total() - len(ids) for ids in (first, second)]
            lines.append(f"{topic}: {len(first)} and {len(second)} ids, {repeats[0]} and {repeats[1]} repeats")
            if topic in self.cut:
                lines[-1] += "; the broker has dropped the oldest: not compared"
                continue
            if repeats[0]:
                differences.append(f"{topic}: {repeats[0]} ids were sent twice, though nobody disturbed the first")
            if set(first) != set(second):
                only = len(first.keys() - second.keys()), len(second.keys() - first.keys())
                differences.append(f"{topic}: {only[0]} ids were sent by the first only, {only[1]} by the second only")
        for run, path in (("first", one), ("second", two)):
            wrong, lacking = self.compare_states(self.states[run], path)
            lines.append(f"cases of the {run}: the last states of {len(self.states[run])} cases")
            if wrong or (lacking and "cases" not in self.cut):
                differences.append(f"cases of the {run}: {wrong} differ from the store, {lacking} were not sent")
        print(*lines, sep="\n", flush=True)
        return differences

    def compare_states(self, states, path):
        store = sqlite3.connect(path)
        wrong = lacking = 0
        for number, body in store.execute("SELECT number, json FROM bodies"):
            if number not in states:
                lacking += 1
            elif states[number] != digest(body):
                wrong += 1
        store.close()
        return wrong, lacking


def digest(value):
    return hashlib.blake2b(value, digest_size=16).digest()
