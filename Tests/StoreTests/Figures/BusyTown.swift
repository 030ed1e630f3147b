import Hotline
import Store
import TestKit
import WorkTime

/// Some weeks of a district whose people mostly do what they should, now and then late, wrong or not at all.
struct BusyTown {
    private(set) var cases: [Case] = []
    private let policy: CasePolicy
    private(set) var random: SeededGenerator

    private static let departments = ["housing", "rural", "greening"]

    /// - Parameters:
    ///   - first: the number of its first report.
    ///   - arrivals: when its reports come; six weeks.
    ///   - deeds: how much happens to each.
    ///   - end: nothing happens to what has come as far as that.
    init(
        _ policy: CasePolicy, seed: UInt64, cases count: Int, first: Int = 0,
        arrivals: ClosedRange<Instant> = Samples.start...Samples.start.adding(minutes: 60_000),
        deeds: ClosedRange<Int> = 2...16, until end: Instant = .latest
    ) {
        self.policy = policy
        random = SeededGenerator(seed: seed)
        for id in first..<first + count {
            var state = opened(id, arrivals)
            for _ in 0..<pick(deeds) where state.lastAppliedAt < end { live(&state) }
            if one(in: 6) { take(&state, .exclude(.init(ground: pick(Self.grounds))), by: "desk:chen") }
            cases.append(state)
        }
        for _ in 0..<count / 8 { merge() }
    }

    private static let grounds: [ProgressBody.Exclusion.Ground] = [
        .withdrawn, .unreasonable, .unreachable, .outOfScope, .none,
    ]

    private mutating func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }

    private mutating func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }

    private mutating func opened(_ id: Int, _ arrivals: ClosedRange<Instant>) -> Case {
        let minutes = (arrivals.upperBound.milliseconds - arrivals.lowerBound.milliseconds) / 60_000
        let at = arrivals.lowerBound.adding(minutes: pick(0...Int(minutes)))
        let community = pick(["baiwan", "shiying", "yunxing", nil])
        let street = community.map { $0 == "baiwan" ? "shipu" : "zhongyuan" } ?? pick(["shipu", nil])
        let assignment = Assignment(
            caseNumber: Samples.number(id), department: pick(Self.departments + ["desk"]),
            area: pick(["sewage", "greenery"]),
            confidence: 0.9, evidence: [], community: community, street: street,
            kind: pick([.help, .complaint, .question, .wish]), urgency: pick([.normal, .normal, .urgent, .emergency]),
            assignedAt: at, policy: policy.version, model: "words-1",
            source: Source(topic: "reports.hotline", partition: 0, offset: Int64(id)),
            channel: pick(["hotline", "door"]))
        let external = one(in: 5) ? Instant(milliseconds: at.milliseconds + Int64(pick(1...9)) * 86_400_000) : nil
        let caller = Caller(
            number: Samples.number(id), channel: assignment.channel, reportedAt: at, receivedAt: at,
            externalDueAt: external)
        let terms = policy.terms(area: assignment.area, kind: assignment.kind, urgency: assignment.urgency)
        return Case(Opening(assignment: assignment, caller: caller, terms: terms), policy.calendars)
    }

    /// Somebody does what is next, soon or late.
    private mutating func live(_ state: inout Case) {
        switch state.state {
        case .assigned where state.holder == "desk":
            if one(in: 8) { take(&state, resolution(state)) } else { assign(&state) }
        case .assigned: start(&state)
        case .accepted, .working: work(&state)
        case .suspendedWaiting, .suspendedLedger:
            if one(in: 3) { take(&state, one(in: 2) ? .resume : resolution(state), days: 4) }
        case .resolved: judge(&state)
        case .closed: if one(in: 6) { take(&state, .reopen, by: "hotline:1", days: 10) }
        case .merged: break
        }
    }

    private mutating func start(_ state: inout Case) {
        switch pick(0...9) {
        case 0...1: ask(&state, .return(.init(ground: .notResponsible)))
        case 2: assign(&state)
        case 3: take(&state, .contact)
        case 4 where one(in: 2): take(&state, .withdraw, by: "hotline:1")
        case 4...7: take(&state, .accept)
        default: take(&state, resolution(state), days: 5)
        }
    }

    private mutating func work(_ state: inout Case) {
        let until = Instant(milliseconds: state.lastAppliedAt.milliseconds + Int64(pick(2...300)) * 3_600_000)
        switch pick(0...11) {
        case 0...1: take(&state, .contact)
        case 2: take(&state, .urge, by: "hotline:1")
        case 3: ask(&state, .extend(.init(workingDays: pick(1...3), reason: "雨")))
        case 4: ask(&state, .suspend(.init(kind: .waiting, until: until)))
        case 5: ask(&state, .suspend(.init(kind: .ledger, until: until, owner: "住建局")))
        case 6: assign(&state)
        case 7: ask(&state, .return(.init(ground: .notResponsible)))
        case 8 where one(in: 3): take(&state, .setUrgency(.emergency), by: "desk:chen")
        default: take(&state, resolution(state), days: pick([1, 3, 12]))
        }
    }

    private mutating func judge(_ state: inout Case) {
        let resolved: ProgressBody.Evaluation.Resolved = pick([.yes, .yes, .yes, .no, .unanswered])
        let satisfaction = pick([1, 2, 3, 4, 5, 5, nil])
        switch pick(0...5) {
        case 0: take(&state, .evaluate(.notReached), by: "hotline:1")
        case 1...3:
            let caller = state.callers[pick(0...state.callers.count - 1)].number
            take(
                &state, .evaluate(.init(resolved: resolved, satisfaction: satisfaction)), by: "hotline:1", of: caller,
                days: 3)
        case 4: take(&state, .reopen, by: "hotline:1", days: 5)
        default: take(&state, .close, by: "desk:chen", days: 8)
        }
    }

    private func resolution(_ state: Case) -> ProgressBody {
        .resolve(.init(reply: "好了", answer: state.subject.kind == .wish ? .adopted : nil))
    }

    private mutating func assign(_ state: inout Case) {
        let others = Self.departments.filter { $0 != state.holder }
        take(&state, .assign(.init(to: pick(others), supporting: [])), by: "desk:chen")
    }

    /// Asks, and mostly gets it.
    private mutating func ask(_ state: inout Case, _ body: ProgressBody) {
        take(&state, body)
        guard let request = state.requests.last, !one(in: 5) else { return }
        take(&state, one(in: 6) ? .refuse(ref: request.id) : .grant(ref: request.id), by: "desk:chen")
    }

    private mutating func take(
        _ state: inout Case, _ body: ProgressBody, by author: String? = nil, of caller: CaseNumber? = nil,
        days: Int = 1, target: Case? = nil
    ) {
        let minutes = one(in: 2) ? pick(1...90) : pick(1...days * 1_500)
        _ = state.take(body, by: author, after: minutes, of: caller, target: target, policy)
    }

    /// Two of one kind become one, if both are open.
    private mutating func merge() {
        let (child, root) = (pick(0...cases.count - 1), pick(0...cases.count - 1))
        guard child != root, CaseState.open.contains(cases[child].state) else { return }
        var state = cases[child]
        let outcome = state.take(
            .merge(into: cases[root].number), by: "desk:chen", after: 30, target: cases[root], policy)
        guard case .applied(_, let actions) = outcome else { return }
        cases[child] = state
        var answering = cases[root]
        for case .absorb(_, let absorption) in actions {
            _ = answering.absorb(absorption, at: state.lastAppliedAt, policy.calendars)
        }
        for _ in 0..<pick(0...6) { live(&answering) }
        cases[root] = answering
    }
}
