import Hotline
import TestKit
import WorkTime

/// Some cases, and people who do to them whatever comes to their mind, mostly what they may.
struct World {
    var cases: [CaseNumber: Case] = [:]
    let policy: CasePolicy
    var now: Instant
    var random: SeededGenerator
    private var offsets: [String: Int64] = [:]
    private var count = 0
    /// All that was sent, in order.
    private(set) var sent: [ReceivedProgress] = []
    /// All that followed from it, in order.
    private(set) var actions: [CaseAction] = []
    private(set) var applied = 0
    private(set) var refused = 0

    init(_ policy: CasePolicy, seed: UInt64, cases count: Int = 3) throws {
        self.policy = policy
        now = try time("2026-11-23T09:00")
        random = SeededGenerator(seed: seed)
        for index in 0..<count {
            let kind: ReportKind = index == 2 ? .wish : .help
            let life = try Life(
                policy, department: ["a", "desk", "b"][index % 3], received: "2026-11-23T09:00",
                reported: index == 1 ? "2026-11-22T20:00" : nil, kind: kind, supporting: index == 0 ? ["b"] : [],
                id: "\(seed).\(index)", externalDueAt: index == 1 ? "2026-11-30T12:00" : nil, isReachable: index != 2)
            cases[life.state.number] = life.state
        }
    }

    /// The numbers of all cases, always in one order.
    var numbers: [CaseNumber] { cases.keys.sorted() }

    /// Time goes on, minutes or days.
    mutating func wait() {
        let minutes = Int.random(in: 0..<10, using: &random) == 0 ? 20_000 : 300
        now.milliseconds += Int64(Int.random(in: 0...minutes, using: &random)) * 60_000
    }

    /// Somebody does something.
    mutating func event() -> ReceivedProgress {
        let number = numbers.randomElement(using: &random) ?? numbers[0]
        let state = cases[number].map { $0.asOf(now, policy.calendars) }
        let body = self.body(for: state)
        let sender = self.sender(of: body.action, state)
        count += 1
        let offset = offsets[sender.topic, default: 0] + 1
        offsets[sender.topic] = offset
        // Topics are polled one after another, so timestamps come out of order; and clocks go wrong.
        let recorded = now.adding(hours: Double(Int.random(in: -60...0, using: &random)) / 60)
        let at = recorded.adding(hours: Double(Int.random(in: -90...4, using: &random)) / 60)
        let event = ProgressEvent(
            id: "e\(count)", caseNumber: number, at: at, by: sender.name, note: "第 \(count) 条\n🌳",
            round: Int.random(in: 0..<8, using: &random) == 0 ? Int.random(in: 1...3, using: &random) : nil, body: body)
        return ReceivedProgress(event: event, topic: sender.topic, offset: offset, recordedAt: recorded)
    }

    /// Applies an event and does what follows, as a tracker would.
    @discardableResult
    mutating func apply(_ received: ReceivedProgress, to number: CaseNumber? = nil) -> CaseOutcome {
        if number == nil { sent.append(received) }
        guard var state = cases[number ?? received.event.caseNumber] else { return .repeated }
        var target: Case?
        if case .merge(let into) = received.event.body { target = cases[into] }
        let outcome = state.apply(received, policy, target: target)
        cases[state.number] = state
        switch outcome {
        case .forwarded(let root): return apply(received, to: root)
        case .refused: refused += 1
        case .repeated: break
        case .applied(_, let actions):
            applied += 1
            perform(actions, at: state.lastAppliedAt)
        }
        return outcome
    }

    private mutating func perform(_ actions: [CaseAction], at instant: Instant) {
        self.actions += actions
        for action in actions {
            switch action {
            case .absorb(let root, let absorption):
                let more = cases[root]?.absorb(absorption, at: instant, policy.calendars) ?? []
                perform(more, at: instant)
            case .follow(let children, let change):
                for child in children { cases[child]?.follow(change, at: instant, policy.calendars) }
            case .task, .result: break
            }
        }
    }

    private mutating func sender(of action: ProgressAction, _ state: Case?) -> Life.Sender {
        let all: [Life.Sender] = [.a, .b, .c, .desk, .hotline, .resident, .grid, .manager]
        let party = ActionRule[action].parties.sorted { $0.rawValue < $1.rawValue }.randomElement(using: &random)
        guard let state, let party, Int.random(in: 0..<10, using: &random) > 0 else {
            return all.randomElement(using: &random) ?? .a
        }
        switch party {
        case .holder: return state.holder == "desk" ? .desk : .department(state.holder)
        case .supporting: return .department(state.supporting.randomElement(using: &random)?.department ?? "c")
        case .desk: return .desk
        case .hotline: return .hotline
        case .resident: return .resident
        case .grid: return .grid
        case .manager: return .manager
        }
    }

    private mutating func body(for state: Case?) -> ProgressBody {
        let possible = ProgressAction.allCases.filter { action in
            state.map { ActionRule[action].from.contains($0.state) } ?? true
        }
        // Ends come rarely, so that something happens before them.
        let action = possible.randomElement(using: &random) ?? .urge
        let isEnd = [.merge, .withdraw, .close].contains(action)
        return body(isEnd && Bool.random(using: &random) ? .contact : action, state)
    }

    private mutating func body(_ action: ProgressAction, _ state: Case?) -> ProgressBody {
        let later = now.adding(hours: Double(Int.random(in: -1...200, using: &random)))
        let department = ["a", "b", "c", "desk"].randomElement(using: &random) ?? "a"
        let ref = state?.requests.randomElement(using: &random)?.id ?? "none"
        switch action {
        case .accept: return .accept
        case .contact: return .contact
        case .arrive: return .arrive
        case .contribute: return .contribute
        case .resume: return .resume
        case .reopen: return .reopen
        case .close: return .close
        case .urge: return .urge
        case .withdraw: return .withdraw
        case .start: return .start(.init(stage: .manage))
        case .return: return .back(Bool.random(using: &random) ? .notResponsible : .shared)
        case .suspend:
            let kind: ProgressBody.Suspension.Kind = Bool.random(using: &random) ? .waiting : .ledger
            return .suspend(.init(kind: kind, until: later, owner: "x"))
        case .extend: return .more(Int.random(in: 1...5, using: &random))
        case .assist: return .assist(.init(departments: [department], reason: "x", dueBy: later))
        case .assignTo: return .assignTo(.init(person: "x"))
        case .resolve:
            return .resolve(.init(reply: "x", answer: state?.subject.kind == .wish ? .adopted : nil))
        case .grant: return .grant(ref: ref)
        case .refuse: return .refuse(ref: ref)
        case .assign: return .to(department, Bool.random(using: &random) ? ["c"] : [])
        case .evaluate:
            let answers: [ProgressBody] = [.said(.yes, 5), .said(.no, 1), .said(.unanswered), .evaluate(.notReached)]
            return answers.randomElement(using: &random) ?? .said(.yes)
        case .merge: return .merge(into: numbers.randomElement(using: &random) ?? numbers[0])
        case .reclassify: return .reclassify(.init(area: "greenery"))
        case .setUrgency: return .setUrgency(Urgency.allCases.randomElement(using: &random) ?? .urgent)
        case .exclude: return .exclude(.init(ground: .unreachable))
        case .supervise: return .supervise(.init(level: .formal, answerBy: later))
        case .report: return .report(ref: nil)
        }
    }
}
