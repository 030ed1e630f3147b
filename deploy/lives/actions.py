"""What each action asks for and does. Each takes the case, its event, the effective time and the parties of its author,
and says what merged cases are to do as well."""
from life import FOR_THE_ROOT, SUSPENDED, TABLE, URGENCIES, need
from worktime import read_time


def apply(case, event, topic, at, target):
    """Applies an event whose time is `at`; raises Refused."""
    action = event["action"]
    who, states = TABLE[action]
    parties = case.parties(topic, event.get("by"))
    need(who & parties, f"{action} is not for {topic}")
    need(case.state in states, f"{action} in state {case.state}")
    need(event.get("round") in (None, case.round.number), "another round")
    case.last = max(case.last, at)
    name = {"return": "give_back"}.get(action, action)
    return ACTIONS[name](case, event, at, parties, target) or []


def taken(case, at):
    case.round.accept.stop(at)
    if case.state == "assigned":
        case.state = "accepted"
    if case.suspension and case.suspension["back"] == "assigned":
        case.suspension["back"] = "accepted"


def accept(case, event, at, parties, target):
    taken(case, at)


def contact(case, event, at, parties, target):
    taken(case, at)
    case.round.contact.stop(at)


def start(case, event, at, parties, target):
    taken(case, at)
    case.state = "working"


def nothing(case, event, at, parties, target):
    pass


def request(case, event):
    need(all(other["action"] != event["action"] for other in case.requests.values()), "asked for already")
    case.requests[event["id"]] = event


def give_back(case, event, at, parties, target):
    need(case.holder != case.policy.desk, "the desk has nobody to return to")
    need(event["ground"] != "shared", "shared")
    need(case.returns < case.policy.max_returns, "dispatched finally")
    need(at <= case.policy.due(case.policy.return_within, case.round.at), "too late to return")
    request(case, event)


def suspend(case, event, at, parties, target):
    need(read_time(event["until"]) > at, "over already")
    request(case, event)


def extend(case, event, at, parties, target):
    need(case.round.clock.due is not None and at <= case.round.clock.due, "due already")
    request(case, event)


def decide(case, event, parties):
    need(event["ref"] in case.requests, "no such request")
    asked = case.requests[event["ref"]]
    is_managers = asked["action"] == "extend" and len(case.resident.extensions) >= case.policy.extensions_by_desk
    need(is_managers or "manager" not in parties, "for the desk to decide")
    return asked, is_managers


def grant(case, event, at, parties, target):
    asked, is_managers = decide(case, event, parties)
    need(not is_managers or "manager" in parties, "for a manager to decide")
    if asked["action"] == "return":
        need(case.returns < case.policy.max_returns, "dispatched finally")
        case.returns += 1
        case.end_round("returned", at)
        case.begin(case.policy.desk, at, False)
        return
    if asked["action"] == "suspend":
        until = read_time(asked["until"])
        need(until > at, "over already")
        back = case.suspension["back"] if case.suspension else case.state
        case.suspension = {"kind": asked["kind"], "until": until, "back": back}
        case.state = "suspended-" + asked["kind"]
        case.suspensions += 1
        case.ledgers += asked["kind"] == "ledger"
        for clock in case.running_clocks():
            clock.pause(at, until)
    else:
        case.extensions += 1
        case.resident.extensions.append(asked["workingDays"])
        case.round.clock.extensions.append(asked["workingDays"])
    case.requests.pop(event["ref"], None)


def refuse(case, event, at, parties, target):
    decide(case, event, parties)
    case.requests.pop(event["ref"])


def resume(case, event, at, parties, target):
    case.resume(at)


def resolve(case, event, at, parties, target):
    need((case.kind == "wish") == (event.get("answer") is not None), "a wish is answered, and only a wish")
    taken(case, at)
    case.end_round("resolved", at)
    case.resident.stop(at)
    case.state = "resolved"
    case.resolves.append((at, case.round.number))
    case.closes_at = case.policy.due(case.policy.close_after, at)


def assist(case, event, at, parties, target):
    due = event.get("dueBy")
    need(due is None or read_time(due) > at, "over already")
    for name in event["departments"]:
        need(name in case.policy.departments, "no such department")
        need(name != case.holder and name not in case.supporting, "has it already")
    for name in event["departments"]:
        case.supporting[name] = at


def assign(case, event, at, parties, target):
    need({event["to"], *event.get("supporting", [])} <= case.policy.departments, "no such department")
    need(event["to"] != case.holder, "has it already")
    case.end_round("dispatched" if case.holder == case.policy.desk else "reassigned", at)
    for name in event.get("supporting", []):
        if name != event["to"]:
            case.supporting.setdefault(name, at)
    case.begin(event["to"], at, False)


def change_terms(case, at):
    limits = case.limits()
    case.resident.change(limits.get("answer" if case.kind == "wish" else "resolve"), at)
    present = case.round
    kind = present.kind
    if kind not in ("dispatch", "redo"):
        kind = present.kind = "answer" if case.kind == "wish" else "resolve"
    plain = kind in ("resolve", "redo")
    present.accept.change(limits.get("accept") if plain else None, at)
    present.contact.change(limits.get("contact") if plain else None, at)
    present.clock.change(limits.get(kind), at)


def reclassify(case, event, at, parties, target):
    case.area, case.kind = event["area"], event.get("kind") or case.kind
    change_terms(case, at)


def set_urgency(case, event, at, parties, target):
    lowers = URGENCIES.index(event["urgency"]) < URGENCIES.index(case.urgency)
    need("desk" in parties or not lowers, "a department may only raise it")
    case.urgency = event["urgency"]
    change_terms(case, at)


def caller_of(case, event):
    caller = next((caller for caller in case.callers if caller.number == event["case"]), None)
    need(caller and not caller.withdrawn, "no such caller")
    return caller


def evaluate(case, event, at, parties, target):
    need(case.kind != "wish", "wishes are answered")
    caller, result = caller_of(case, event), len(case.resolves)
    need(result not in caller.spoke, "has spoken already")
    caller.asked.add(result)
    if not event["reached"]:
        return None
    caller.spoke.add(result)
    if event.get("resolved") == "no":
        return reopen(case, event, at, parties, target)
    if all(result in caller.spoke for caller in case.present() if caller.reachable):
        return case.end("evaluated", at)
    return None


def reopen(case, event, at, parties, target):
    was_closed, was_withdrawn = case.state == "closed", case.outcome == "withdrawn"
    if was_closed:
        need(at <= case.policy.due(case.policy.reopen_within, case.closed), "too late to reopen")
    is_final = not was_withdrawn and case.redos >= case.policy.max_redo
    if was_withdrawn:
        for caller in case.callers:
            caller.withdrawn = caller.withdrawn and caller.number != event["case"]
    else:
        case.redos += 1
    department = case.policy.desk if is_final else case.holder
    case.closed = case.outcome = case.closes_at = None
    case.resident.restart(at)
    case.begin(department, at, not was_withdrawn and department != case.policy.desk)
    return ["reopened"] if was_closed else []


def close(case, event, at, parties, target):
    result = len(case.resolves)
    asked = all(result in caller.asked for caller in case.present() if caller.reachable)
    need(asked or case.kind == "wish", "somebody has not been asked")
    return case.end("desk", at)


def withdraw(case, event, at, parties, target):
    caller_of(case, event).withdrawn = True
    if case.present():
        return []
    case.end_round("withdrawn", at)
    return case.end("withdrawn", at)


def urge(case, event, at, parties, target):
    case.urges += 1


def exclude(case, event, at, parties, target):
    case.exclusion = None if event["ground"] == "none" else event["ground"]


def supervise(case, event, at, parties, target):
    need(read_time(event["answerBy"]) > at, "over already")
    case.supervisions.append([event["id"], None])


def report(case, event, at, parties, target):
    ref = event.get("ref")
    for supervision in case.supervisions:
        if supervision[1] is None and ref in (None, supervision[0]):
            supervision[1] = at
            return
    need(False, "no such supervision")


def merge(case, event, at, parties, target):
    need(event["into"] != case.number, "its own target")
    need(target is not None and target.number == event["into"], "no such target")
    need(target.merged_into is None, "the target is merged")
    target_state = "closed" if target.closes_at is not None and target.closes_at < at else target.state
    need(target_state != "closed", "the target is closed")
    need((target.kind == "wish") == (case.kind == "wish"), "a wish and none")
    case.end_round("merged", at)
    case.state, case.merged_into = "merged", target.number


def absorb(root, child, at):
    """One case takes over another's callers, and its clock if that ends earlier."""
    at = max(at, root.last)
    follow = root.settle(at)
    root.last = at
    known = {caller.number for caller in root.callers}
    root.callers += [caller for caller in child.callers if caller.number not in known]
    root.urges += child.urges
    theirs, own = child.resident.due, root.resident.due
    if theirs is None or (own is not None and theirs >= own):
        return follow
    clock = child.resident.copy()
    clock.run(at)
    if root.suspension:
        clock.pause(at, root.suspension["until"])
    if root.resident.stopped is not None:
        if clock.start >= root.resident.stopped:
            return follow
        clock.stop(root.resident.stopped)
    root.resident = clock
    return follow


ACTIONS = {
    **{name: globals()[name] for name in TABLE if name in globals()},
    "give_back": give_back, "setUrgency": set_urgency,
    "assignTo": nothing, "arrive": nothing, "contribute": nothing,
}
assert FOR_THE_ROOT <= set(ACTIONS) and SUSPENDED
