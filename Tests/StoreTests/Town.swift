import Hotline
import Store
import TestKit
import WorkTime

/// Cases and people who do to them whatever comes to their mind, mostly what they may; written step by step as a tracker
/// does.
struct Town {
    private(set) var cases: [CaseNumber: Case] = [:]
    let policy: CasePolicy
    private(set) var applied = 0
    private(set) var refused = 0
    private var random: SeededGenerator
    private var now = Samples.start
    private var written: [CaseNumber: Int] = [:]
    private var changed: Set<CaseNumber> = []
    private var refusals: [EventRecord] = []
    private var offset: Int64 = 0
    private var told: Int64 = 0

    init(_ policy: CasePolicy, seed: UInt64, cases count: Int) throws {
        self.policy = policy
        random = SeededGenerator(seed: seed)
        for id in 0..<count {
            let state = try Samples.opened(
                id, policy, kind: id % 5 == 4 ? .wish : .help, isReachable: id % 7 != 0)
            cases[state.number] = state
            changed.insert(state.number)
        }
        now.milliseconds += Int64(count) * 60_000
    }

    /// Somebody does something.
    mutating func live() {
        now.milliseconds +=
            Int64(Int.random(in: 0...(Bool.random(using: &random) ? 90 : 2_000), using: &random)) * 60_000
        guard let number = cases.keys.sorted().randomElement(using: &random), let state = cases[number] else { return }
        let possible = ProgressAction.allCases.filter { ActionRule[$0].from.contains(state.state) }
        guard var action = possible.randomElement(using: &random) else { return }
        // Ends come rarely, so that something happens before them.
        if [.merge, .withdraw, .close].contains(action), Int.random(in: 0..<4, using: &random) > 0 { action = .urge }
        offset += 1
        let author = author(of: action, state)
        let event = ProgressEvent(
            id: "e\(offset)", caseNumber: number, at: now, by: author.name, note: "第 \(offset) 条 🌳",
            body: body(action, state))
        apply(ReceivedProgress(event: event, topic: author.topic, offset: offset, recordedAt: now), to: number)
    }

    private mutating func apply(_ received: ReceivedProgress, to number: CaseNumber) {
        guard var state = cases[number] else { return }
        var target: Case?
        if case .merge(let root) = received.event.body { target = cases[root] }
        let outcome = state.apply(received, policy, target: target)
        cases[number] = state
        changed.insert(number)
        switch outcome {
        case .forwarded(let root): apply(received, to: root)
        case .refused:
            refused += 1
            refusals.append(EventRecord(refused: received, number: number))
        case .repeated: break
        case .applied(_, let actions):
            applied += 1
            for action in actions { perform(action, at: state.lastAppliedAt) }
        }
    }

    private mutating func perform(_ action: CaseAction, at instant: Instant) {
        switch action {
        case .absorb(let root, let absorption):
            let more = cases[root]?.absorb(absorption, at: instant, policy.calendars) ?? []
            changed.insert(root)
            for action in more { perform(action, at: instant) }
        case .follow(let children, let change):
            for child in children {
                cases[child]?.follow(change, at: instant, policy.calendars)
                changed.insert(child)
            }
        case .task, .result: break
        }
    }

    /// What has changed since the last step, as one step.
    mutating func step() -> TrackingStep {
        var step = TrackingStep()
        for number in changed.sorted() {
            guard let state = cases[number] else { continue }
            let before = written[number] ?? 0
            step.cases.append(
                CaseChange(
                    state, body: state.json(utcOffset: 28_800), written: before,
                    report: before == 0 ? Samples.report(of: state) : nil, wakeAt: state.nextByItself))
            step.outbox.append(
                OutboxRecord(topic: "cases", key: nil, id: "\(number).\(state.history.count)", value: .body(of: number))
            )
            written[number] = state.history.count
        }
        step.refused = refusals
        step.offsets = [OffsetMove("progress.all", 0, from: told, to: offset)]
        told = offset
        refusals = []
        changed = []
        return step
    }

    private mutating func author(of action: ProgressAction, _ state: Case) -> (topic: String, name: String) {
        let parties = ActionRule[action].parties.sorted { $0.rawValue < $1.rawValue }
        switch parties.randomElement(using: &random) ?? .desk {
        case .holder: return ("progress.\(state.holder)", "li")
        case .supporting: return ("progress.\(state.supporting.first?.department ?? "greening")", "wu")
        case .desk: return ("progress.desk", "desk:chen")
        case .hotline: return ("progress.desk", "hotline:12")
        case .resident: return ("progress.desk", "resident")
        case .grid: return ("progress.desk", "grid:liu")
        case .manager: return ("progress.desk", "manager:wang")
        }
    }

    private mutating func body(_ action: ProgressAction, _ state: Case) -> ProgressBody {
        let later = Instant(
            milliseconds: now.milliseconds + Int64(Int.random(in: -1...200, using: &random)) * 3_600_000)
        let department = ["housing", "rural", "greening", "desk"].randomElement(using: &random) ?? "desk"
        let ref = state.requests.randomElement(using: &random)?.id ?? "none"
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
        case .start: return .start(.init(stage: .build, participants: ["居民"]))
        case .return: return .return(.init(ground: .notResponsible))
        case .suspend:
            return .suspend(.init(kind: Bool.random(using: &random) ? .waiting : .ledger, until: later, owner: "x"))
        case .extend: return .extend(.init(workingDays: Int.random(in: 1...5, using: &random), reason: "雨"))
        case .assist: return .assist(.init(departments: [department], reason: "x", dueBy: later))
        case .assignTo: return .assignTo(.init(person: "x"))
        case .resolve: return .resolve(.init(reply: "好了", answer: state.subject.kind == .wish ? .adopted : nil))
        case .grant: return .grant(ref: ref)
        case .refuse: return .refuse(ref: ref)
        case .assign: return .assign(.init(to: department, supporting: []))
        case .evaluate:
            let answer = Int.random(in: 0..<4, using: &random)
            if answer == 0 { return .evaluate(.notReached) }
            let resolved: ProgressBody.Evaluation.Resolved = answer == 1 ? .no : answer == 2 ? .unanswered : .yes
            return .evaluate(.init(resolved: resolved, satisfaction: Int.random(in: 1...5, using: &random)))
        case .merge: return .merge(into: cases.keys.sorted().randomElement(using: &random) ?? state.number)
        case .reclassify: return .reclassify(.init(area: "greenery"))
        case .setUrgency: return .setUrgency(Urgency.allCases.randomElement(using: &random) ?? .urgent)
        case .exclude: return .exclude(.init(ground: .unreachable))
        case .supervise: return .supervise(.init(level: .formal, answerBy: later))
        case .report: return .report(ref: nil)
        }
    }
}
