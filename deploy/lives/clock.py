"""One clock of a case: starts once, stands still in pauses, stops when what it measures is done."""
import copy

from worktime import elapsed


class Clock:
    def __init__(self, start, limit, calendars):
        self.start, self.limit, self.calendars = start, limit, calendars
        self.pauses, self.extensions = [], []
        self.paused = None  # (since, planned end)
        self.stopped = None
        self.counted, self.counts_from = start, start  # where the limit is counted from, after a change of calendar
        self.fixed = None

    def copy(self):
        other = copy.copy(self)
        other.pauses, other.extensions = list(self.pauses), list(self.extensions)
        return other

    @property
    def calendar(self):
        return self.calendars[self.limit[1]]

    def all_pauses(self, until=None):
        pauses = list(self.pauses)
        if self.paused:
            pauses.append((self.paused[0], self.paused[1] if until is None else until))
        return merged(pauses)

    @property
    def due(self):
        if self.limit is None:
            return None
        if self.stopped is not None:
            return self.fixed
        pauses = [(max(a, self.counts_from), b) for a, b in self.all_pauses() if b > self.counts_from]
        due = self.calendar.due(self.limit[0], self.counted, pauses)
        for days in self.extensions:
            # A working day that ends at midnight is the day before.
            due = self.calendar.due(f"{days} working days", due - 1, pauses)
        return due

    def pause(self, at, until):
        if self.stopped is None:
            self.paused = (self.paused[0] if self.paused else at, until)

    def run(self, at):
        if self.paused:
            self.pauses.append((self.paused[0], at))
            self.paused = None

    def stop(self, at):
        if self.stopped is None:
            self.run(at)
            self.fixed = self.due
            self.stopped = at

    def restart(self, at):
        """It was not done after all: the time in between is nobody's."""
        self.pauses.append((self.stopped, at))
        self.stopped = None

    def change(self, limit, at):
        """Another limit; the time used stays."""
        if self.stopped is not None or limit == self.limit:
            return
        if self.limit and limit and kind(self.limit) != kind(limit):
            used = self.used(at)
            self.limit = limit
            self.counted, self.counts_from = self.before(used, at), at
        self.limit = limit

    def used(self, at):
        pauses = [(max(a, self.counts_from), b) for a, b in self.all_pauses() if b > self.counts_from]
        if "working" in self.limit[0]:
            return self.calendar.working(self.counted, at, pauses)
        return elapsed(self.counted, at, pauses)

    def before(self, used, at):
        """From when on so much time has passed until now."""
        if "working" not in self.limit[0] or used <= 0:
            return at - max(0, used)
        low, high = 0, at
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.calendar.working(middle, at) >= used else (low, middle - 1)
        return low

    def working(self, end):
        calendar = self.calendar if self.limit else None
        return calendar and calendar.working(self.start, end, self.all_pauses(end))

    def elapsed(self, end):
        return elapsed(self.start, end, self.all_pauses(end))


def kind(limit):
    return limit[1], "working" in limit[0]


def merged(pauses):
    """Pauses in order, those that touch as one."""
    result = []
    for first, last in sorted(pause for pause in pauses if pause[0] < pause[1]):
        if result and first <= result[-1][1]:
            result[-1] = (result[-1][0], max(last, result[-1][1]))
        else:
            result.append((first, last))
    return result
