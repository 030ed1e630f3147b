import GRDB
import Hotline
import Store
import Testing
import WorkTime

/// What a department helps with and others answer for.
@Suite(.timeLimit(.minutes(1)))
struct SupportedTests {
    private func numbers(_ store: Store, by department: String) throws -> [CaseNumber] {
        try store.supported(by: department).rows.map(\.number)
    }

    private func help(_ departments: [String], hours: Double?) -> ProgressBody {
        let dueBy = hours.map { Instant(milliseconds: Samples.start.milliseconds + Int64($0 * 3_600_000)) }
        return .assist(.init(departments: departments, reason: "树", dueBy: dueBy))
    }

    @Test("Those whose help is due first stand first, whatever page they are on")
    func order() throws {
        let test = try TestStore()
        // Every fourth came with 园林绿化 as supporting.
        var cases = try test.open(0..<9)
        #expect(Set(try numbers(test.store, by: "greening")) == Set([0, 4, 8].map(Samples.number)))
        cases[7].take(help(["greening"], hours: 30), test.policy)
        cases[5].take(help(["greening", "rural"], hours: 20), by: "desk", test.policy)
        try test.write([(cases[7], 1), (cases[5], 1)])
        let all = try numbers(test.store, by: "greening")
        #expect(Set(all) == Set([0, 4, 5, 7, 8].map(Samples.number)))
        #expect(all.filter([0, 5, 7].map(Samples.number).contains) == [5, 7, 0].map(Samples.number))
        #expect(try numbers(test.store, by: "rural") == [5].map(Samples.number))
        var page = try test.store.supported(by: "greening", limit: 2)
        var found = page.rows.map(\.number)
        while let next = page.next, found.count < 10 {
            page = try test.store.supported(by: "greening", after: next, limit: 2)
            found += page.rows.map(\.number)
        }
        #expect(found == all)
    }

    @Test("Nobody helps with a case that is done, nor with one of their own")
    func ends() throws {
        let test = try TestStore()
        var cases = try test.open(0..<9)
        cases[0].take(.resolve(.init(reply: "好了")), test.policy)
        cases[4].take(.assign(.init(to: "greening")), by: "desk", test.policy)
        try test.write([(cases[0], 1), (cases[4], 1)])
        #expect(try numbers(test.store, by: "greening") == [8].map(Samples.number))
        #expect(try test.store.verify().differences == [])
    }

    @Test("A store from before gets them from its cases")
    func migration() throws {
        let test = try TestStore()
        var cases = try test.open(0..<9)
        cases[7].take(help(["greening"], hours: 30.5), test.policy)
        cases[8].take(.resolve(.init(reply: "好了")), test.policy)
        try test.write([(cases[7], 1), (cases[8], 1)])
        let before = try test.store.supported(by: "greening")
        #expect(Set(before.rows.map(\.number)) == Set([0, 4, 7].map(Samples.number)))
        try test.store.close()
        try test.edit("DROP TABLE supports; DELETE FROM grdb_migrations WHERE identifier = '4 supports'")
        let store = try Store(path: test.path, calendars: test.policy.calendars)
        #expect(try store.supported(by: "greening") == before)
        #expect(try store.verify().differences == [])
        try store.close()
    }
}
