import Hotline
import TestKit
import Testing
import WorkTime

/// What other systems got wrong in the life of a case, as their bug trackers tell it.
@Suite("A case against others' bug trackers", .timeLimit(.minutes(1)))
struct TrackerLifeTests {
    @Test("GLPI #22678: due and its reminder run in working time, over the night")
    func reminder() throws {
        let calendar = try mondayToFriday("08:00-18:00")
        let life = try Life(Policies.plain(calendar, resolve: "4 working hours"), received: "2026-11-23T17:00")
        #expect(life.state.round.clock.due?.instant.inChina == "2026-11-24T11:00")
        let rungs = life.state.rungs(life.policy.calendars).filter { $0.clock == .resolve }
        #expect(rungs.map(\.due.inChina).prefix(3) == ["2026-11-24T09:00", "2026-11-24T10:12", "2026-11-24T11:00"])
    }

    @Test("GLPI #10594: suspended over the weekend, only working time stands still")
    func suspendedOverTheWeekend() throws {
        let calendar = try mondayToFriday("09:00-17:00")
        var policy = try Policies.plain(calendar, resolve: "8 working hours")
        policy.rules.autoGrant = [.suspend]
        var life = try Life(policy, received: "2026-11-27T10:00")
        try life.send(.wait("2026-11-30T12:00"), "2026-11-27T12:00")
        #expect(life.state.round.clock.due?.instant.inChina == "2026-12-01T10:00")
        #expect(life.state.residentClock.due?.instant.inChina == "2026-12-01T10:00")
        // And the same after it has ended by itself.
        try life.send(.contact, "2026-11-30T13:00")
        #expect(life.state.state == .accepted)
        #expect(life.state.residentClock.due?.instant.inChina == "2026-12-01T10:00")
    }

    @Test("GLPI #9267: what is resolved, or resolved and closed, and opened again later has the time that was left")
    func reopened() throws {
        for closes in [false, true] {
            var policy = try Policies.plain(try ShippedCalendar.always.calendar, resolve: "5 minutes")
            policy.rules.calendar = "always"
            var life = try Life(policy, received: "2026-11-23T10:00", isReachable: false)
            try life.send(.resolved(), "2026-11-23T10:01")
            if closes { try life.send(.close, by: .desk, "2026-11-23T10:01") }
            #expect(life.state.state == (closes ? .closed : .resolved))
            try life.send(.reopen, by: .hotline, "2026-11-23T10:12")
            #expect(life.state.state == .assigned)
            #expect(life.state.promisedBy?.inChina == "2026-11-23T10:16")
        }
    }

    @Test("Zammad #3551: first contact and suspension in one instant: the contact is met and kept")
    func contactAndSuspension() throws {
        var policy = try Policies.district()
        policy.rules.autoGrant = [.suspend]
        for contactFirst in [true, false] {
            var life = try Life(policy)
            if contactFirst { try life.send(.contact, "2026-11-23T10:00") }
            try life.send(.wait("2026-11-25T09:00"), "2026-11-23T10:00")
            if !contactFirst { try life.send(.contact, "2026-11-23T10:00") }
            let later = life.state.asOf(try time("2026-12-23T10:00"), policy.calendars)
            #expect(later.round.isContactMet(asOf: try time("2026-12-23T10:00")) == true)
            #expect(later.round.isAcceptMet(asOf: try time("2026-12-23T10:00")) == true)
            #expect(later.round.contact.stoppedAt?.inChina == "2026-11-23T10:00")
            #expect(later.state == .accepted)
        }
    }

    @Test("退单: the resident's clock runs through a return, and each pays for its own time")
    func returned() throws {
        var life = try Life(Policies.always())
        #expect(life.state.promisedBy?.inChina == "2026-11-24T09:00")
        try life.send(.back(), "2026-11-23T09:30", id: "r")
        #expect(life.state.holder == "a")
        try life.send(.grant(ref: "r"), by: .desk, "2026-11-23T10:00")
        #expect(life.state.holder == "desk")
        #expect(life.state.promisedBy?.inChina == "2026-11-24T09:00")
        try life.send(.to("b"), by: .desk, "2026-11-23T11:00")
        #expect(life.tasks == ["lead assigned b"])
        #expect(life.state.promisedBy?.inChina == "2026-11-24T09:00")
        #expect(life.state.round.clock.due?.instant.inChina == "2026-11-23T19:00")
        let now = try time("2026-11-23T12:00")
        let account = life.state.timeAccount(asOf: now, life.policy.calendars)
        #expect(account.charges.map(\.department) == ["a", "desk", "b"])
        #expect(account.charges.map(\.elapsed) == [3_600_000, 3_600_000, 3_600_000])
        #expect(account.charges.map(\.ending) == [.returned, .dispatched, nil])
        #expect(account.charges.map(\.isMet) == [nil, true, nil])
    }

    @Test("Frappe #3709: nothing is breached while it is suspended")
    func suspendedWhenDue() throws {
        var policy = try Policies.always { $0.rules.autoGrant = [.suspend] }
        policy.limits[0].limits[.promise] = nil
        var life = try Life(policy, received: "2026-11-23T04:00")
        #expect(life.state.promisedBy?.inChina == "2026-11-23T12:00")
        try life.send(.wait("2026-11-23T15:00"), "2026-11-23T11:00")
        let calendars = policy.calendars
        for text in ["2026-11-23T12:00", "2026-11-23T12:01", "2026-11-23T15:59", "2026-11-23T16:00"] {
            #expect(!life.state.isOverdue(asOf: try time(text), calendars), "\(text)")
            let told = life.state.rungsDue(asOf: try time(text), calendars)
            #expect(!told.contains { $0.clock == .resolve && $0.percent == 100 } || text.hasSuffix("16:00"))
        }
        #expect(life.state.promisedBy?.inChina == "2026-11-23T16:00")
        #expect(life.state.isOverdue(asOf: try time("2026-11-23T16:01"), calendars))
    }

    @Test("Zammad #904: a merged duplicate has no deadline and no escalation; closing its root closes it")
    func merged() throws {
        let policy = try Policies.always()
        var root = try Life(policy, id: "root")
        var child = try Life(policy, received: "2026-11-23T10:00", id: "child")
        try child.send(.merge(into: root.state.number), by: .desk, "2026-11-23T11:00", target: root.state)
        guard case .absorb(root.state.number, let absorption) = child.actions.last else {
            Issue.record("no absorption in \(child.actions)")
            return
        }
        _ = root.state.absorb(absorption, at: try time("2026-11-23T11:00"), policy.calendars)
        #expect(child.state.promisedBy == nil)
        #expect(child.state.rungs(policy.calendars).isEmpty)
        #expect(!child.state.isOverdue(asOf: try time("2027-11-23T11:00"), policy.calendars))
        try root.send(.resolved(), "2026-11-23T12:00")
        #expect(root.results.map(\.caseNumber) == [root.state.number, child.state.number])
        // Both callers are called back; the second answer closes.
        try root.send(.said(.yes, 5), by: .hotline, "2026-11-23T13:00")
        #expect(root.state.state == .resolved)
        try child.send(.said(.yes, 4), by: .hotline, "2026-11-23T14:00")
        #expect(child.outcome == .forwarded(to: root.state.number))
        try root.send(.said(.yes, 4), by: .hotline, "2026-11-23T14:00", of: child.state.number)
        #expect(root.state.state == .closed)
        #expect(root.actions.last == .follow([child.state.number], .closed))
        child.state.follow(.closed, at: try time("2026-11-23T14:00"), policy.calendars)
        #expect(child.state.state == .closed)
        #expect(child.state.closing?.outcome == .merged)
    }

    @Test("replay: the same event twice, or everything from the start, gives one state and one escalation")
    func replay() throws {
        var life = try Life(Policies.always())
        let accept = life.received(.accept, at: try time("2026-11-23T09:30"))
        let resume = life.received(.resume, at: try time("2026-11-23T09:40"))
        let start = life.received(.start(.init(stage: .build)), at: try time("2026-11-23T09:50"))
        for event in [accept, resume, start] { _ = life.apply(event) }
        let once = life.state
        #expect(once.state == .working)
        for event in [accept, resume, start, resume, accept] { #expect(life.apply(event) == .repeated) }
        #expect(life.state == once)
        let late = try time("2026-11-24T09:00")
        let rungs = life.state.rungsDue(asOf: late, life.policy.calendars)
        #expect(Set(rungs.map(\.id)).count == rungs.count)
    }
}
