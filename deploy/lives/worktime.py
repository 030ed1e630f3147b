"""Working time, counted day by day: slow, plain, and by nobody else's code.

All instants are whole milliseconds since 1970. One zone without changes of clocks is all that is known here.
"""
import bisect
import datetime
import re

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
UTC_OFFSET = 8 * HOUR  # Asia/Shanghai
FIRST, LAST = datetime.date(2020, 1, 1), datetime.date(2032, 12, 31)


def read_time(text):
    """An RFC 3339 time as milliseconds."""
    text = text.replace("Z", "+00:00")
    whole, fraction, offset = re.fullmatch(r"(.{19})(?:\.(\d+))?([+-]\d\d:\d\d)", text).groups()
    seconds = datetime.datetime.fromisoformat(whole + offset).timestamp()
    return round(seconds) * 1000 + int(((fraction or "") + "000")[:3])


def midnight(date):
    return (date - datetime.date(1970, 1, 1)).days * DAY - UTC_OFFSET


def date_of(instant):
    return datetime.date(1970, 1, 1) + datetime.timedelta(days=(instant + UTC_OFFSET) // DAY)


def read_holidays(path):
    """Days that are off, and weekend days that are worked."""
    off, work = set(), set()
    for line in open(path, encoding="utf-8"):
        words = line.split()
        if not words or not words[0].isdigit():
            continue
        kind = None
        for word in words[1:]:
            if word in ("off", "work"):
                kind = off if word == "off" else work
                continue
            first, _, last = word.partition("..")
            day = datetime.date.fromisoformat(f"{words[0]}-{first}")
            while day <= datetime.date.fromisoformat(f"{words[0]}-{last or first}"):
                kind.add(day)
                day += datetime.timedelta(days=1)
    return off, work


class Calendar:
    """When work is done: windows of minutes after midnight on each working day."""

    def __init__(self, windows, every_day, off=frozenset(), work=frozenset()):
        self.opens, self.closes, self.before = [], [], [0]
        self.days = []  # (date, first opening, last close)
        day = FIRST
        while day <= LAST:
            if every_day or (day not in off and (day.weekday() < 5 or day in work)):
                start = midnight(day)
                for opening, close in windows:
                    self.opens.append(start + opening * MINUTE)
                    self.closes.append(start + close * MINUTE)
                    self.before.append(self.before[-1] + (close - opening) * MINUTE)
                self.days.append((day, start + windows[0][0] * MINUTE, start + windows[-1][1] * MINUTE))
            day += datetime.timedelta(days=1)
        self.dates = [day for day, _, _ in self.days]

    def passed(self, instant):
        """Working time from the beginning of all days until then."""
        index = bisect.bisect_right(self.opens, instant) - 1
        if index < 0:
            return 0
        return self.before[index] + min(instant, self.closes[index]) - self.opens[index]

    def working(self, start, end, pauses=()):
        return sum(self.passed(b) - self.passed(a) for a, b in pieces(start, end, pauses))

    def used_up(self, budget, start, pauses):
        """When so much working time has passed outside of pauses: at a close rather than at the next opening."""
        for first, last in pieces(start, midnight(LAST), pauses):
            there = self.passed(last) - self.passed(first)
            if there >= budget:
                wanted = self.passed(first) + budget
                index = bisect.bisect_left(self.before, wanted) - 1
                return self.opens[index] + wanted - self.before[index]
            budget -= there
        raise ValueError("no end")

    def end_of_days(self, count, start, pauses):
        """次日起算: the close of the count-th working day after the day of the start. A day whose whole work lies in a
        pause does not count, and no end lies inside a pause."""
        index = bisect.bisect_right(self.dates, date_of(start))
        while True:
            _, opening, close = self.days[index]
            if not any(first <= opening and close <= last for first, last in pauses):
                count -= 1
                if count <= 0 and not any(first < close < last for first, last in pauses):
                    return close
            index += 1

    def due(self, limit, start, pauses=()):
        number, unit = re.fullmatch(r"(\d+) (.*?)s?", limit).groups()
        number = int(number)
        if unit == "working day":
            return self.end_of_days(number, start, pauses)
        if unit.startswith("working "):
            return self.used_up(number * (HOUR if unit == "working hour" else MINUTE), start, pauses)
        budget = number * {"minute": MINUTE, "hour": HOUR, "day": DAY}[unit]
        for first, last in pieces(start, midnight(LAST), pauses):
            if last - first >= budget:
                return first + budget
            budget -= last - first
        raise ValueError("no end")


def pieces(start, end, pauses):
    """What is left of a stretch of time outside of pauses, in order."""
    at = start
    for first, last in sorted(pauses):
        if first >= end:
            break
        if first > at:
            yield at, first
        at = max(at, last)
    if at < end:
        yield at, end


def elapsed(start, end, pauses=()):
    return sum(b - a for a, b in pieces(start, end, pauses))
