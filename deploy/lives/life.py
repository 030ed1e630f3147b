"""The life of a case, from the table of actions: who, from where, to where, and what else is asked for."""
from clock import Clock
from worktime import read_time

OPEN = {"assigned", "accepted", "working", "suspended-waiting", "suspended-ledger"}
RUNNING = {"assigned", "accepted", "working"}
SUSPENDED = {"suspended-waiting", "suspended-ledger"}
LATER = OPEN | {"resolved"}

#        action        who                          from
TABLE = {
    "accept": ({"holder"}, {"assigned"}),
    "contact": ({"holder"}, OPEN),
    "start": ({"holder"}, RUNNING),
    "assignTo": ({"holder"}, OPEN),
    "return": ({"holder"}, RUNNING),
    "suspend": ({"holder"}, OPEN),
    "extend": ({"holder"}, OPEN),
    "resolve": ({"holder"}, OPEN),
    "report": ({"holder"}, LATER),
    "assist": ({"holder", "desk"}, OPEN),
    "arrive": ({"supporting"}, OPEN),
    "contribute": ({"supporting"}, OPEN),
    "resume": ({"holder", "desk"}, SUSPENDED),
    "setUrgency": ({"holder", "desk"}, OPEN),
    "grant": ({"desk", "manager"}, OPEN),
    "refuse": ({"desk", "manager"}, OPEN),
    "assign": ({"desk"}, OPEN),
    "reclassify": ({"desk"}, OPEN),
    "merge": ({"desk"}, OPEN),
    "close": ({"desk"}, {"resolved"}),
    "exclude": ({"desk"}, LATER | {"closed"}),
    "urge": ({"hotline"}, LATER),
    "evaluate": ({"hotline", "resident"}, {"resolved"}),
    "reopen": ({"hotline", "desk"}, {"resolved", "closed"}),
    "withdraw": ({"hotline", "resident"}, OPEN),
    "supervise": ({"manager"}, LATER),
}
FOR_THE_ROOT = {"urge", "evaluate", "reopen", "withdraw"}
URGENCIES = ("normal", "urgent", "emergency")


class Refused(Exception):
    pass


def need(condition, why):
    if not condition:
        raise Refused(why)


class Round:
    def __init__(self, number, department, kind, at, limits, calendars):
        self.number, self.department, self.kind, self.at = number, department, kind, at
        self.accept = Clock(at, limits.get("accept"), calendars)
        self.contact = Clock(at, limits.get("contact"), calendars)
        self.clock = Clock(at, limits.get(kind), calendars)
        self.ending = None

    def clocks(self):
        return [clock for clock in (self.accept, self.contact, self.clock) if clock.stopped is None]


class Caller:
    def __init__(self, number, reachable, reported, received, external):
        self.number, self.reachable, self.external = number, reachable, external
        self.reported, self.received = reported, received
        self.spoke, self.asked = set(), set()  # about which results
        self.withdrawn = False


class Case:
    def __init__(self, task, policy):
        self.policy, self.number = policy, task["case"]
        self.area, self.kind, self.urgency = task["area"], task["kind"], task["urgency"]
        report, at = task["report"], read_time(task["assignedAt"])
        external = report.get("externalDueAt")
        reported = read_time(report["reportedAt"])
        self.callers = [
            Caller(self.number, not (report.get("reporter") or {}).get("anonymous"), reported, at,
                   external and read_time(external))
        ]
        self.supporting = {name: None for name in task["supporting"]}
        self.state, self.last, self.suspension = "assigned", at, None
        self.requests, self.resolves, self.supervisions = {}, [], []
        self.returns = self.redos = self.urges = self.ledgers = self.suspensions = self.extensions = 0
        self.merged_into = self.closed = self.outcome = self.exclusion = self.closes_at = None
        self.events = 0
        limits = self.limits()
        self.resident = Clock(max(reported, at), limits.get("answer" if self.kind == "wish" else "resolve"),
                              policy.calendars)
        self.rounds = []
        self.begin(task["department"], at, False)

    def limits(self):
        return self.policy.limits(self.area, self.kind, self.urgency)

    @property
    def round(self):
        return self.rounds[-1]

    @property
    def holder(self):
        return self.round.department

    def present(self):
        return [caller for caller in self.callers if not caller.withdrawn]

    @property
    def promised(self):
        if self.merged_into:
            return None
        ends = [self.resident.due] + [caller.external for caller in self.present()]
        return min((end for end in ends if end is not None), default=None)

    def begin(self, department, at, is_redo):
        """A round begins."""
        self.supporting.pop(department, None)
        limits, desk = self.limits(), department == self.policy.desk
        kind = "dispatch" if desk else "answer" if self.kind == "wish" else "redo" if is_redo else "resolve"
        if kind in ("dispatch", "answer"):
            limits = {kind: limits.get(kind)}
        self.rounds.append(Round(len(self.rounds) + 1, department, kind, at, limits, self.policy.calendars))
        self.state = "assigned"

    def end_round(self, ending, at):
        if self.suspension:
            self.resume(at)
        self.requests = {}
        self.round.clock.stop(at)
        self.round.ending = ending

    def running_clocks(self):
        return self.round.clocks() + ([self.resident] if self.resident.stopped is None else [])

    def resume(self, at):
        self.state = self.suspension["back"]
        self.suspension = None
        for clock in self.running_clocks():
            clock.run(at)

    def settle(self, at):
        """What happens by itself until then."""
        if self.suspension and self.suspension["kind"] == "waiting" and self.suspension["until"] <= at:
            self.last = max(self.last, self.suspension["until"])
            self.resume(self.suspension["until"])
        if self.state == "resolved" and self.closes_at is not None and self.closes_at < at:
            self.last = self.closes_at
            return self.end("expired", self.closes_at)
        return []

    def end(self, outcome, at):
        self.state, self.closed, self.outcome, self.closes_at = "closed", at, outcome, None
        self.resident.stop(at)
        return ["closed"]

    def parties(self, topic, by):
        department = topic.removeprefix("progress.")
        speaker = (by or "").split(":")[0]
        if department == self.policy.desk and speaker in ("hotline", "resident", "manager"):
            return {speaker}
        parties = {"desk"} if department == self.policy.desk else set()
        if department == self.holder:
            parties.add("holder")
        if department in self.supporting:
            parties.add("supporting")
        return parties
