import GRDB
import Hotline
import Store
import Testing
import WorkTime

/// Lists: what is in them, in which order, page by page.
@Suite(.timeLimit(.minutes(1)))
struct PageTests {
    /// All pages of a list, each as long as said.
    private func all(_ query: CaseQuery, _ store: Store, limit: Int) throws -> [CaseRow] {
        var query = query
        query.limit = limit
        var rows: [CaseRow] = []
        while true {
            let page = try store.page(query)
            #expect(page.rows.count <= limit)
            rows += page.rows
            guard let next = page.next else { return rows }
            query.after = next
        }
    }

    @Test("The latest come first; pages of any length give the same list", arguments: [1, 2, 7, 30, 100])
    func received(limit: Int) throws {
        let test = try TestStore()
        try test.open(0..<30)
        let rows = try all(CaseQuery(), test.store, limit: limit)
        #expect(rows.map(\.number) == (0..<30).reversed().map(Samples.number))
    }

    @Test("A department's worklist has its open cases, the first due first, those without a limit last")
    func worklist() throws {
        let test = try TestStore()
        try test.open(0..<30)
        var done = try Samples.opened(4, test.policy)
        done.take(.resolve(.init(reply: "好了")), test.policy)
        try test.write([(done, 1)])
        var policy = test.policy
        policy.limits = []
        let endless = try Samples.opened(1_000, policy, department: "rural")
        try test.write([(endless, 0)])
        let rows = try all(.worklist(of: "rural"), test.store, limit: 4)
        let expected = stride(from: 1, to: 30, by: 3).filter { $0 != 4 }.map(Samples.number)
        #expect(Set(rows.dropLast().map(\.number)) == Set(expected))
        #expect(rows.last?.number == endless.number)
        #expect(rows.dropLast().map { $0.dueAt ?? .latest } == rows.dropLast().map { $0.dueAt ?? .latest }.sorted())
        #expect(rows.allSatisfy { $0.holder == "rural" })
    }

    @Test("What falls due before an instant is what is due before it, whoever has it")
    func fallingDue() throws {
        let test = try TestStore()
        let cases = try test.open(0..<30)
        let dues = cases.compactMap { $0.round.clock.due?.instant }.sorted()
        let rows = try all(.fallingDue(before: dues[12]), test.store, limit: 5)
        #expect(rows.compactMap(\.dueAt) == dues.filter { $0 < dues[12] })
    }

    @Test("Who waits for a call back is listed until everybody has been asked, the first resolved first")
    func callBacks() throws {
        let test = try TestStore()
        var cases = try test.open(0..<4)
        for index in [2, 0, 3] { cases[index].take(.resolve(.init(reply: "好了")), after: 60 - index * 20, test.policy) }
        try test.write(cases.filter { $0.state == .resolved }.map { ($0, 1) })
        let waiting = try all(CaseQuery(.callBacks), test.store, limit: 2)
        let resolved = cases.filter { $0.state == .resolved }.sorted { $0.resolves[0].at < $1.resolves[0].at }
        #expect(waiting.map(\.number) == resolved.map(\.number))
        #expect(waiting.allSatisfy { $0.unasked == 1 })
        cases[0].take(.evaluate(.notReached), by: "hotline", test.policy)
        try test.write([(cases[0], 2)])
        #expect(try !all(CaseQuery(.callBacks), test.store, limit: 2).map(\.number).contains(cases[0].number))
    }

    @Test("Requests that wait for the desk are listed, the oldest first, until they are decided")
    func requests() throws {
        let test = try TestStore()
        var cases = try test.open([1, 4, 7])
        for index in [2, 0] {
            cases[index].take(.extend(.init(workingDays: 2, reason: "雨")), after: 30 - index, id: "x", test.policy)
            try test.write([(cases[index], 1)])
        }
        #expect(
            try all(CaseQuery(.requests), test.store, limit: 1).map(\.number) == [cases[0].number, cases[2].number])
        cases[0].take(.grant(ref: "x"), by: "desk:chen", test.policy)
        try test.write([(cases[0], 2)])
        #expect(try all(CaseQuery(.requests), test.store, limit: 5).map(\.number) == [cases[2].number])
        let dues = try test.store.row(of: cases[0].number)
        #expect(dues?.dueAt == cases[0].round.clock.due?.instant)
    }

    @Test("Filters narrow a list, each by itself and all together")
    func filters() throws {
        let test = try TestStore()
        let cases = try test.open(0..<40)
        var query = CaseQuery()
        query.area = "greenery"
        query.holder = "rural"
        query.community = "baiwan"
        query.street = "shipu"
        query.channel = "hotline"
        query.kind = .help
        query.urgency = .normal
        query.states = [.assigned]
        query.receivedFrom = cases[5].callers[0].receivedAt
        query.receivedBefore = cases[30].callers[0].receivedAt
        let rows = try all(query, test.store, limit: 3)
        let expected = (5..<30).filter { $0 % 2 == 1 && $0 % 3 == 1 }.reversed().map(Samples.number)
        #expect(rows.map(\.number) == expected)
        query.states = [.assigned, .closed]
        #expect(try all(query, test.store, limit: 3).map(\.number) == expected)
        query.states = [.closed]
        #expect(try all(query, test.store, limit: 3).isEmpty)
        query = CaseQuery()
        query.urgency = .emergency
        #expect(try all(query, test.store, limit: 3).isEmpty)
    }

    @Test("Cases are found by phone however it is written, by address, and by number")
    func finding() throws {
        let test = try TestStore()
        try test.open(0..<3)
        try test.open(3..<5) { report in
            report.phone = "+86 139-1111-2222"
            report.address = "中原街道汉江梦小区3栋"
        }
        #expect(try test.store.cases(phone: "13911112222").map(\.number) == [4, 3].map(Samples.number))
        #expect(try test.store.cases(phone: "１３９ 1111 2222").count == 2)
        #expect(try test.store.cases(phone: "1391111222").isEmpty)
        #expect(try test.store.cases(address: "汉江梦", from: .earliest).map(\.number) == [4, 3].map(Samples.number))
        #expect(try test.store.cases(address: "汉江梦", from: .latest).isEmpty)
        #expect(try test.store.row(of: Samples.number(3))?.address == "中原街道汉江梦小区3栋")
        #expect(try test.store.report(of: Samples.number(3))?.phone == "13911112222")
        #expect(try test.store.row(of: Samples.number(9)) == nil)
    }

    @Test("A case knows those that were merged into it and those that follow it up")
    func relations() throws {
        let test = try TestStore()
        var cases = try test.open(0..<2)
        try test.open(2..<3) { $0.inReplyTo = Samples.number(0) }
        let outcome = cases[1].take(.merge(into: cases[0].number), by: "desk", target: cases[0], test.policy)
        guard case .applied(_, let actions) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        for case .absorb(_, let absorption) in actions {
            _ = cases[0].absorb(absorption, at: cases[1].lastAppliedAt, test.policy.calendars)
        }
        try test.write([(cases[0], 1), (cases[1], 1)])
        let relations = try test.store.relations(of: cases[0].number)
        #expect(relations.merged == [cases[1].number])
        #expect(relations.replies == [Samples.number(2)])
        #expect(try test.store.row(of: cases[0].number)?.callers == 2)
        #expect(try test.store.row(of: cases[1].number)?.mergedInto == cases[0].number)
    }
}
