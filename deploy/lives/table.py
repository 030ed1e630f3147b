"""What became of all cases, as a table of words and numbers."""
import collections

from worktime import DAY, HOUR


def lines(world):
    """By state, what happened how often, and what each department was charged."""
    cases = list(world.cases.values())
    states = collections.Counter(case.state for case in cases)
    outcomes = collections.Counter(case.outcome for case in cases if case.outcome)
    yield "cases", len(cases)
    for name, number in [*states.most_common(), *((f"outcome {name}", n) for name, n in outcomes.most_common())]:
        yield f"  {name}", number
    rounds = [item for case in cases for item in case.rounds]
    endings = collections.Counter(item.ending or "open" for item in rounds)
    yield "rounds", len(rounds)
    for name, number in endings.most_common():
        yield f"  {name}", number
    yield "returns", sum(case.returns for case in cases)
    yield "redos", sum(case.redos for case in cases)
    yield "suspensions", sum(case.suspensions for case in cases)
    yield "  to a ledger", sum(case.ledgers for case in cases)
    yield "extensions", sum(case.extensions for case in cases)
    yield "urges", sum(case.urges for case in cases)
    charged = collections.defaultdict(lambda: [0, 0, 0])
    for item in rounds:
        end = item.clock.stopped
        if end is not None:
            for index, part in enumerate((1, item.clock.working(end), item.clock.elapsed(end))):
                charged[item.department][index] += part
    for name, (number, working, elapsed) in sorted(charged.items()):
        times = f"{working / HOUR:.1f} hours of work ({working} ms), {elapsed / DAY:.1f} days ({elapsed} ms)"
        yield f"charged to {name}", f"{number} rounds, {times}"


def show(world):
    for name, value in lines(world):
        print(f"{name:<24}{value}")
