import Hotline
import Store
import WorkTime

/// The same figures once more, the slow and obvious way: whole cases, one after another.
struct SlowFigures {
    let cases: [Case]
    let scope: FigureScope
    let calendars: Calendars
    private let byRound: Bool

    init(_ cases: [Case], _ scope: FigureScope, _ calendars: Calendars) {
        self.cases = cases
        self.scope = scope
        self.calendars = calendars
        byRound = scope.grouping == .department
    }

    private var end: Instant { min(scope.window.end, scope.asOf) }

    private func isInWindow(_ instant: Instant?) -> Bool {
        guard let instant else { return false }
        return scope.window.contains(instant) && instant < scope.asOf
    }

    private func key(_ state: Case, _ department: String?) -> String? {
        switch scope.grouping {
        case .department: department
        case .area: state.subject.area
        case .kind: state.subject.kind.rawValue
        case .community: state.subject.community
        case .street: state.subject.street
        case .channel: state.subject.channel
        case .whole, .week: nil
        }
    }

    /// Hit, miss, unanswered, or none of the figure's.
    enum Outcome { case hit, miss, unanswered, none }

    private typealias Entry = (case: Case, department: String?, outcome: Outcome)

    private func rates(_ entries: [Entry]) -> [String?: Rate] {
        var rates: [String?: Rate] = [:]
        for entry in entries where entry.outcome != .none {
            var tally = Rate.Tally()
            switch entry.outcome {
            case .hit: tally.hits = 1
            case .miss: tally.misses = 1
            default: tally.unanswered = 1
            }
            let rate = entry.case.exclusion.map { Rate(excluded: [$0: tally]) } ?? Rate(counted: tally)
            let key = key(entry.case, entry.department)
            rates[key] = (rates[key] ?? Rate()) + rate
        }
        return rates
    }

    private func outcome(_ isMet: Bool?) -> Outcome { isMet.map { $0 ? .hit : .miss } ?? .none }

    func rate(_ figure: RateFigure) -> [String?: Rate] {
        switch figure {
        case .acceptOnTime: rates(byRound ? roundSteps(\.accept) : firstSteps(\.accept))
        case .response: rates(byRound ? roundSteps(\.contact) : firstSteps(\.contact))
        case .resolveOnTime: rates(byRound ? roundEnds([.resolve, .redo]) : promises { $0 != .wish })
        case .dispatchOnTime: rates(roundEnds([.dispatch]))
        case .answerOnTime: rates(byRound ? roundEnds([.answer]) : promises { $0 == .wish })
        case .solvedFirst, .solvedFinal:
            rates(
                answers(first: figure == .solvedFirst) { evaluation in
                    switch evaluation.resolved {
                    case .yes: .hit
                    case .no: .miss
                    case .unanswered: .unanswered
                    }
                })
        case .satisfiedFirst, .satisfiedFinal: rates(satisfaction(3, first: figure == .satisfiedFirst))
        case .verySatisfiedFirst, .verySatisfiedFinal: rates(satisfaction(4, first: figure == .verySatisfiedFirst))
        default: rates(course(figure))
        }
    }
}

/// Deadlines.
extension SlowFigures {
    /// What passed before the clock stood still was missed then; what would come while it stands still has not come.
    private func isMet(_ clock: CaseClock, _ otherwise: Bool?) -> Bool? {
        guard let standstill = clock.standstill, let due = clock.due?.instant else { return otherwise }
        return due <= standstill.since && due < scope.asOf ? false : otherwise
    }

    private func roundSteps(_ step: KeyPath<Round, CaseClock>) -> [Entry] {
        cases.flatMap { state in
            state.asOf(scope.asOf, calendars).rounds.compactMap { round in
                let clock = round[keyPath: step]
                guard isInWindow(clock.due?.instant) else { return nil }
                let isAccept = step == \.accept
                let met = isAccept ? round.isAcceptMet(asOf: scope.asOf) : round.isContactMet(asOf: scope.asOf)
                return (state, round.department, outcome(isMet(clock, met)))
            }
        }
    }

    private func firstSteps(_ step: KeyPath<Round, CaseClock>) -> [Entry] {
        cases.compactMap { state in
            let rounds = state.asOf(scope.asOf, calendars).rounds
            guard let first = rounds.first(where: { $0[keyPath: step].due != nil }),
                let due = first[keyPath: step].due?.instant, isInWindow(due)
            else { return nil }
            let done = rounds.compactMap { $0[keyPath: step].stoppedAt }.min()
            let isAnswered = rounds.contains { $0.assignedAt <= due && $0.endedAt ?? .latest > due }
            let isOver = done.map { $0 <= due } ?? false
            let isStill =
                first.endedAt == nil && isMet(first[keyPath: step], nil) == nil
                && first[keyPath: step].standstill != nil
            return (state, nil, isOver ? .hit : !isAnswered || isStill ? .none : .miss)
        }
    }

    private func roundEnds(_ kinds: Set<LimitKind>) -> [Entry] {
        cases.flatMap { state in
            state.asOf(scope.asOf, calendars).rounds.compactMap { round in
                guard kinds.contains(round.kind), isInWindow(round.clock.due?.instant) else { return nil }
                return (state, round.department, outcome(isMet(round.clock, round.isMet(asOf: scope.asOf))))
            }
        }
    }

    private func promises(_ isWanted: (ReportKind) -> Bool) -> [Entry] {
        cases.compactMap { state in
            guard isWanted(state.subject.kind), isInWindow(state.promisedBy) else { return nil }
            let then = state.asOf(scope.asOf, calendars)
            let met = then.isPromiseMet(asOf: scope.asOf, calendars)
            // A broken promise stays broken while the case waits.
            let isOpen = CaseState.open.contains(then.state)
            return (state, nil, outcome(isOpen ? false : met))
        }
    }
}

/// What was said, and what was done twice.
extension SlowFigures {
    private func satisfaction(_ least: Int, first: Bool) -> [Entry] {
        answers(first: first) { $0.satisfaction.map { $0 >= least ? .hit : .miss } ?? .unanswered }
    }

    private func answers(first: Bool, _ outcome: (ProgressBody.Evaluation) -> Outcome) -> [Entry] {
        cases.flatMap { state -> [Entry] in
            var last: [CaseNumber: Entry] = [:]
            var resolves = 0
            for entry in state.history {
                guard let event = entry.progress?.event else { continue }
                if case .resolve = event.body { resolves += 1 }
                guard case .evaluate(let evaluation) = event.body, isInWindow(entry.at), !first || resolves == 1 else {
                    continue
                }
                let department = state.rounds[state.resolves[resolves - 1].round - 1].department
                last[event.caseNumber] = (state, department, outcome(evaluation))
            }
            return Array(last.values)
        }
    }

    private func resolvedAt(_ state: Case) -> Instant? {
        state.round.ending == .resolved ? state.resolves.last?.at : nil
    }

    private func course(_ figure: RateFigure) -> [Entry] {
        if byRound, [.returned, .reassigned, .redone].contains(figure) { return roundCourse(figure) }
        return cases.filter { isInWindow(resolvedAt($0)) }.map { state in
            let reassignments = state.rounds.count { $0.ending == .reassigned }
            let isSo =
                switch figure {
                case .firstRight: state.grantedReturns == 0 && reassignments == 0
                case .returned: state.grantedReturns > 0
                case .reassigned: reassignments > 0
                case .redone: state.redos > 0
                case .extended: state.rounds.contains { !$0.clock.extensions.isEmpty }
                case .onLedger: ledgers(state) > 0
                default: state.urges > 0
                }
            let first = state.rounds.first { $0.kind != .dispatch }?.department ?? state.round.department
            return (state, figure == .firstRight ? first : state.round.department, isSo ? .hit : .miss)
        }
    }

    private func roundCourse(_ figure: RateFigure) -> [Entry] {
        cases.flatMap { state in
            state.rounds.compactMap { round in
                guard round.kind != .dispatch, isInWindow(round.endedAt) else { return nil }
                if figure == .redone {
                    guard round.ending == .resolved else { return nil }
                    return (state, round.department, round.kind == .redo ? .hit : .miss)
                }
                let isSo = round.ending == (figure == .returned ? .returned : .reassigned)
                return (state, round.department, isSo ? .hit : .miss)
            }
        }
    }

    private func ledgers(_ state: Case) -> Int {
        let events = state.history.compactMap { $0.progress?.event }
        let granted = events.compactMap { event in if case .grant(let ref) = event.body { ref } else { nil } }
        return events.count { event in
            if case .suspend(let suspension) = event.body {
                suspension.kind == .ledger && granted.contains(event.id)
            } else {
                false
            }
        }
    }
}

/// Counts and times.
extension SlowFigures {
    func count(_ figure: CountFigure, dueBefore: Instant) -> [String?: Int] {
        let entries: [Entry] =
            switch figure {
            case .received:
                byRound ? rounds { isInWindow($0.assignedAt) } : whole { isInWindow($0.callers[0].receivedAt) }
            case .resolved:
                byRound
                    ? rounds { $0.ending == .resolved && isInWindow($0.endedAt) }
                    : whole { isInWindow(resolvedAt($0)) }
            case .open: inTurn { _, _ in true }
            case .overdue: inTurn(isOverdue)
            case .ledger: whole { $0.suspension?.kind == .ledger }
            case .dueSoon: whole { isDueSoon($0, before: dueBefore) }
            }
        return rates(entries).mapValues { $0.counted.n + $0.excludedCount }
    }

    private func rounds(_ isCounted: (Round) -> Bool) -> [Entry] {
        cases.flatMap { state in state.rounds.filter(isCounted).map { (state, $0.department, .hit) } }
    }

    private func whole(_ isCounted: (Case) -> Bool) -> [Entry] {
        cases.filter(isCounted).map { ($0, $0.holder, .hit) }
    }

    private func inTurn(_ isCounted: (Case, Round) -> Bool) -> [Entry] {
        cases.flatMap { state in
            state.rounds.filter { $0.assignedAt < end && $0.endedAt ?? .latest >= end }
                .filter { isCounted(state, $0) }.map { (state, $0.department, .hit) }
        }
    }

    private func isOverdue(_ state: Case, _ round: Round) -> Bool {
        let suspension = round.endedAt == nil ? state.suspension : nil
        if byRound {
            guard let due = round.clock.due?.instant, due < end else { return false }
            return !(suspension?.kind == .ledger && due > suspension?.since ?? .latest)
        }
        if let suspension, suspension.kind == .ledger, suspension.until < end { return true }
        return state.promisedBy.map { $0 < end } ?? false
    }

    private func isDueSoon(_ state: Case, before limit: Instant) -> Bool {
        guard CaseState.open.contains(state.state) else { return false }
        let isReviewed = state.suspension?.kind == .ledger
        let date =
            isReviewed ? state.suspension?.until : byRound ? state.round.clock.due?.instant : state.promisedBy
        return date.map { scope.asOf <= $0 && $0 < limit } ?? false
    }

    /// Closure times: done after, open for, in milliseconds as time passes.
    func closureTimes() -> [String?: (done: [Int64], open: [Int64])] {
        var times: [String?: (done: [Int64], open: [Int64])] = [:]
        func add(_ key: String?, _ milliseconds: Int64, isDone: Bool) {
            var entry = times[key] ?? ([], [])
            if isDone { entry.done.append(milliseconds) } else { entry.open.append(milliseconds) }
            times[key] = entry
        }
        for state in cases {
            guard !byRound else {
                for charge in state.timeAccount(asOf: scope.asOf, calendars).charges where isInWindow(charge.from) {
                    guard [.resolve, .redo].contains(state.rounds[charge.round - 1].kind) else { continue }
                    let age = scope.asOf.milliseconds - charge.from.milliseconds
                    add(
                        charge.department, charge.ending == nil ? age : charge.elapsed,
                        isDone: charge.ending == .resolved)
                }
                continue
            }
            guard state.subject.kind != .wish, isInWindow(state.callers[0].receivedAt) else { continue }
            if let at = resolvedAt(state) {
                add(key(state, nil), state.residentTime(asOf: at, calendars).elapsed, isDone: true)
            } else if CaseState.open.contains(state.state) {
                let age = scope.asOf.milliseconds - state.residentClock.start.milliseconds
                add(key(state, nil), age, isDone: false)
            }
        }
        return times
    }
}
