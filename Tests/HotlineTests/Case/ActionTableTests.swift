import Hotline
import TestKit
import Testing
import WorkTime

@Suite("The table of actions", .timeLimit(.minutes(1)))
struct ActionTableTests {
    @Test("has one row for each action, with its names")
    func complete() {
        #expect(
            ActionRule.all.map(\.action).sorted { $0.rawValue < $1.rawValue }
                == ProgressAction.allCases.sorted { $0.rawValue < $1.rawValue })
        for rule in ActionRule.all {
            #expect(ActionRule[rule.action] == rule)
            #expect(!rule.name.zh.isEmpty && !rule.name.en.isEmpty && !rule.parties.isEmpty && !rule.from.isEmpty)
        }
    }

    @Test("requests are those that the desk grants", arguments: ProgressAction.allCases)
    func requests(action: ProgressAction) {
        #expect(ActionRule[action].isRequest == [.return, .suspend, .extend].contains(action))
    }

    @Test("decides: every action by everybody in every state", arguments: CaseState.allCases)
    func decides(state: CaseState) throws {
        let senders: [Life.Sender] = [.a, .b, .c, .desk, .hotline, .resident, .grid, .manager]
        for action in ProgressAction.allCases {
            let rule = ActionRule[action]
            for sender in senders {
                var life = try Self.life(in: state, asking: action == .extend ? .wait("2026-12-01T09:00") : .more(1))
                let before = life.state
                let root = try Life(Policies.district(), id: "root")
                life.send(try Self.body(action), by: sender, at: before.lastAppliedAt, target: root.state)
                let what = "\(action) by \(sender) in \(state): \(life.outcome)"
                if before.mergedInto != nil, rule.reachesRoot {
                    #expect(life.outcome == .forwarded(to: root.state.number), "\(what)")
                } else if rule.parties.isDisjoint(with: Self.parties(sender)) {
                    #expect(life.refusal == .notYours(rule.parties), "\(what)")
                } else if !rule.from.contains(state) {
                    #expect(life.refusal == .wrongState(state), "\(what)")
                } else if action == .grant || action == .refuse, sender == .manager {
                    #expect(life.refusal == .notYours([.desk]), "\(what)")
                } else {
                    #expect(life.isApplied, "\(what)")
                    if let to = rule.to { #expect(life.state.state == to, "\(what)") }
                    if rule.isRequest { #expect(life.state.state == before.state, "\(what)") }
                }
                #expect(life.folded == life.state, "\(what)")
                if !life.isApplied { #expect(life.state.history == before.history, "\(what)") }
            }
        }
    }

    @Test("a case at the desk is the desk's to work on")
    func deskHolds() throws {
        var life = try Life(Policies.district(), department: "desk")
        try life.send(.accept, by: .desk, "2026-11-23T09:10")
        try life.send(.resolved("已答复"), by: .desk, "2026-11-23T09:20")
        #expect(life.state.state == .resolved)
        #expect(life.state.round.ending == .resolved)
    }

    /// `a` holds, `b` supports, the others are themselves.
    static func parties(_ sender: Life.Sender) -> Set<Party> {
        switch sender {
        case .a: [.holder]
        case .b: [.supporting]
        case .department: []
        case .desk: [.desk]
        case .hotline: [.hotline]
        case .resident: [.resident]
        case .grid: [.grid]
        case .manager: [.manager]
        }
    }

    /// A case of `a` with `b` supporting, in a state.
    static func life(in state: CaseState, asking request: ProgressBody) throws -> Life {
        var life = try Life(Policies.district(), supporting: ["b"])
        try life.send(
            .supervise(.init(level: .formal, answerBy: try time("2026-12-24T09:00"))), by: .manager, "2026-11-23T09:01")
        switch state {
        case .assigned: break
        case .accepted: try life.send(.accept, "2026-11-23T09:03")
        case .working: try life.send(.start(.init()), "2026-11-23T09:03")
        case .suspendedWaiting, .suspendedLedger:
            let body =
                state == .suspendedLedger ? try ProgressBody.ledger("2026-12-01T09:00") : try .wait("2026-12-01T09:00")
            try life.send(body, "2026-11-23T09:03", id: "first")
            try life.send(.grant(ref: "first"), by: .desk, "2026-11-23T09:04")
        case .resolved: try life.send(.resolved(), "2026-11-23T09:03")
        case .closed:
            try life.send(.resolved(), "2026-11-23T09:03")
            try life.send(.said(.yes, 5), by: .hotline, "2026-11-23T09:04")
        case .merged:
            let root = try Life(life.policy, id: "root")
            try life.send(.merge(into: root.state.number), by: .desk, "2026-11-23T09:03", target: root.state)
        }
        #expect(life.state.state == state)
        // The caller has to have been asked, so that the desk may close; and there is something for it to decide.
        if state == .resolved { try life.send(.evaluate(.notReached), by: .hotline, "2026-11-23T09:05") }
        if CaseState.open.contains(state) { try life.send(request, "2026-11-23T09:05", id: "ask") }
        return life
    }

    /// What the action needs to be applied where the table allows it.
    static func body(_ action: ProgressAction) throws -> ProgressBody {
        switch action {
        case .accept: .accept
        case .contact: .contact
        case .arrive: .arrive
        case .contribute: .contribute
        case .resume: .resume
        case .reopen: .reopen
        case .close: .close
        case .urge: .urge
        case .withdraw: .withdraw
        case .start: .start(.init(stage: .plan, participants: ["居民代表"]))
        case .return: .back()
        case .suspend: try .ledger("2026-12-09T09:00")
        case .extend: .more(2)
        case .assist: .assist(.init(departments: ["c"], reason: "要一起挖路"))
        case .assignTo: .assignTo(.init(person: "老李"))
        case .resolve: .resolved()
        case .grant: .grant(ref: "ask")
        case .refuse: .refuse(ref: "ask")
        case .assign: .to("c")
        case .evaluate: .said(.unanswered)
        case .merge: .merge(into: Life.number("root"))
        case .reclassify: .reclassify(.init(area: "greenery"))
        case .setUrgency: .setUrgency(.urgent)
        case .exclude: .exclude(.init(ground: .unreasonable))
        case .supervise: .supervise(.init(level: .listed, answerBy: try time("2026-12-25T09:00")))
        case .report: .report(ref: nil)
        }
    }
}
