import GRDB
import Hotline
import Store
import Synchronization
import Testing
import WorkTime

/// How SQLite answers: along an index, from where the page begins; never by looking at all cases.
@Suite(.timeLimit(.minutes(1)))
struct PlanTests {
    /// Lists of every kind.
    static let queries: [CaseQuery] = {
        var plain = CaseQuery()
        plain.area = "sewage"
        plain.receivedFrom = Samples.start
        var states = CaseQuery()
        states.states = [.resolved]
        var several = CaseQuery()
        several.states = [.assigned, .working]
        var worklist = CaseQuery.worklist(of: "rural")
        worklist.states = [.assigned, .accepted]
        worklist.area = "sewage"
        var changed = CaseQuery(.updated)
        (changed.updatedFrom, changed.updatedBefore) = (Samples.start, .latest)
        var open = CaseQuery()
        open.isPublic = true
        open.services = [CaseService(area: "sewage", kind: .help), CaseService(area: "other", kind: .wish)]
        open.box = CaseBox(latitudes: 1...2, longitudes: 3...4)
        (open.channels, open.holders, open.skipped) = (["hotline"], ["rural"], 10)
        return [
            changed, open, CaseQuery(), plain, states, several, worklist, .fallingDue(before: Samples.start),
            CaseQuery(.callBacks),
            CaseQuery(.requests),
        ]
    }()

    @Test("Every list walks along its index: no case outside of it is looked at, nothing is sorted", arguments: queries)
    func lists(query: CaseQuery) throws {
        let test = try TestStore()
        var later = query
        later.after = CasePageKey(key: 5, number: Samples.number(1))
        let plans = try test.plans { store in
            _ = try store.page(query)
            _ = try store.page(later)
        }
        #expect(plans.count == 2)
        for (sql, plan) in plans {
            #expect(plan.first?.hasPrefix("SEARCH c USING INDEX cases_") == true, "\(sql): \(plan)")
            #expect(
                plan.dropFirst().map { $0.prefix(35) } == ["SEARCH r USING INTEGER PRIMARY KEY "], "\(sql): \(plan)")
        }
    }

    @Test("What is found by phone, address, number, event or time is searched for, not scanned")
    func statements() throws {
        let test = try TestStore()
        try test.open(0..<3)
        let number = Samples.number(1)
        let plans = try test.plans { store in
            _ = try store.cases(phone: "1")
            _ = try store.cases(address: "x", from: .earliest)
            _ = try store.supported(by: "rural")
            _ = try store.row(of: number)
            _ = try store.report(of: number)
            _ = try store.publicCases([number])
            _ = try store.cases([number])
            _ = try store.relations(of: number)
            _ = try store.knownEvent(EventIdentity(topic: "a", id: "b"))
            _ = try store.told(["a"])
            _ = try store.due(wakeAt: .latest, limit: 5)
            _ = try store.nextWake()
            _ = try store.outbox(after: 0, limit: 5)
            _ = try store.purgeable(before: .latest)
        }
        #expect(plans.count == 16)
        for (sql, plan) in plans {
            // The first of the index of those that want to be woken is the one that is asked for.
            let scans = plan.filter { $0.hasPrefix("SCAN") && $0 != "SCAN cases USING COVERING INDEX cases_wake" }
            #expect(scans.isEmpty, "\(sql): \(plan)")
        }
    }
}

extension TestStore {
    /// What is asked of a store, and how SQLite means to answer it; parameters may be numbered.
    func plans(_ body: (Store) throws -> Void) throws -> [(sql: String, plan: [String])] {
        let asked = Mutex<[String]>([])
        let reader = try Store(readingOnly: path, calendars: policy.calendars) { sql in
            asked.withLock { $0.append(sql) }
        }
        asked.withLock { $0 = [] }
        try body(reader)
        try reader.close()
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try asked.withLock { $0 }.filter { $0.contains("SELECT") }.map { sql in
            try queue.read { db in
                let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
                let count = (1...9).last { sql.contains("?\($0)") } ?? sql.count { $0 == "?" }
                statement.setUncheckedArguments(StatementArguments(Array(repeating: nil as Int?, count: count)))
                return (sql, try Row.fetchAll(statement).map { $0[3] })
            }
        }
    }
}
