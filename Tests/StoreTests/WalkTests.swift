import Hotline
import Store
import Testing
import WorkTime

/// Walking through the whole store.
@Suite(.timeLimit(.minutes(1)))
struct WalkTests {
    @Test("Every case is met once, in the order of arrival; or only those that are open")
    func everyCase() throws {
        let test = try TestStore()
        var cases = try test.open(0..<1_203)
        for index in stride(from: 0, to: cases.count, by: 5) {
            cases[index].take(.resolve(.init(reply: "好了")), test.policy)
            try test.write([(cases[index], 1)])
        }
        var met: [Case] = []
        try test.store.eachCase { piece in
            met += piece
            return true
        }
        #expect(met == cases)
        met = []
        try test.store.eachCase(openOnly: true) { piece in
            met += piece
            return true
        }
        #expect(met == cases.filter { CaseState.open.contains($0.state) })
        var pieces = 0
        try test.store.eachCase { _ in
            pieces += 1
            return false
        }
        #expect(pieces == 1)
    }

    @Test("What the desk decided is what it reclassified or sent to a department, unless the report is purged")
    func deskDecisions() throws {
        let test = try TestStore()
        var cases = try test.open(0..<9)
        // 2 and 5 lie at the desk.
        cases[2].take(.assign(.init(to: "greening")), by: "desk", test.policy)
        cases[5].take(.reclassify(.init(area: "renovation")), by: "desk", test.policy)
        cases[4].take(.accept, test.policy)
        try test.write([cases[2], cases[4], cases[5]].map { ($0, 1) })
        var found: [DeskDecision] = []
        try test.store.eachDeskDecision { found += $0 }
        #expect(found.map(\.number) == [cases[2].number, cases[5].number])
        #expect(found.map(\.department) == ["greening", nil])
        #expect(found.map(\.classified) == ["sewage", "greenery"])
        #expect(found.map(\.area) == ["sewage", "renovation"])
        #expect(found.allSatisfy { $0.text == "污水流到路上了" && $0.title == "污水" })
        _ = try test.store.purge(before: cases[3].callers[0].receivedAt, at: .latest)
        found = []
        try test.store.eachDeskDecision { found += $0 }
        #expect(found.map(\.number) == [cases[5].number])
    }
}
