"""What a district file says of calendars and limits. It reads the few forms in which the shipped one writes them."""
import re

from worktime import Calendar

KINDS = ("dispatch", "accept", "contact", "resolve", "redo", "answer")


def items(text):
    return [word.strip() for word in text.strip("[] ").split(",") if word.strip()]


def section(lines, name):
    """The lines of a top-level section, without comments."""
    inside = False
    for line in lines:
        line = line.split(" #")[0].rstrip()
        if line and not line[0].isspace() and not line.startswith("#"):
            inside = line == f"{name}:"
        elif inside and line.strip() and not line.strip().startswith("#"):
            yield line


class Policy:
    # DESIGN's rules for the life of a case.
    return_within, max_returns, reopen_within, close_after = "1 working day", 2, "30 days", "7 working days"
    max_redo, extensions_by_desk, backdating, ahead = 2, 1, 30 * 60_000, 5 * 60_000

    def __init__(self, path, holidays):
        lines = open(path, encoding="utf-8").read().split("\n")
        self.own = next(line.split(":")[1].strip() for line in lines if line.startswith("calendar:"))
        self.calendars = {}
        for line in section(lines, "calendars"):
            name = re.search(r"id: ([\w-]+)", line)[1]
            windows = [
                tuple(int(h) * 60 + int(m) for h, m in (end.split(":") for end in span.split("-")))
                for span in items(re.search(r"\[(.*)\]", line)[1])
            ]
            every_day = "everyDay" in line
            self.calendars[name] = Calendar(windows, every_day, *(holidays if "holidays: china" in line else ()))
        self.departments = [
            (re.search(r"id: ([\w-]+)", line)[1], "kind: desk" in line) for line in section(lines, "departments")
        ]
        self.desk = next(name for name, is_desk in self.departments if is_desk)
        self.departments = {name for name, _ in self.departments}
        self.rules = []
        for line in section(lines, "limits"):
            if line.strip().startswith("- "):
                self.rules.append({})
            name, _, value = line.strip(" -").partition(":")
            self.rules[-1][name] = value.strip()

    def limits(self, area, kind, urgency):
        """Of each kind of limit the first rule that matches and gives one: (limit, calendar)."""
        found = {}
        for rule in self.rules:
            conditions = (("areas", area), ("kinds", kind), ("urgencies", urgency))
            if all(value in items(rule[name]) for name, value in conditions if name in rule):
                for name in KINDS:
                    if name in rule:
                        found.setdefault(name, (rule[name], rule.get("calendar", self.own)))
        return found

    def due(self, limit, start):
        """The end of one of the rules' own limits."""
        return self.calendars[self.own].due(limit, start)
