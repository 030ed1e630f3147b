import GRDB
import Hotline
import Store
import Testing
import WorkTime

/// What everybody may see of cases.
@Suite(.timeLimit(.minutes(1)))
struct PublicViewTests {
    private func numbers(_ store: Store, _ change: (inout CaseQuery) -> Void) throws -> [CaseNumber] {
        var query = CaseQuery()
        query.isPublic = true
        change(&query)
        return try store.publicPage(query).map(\.row.number)
    }

    @Test("What is confidential is in no public list, nor is a tip-off, also one that the desk made one")
    func confidential() throws {
        let test = try TestStore()
        try test.open(0..<3) { $0.isConfidential = false }
        try test.open(3..<4) { $0.isConfidential = true }
        try test.write([(try Samples.opened(4, test.policy, kind: .tipoff), 0)]) { $0.isConfidential = false }
        var turned = try Samples.opened(2, test.policy)
        turned.take(.reclassify(.init(area: "sewage", kind: .tipoff)), by: "desk", test.policy)
        try test.write([(turned, 1)])
        #expect(try numbers(test.store) { _ in } == [1, 0].map(Samples.number))
        let all = try test.store.publicCases((0..<5).map(Samples.number))
        #expect(all.map(\.isConfidential) == [false, false, true, true, true])
    }

    @Test("Cases are found by where they are; those of no known place are nowhere")
    func box() throws {
        let test = try TestStore()
        try test.open(0..<1) { $0.location = Coordinates(latitude: 32, longitude: 112) }
        try test.open(1..<2) { $0.location = Coordinates(latitude: 33, longitude: 112) }
        try test.open(2..<3)
        let found = try numbers(test.store) {
            $0.box = CaseBox(latitudes: 31...32, longitudes: 112...113)
        }
        #expect(found == [Samples.number(0)])
        let shown = try test.store.publicCases([Samples.number(0), Samples.number(2)])
        #expect(shown.map(\.location) == [Coordinates(latitude: 32, longitude: 112), nil])
    }

    @Test("A case changes until somebody says that it is done; what is said of it then is no change")
    func updated() throws {
        let test = try TestStore()
        try test.open(0..<3)
        var done = try Samples.opened(0, test.policy)
        done.take(.accept, test.policy)
        try test.write([(done, 1)])
        #expect(try test.store.publicCases([done.number])[0].updatedAt == done.lastAppliedAt)
        done.take(.resolve(.init(reply: "好了")), test.policy)
        let end = done.lastAppliedAt
        done.take(.urge, by: "hotline", test.policy)
        try test.write([(done, 2)])
        let shown = try test.store.publicCases([done.number])[0]
        #expect(shown.updatedAt == end)
        #expect(shown.reply == "好了")
        #expect(try numbers(test.store) { $0.order = .updated } == [0, 2, 1].map(Samples.number))
        #expect(
            try numbers(test.store) {
                $0.order = .updated
                $0.updatedFrom = end
            } == [done.number])
        #expect(
            try numbers(test.store) {
                $0.order = .updated
                $0.updatedBefore = end
            } == [2, 1].map(Samples.number))
    }

    @Test("Lists are narrowed to services, channels and departments, and counted in pages")
    func narrowed() throws {
        let test = try TestStore()
        try test.open(0..<12)
        #expect(
            try numbers(test.store) { $0.services = [CaseService(area: "sewage", kind: .help)] }
                == [10, 8, 6, 4, 2, 0].map(Samples.number))
        #expect(try numbers(test.store) { $0.services = [CaseService(area: "sewage", kind: .wish)] }.isEmpty)
        #expect(try numbers(test.store) { $0.channels = ["door"] }.isEmpty)
        #expect(try numbers(test.store) { $0.holders = [] }.isEmpty)
        #expect(try numbers(test.store) { $0.holders = ["rural"] } == [10, 7, 4, 1].map(Samples.number))
        let page = try numbers(test.store) { ($0.limit, $0.skipped) = (5, 5) }
        #expect(page == [6, 5, 4, 3, 2].map(Samples.number))
    }

    @Test("A store from before gets it from its cases and reports")
    func migration() throws {
        let test = try TestStore()
        var cases = try test.open(0..<3) { report in
            let kind = report.number == Samples.number(1) ? #","kind":"tipoff""# : ""
            report.json = Array(#"{"id":"1","location":{"lat":32.5,"lon":112.25}\#(kind)}"#.utf8)
            report.location = Coordinates(latitude: 32.5, longitude: 112.25)
            report.isConfidential = !kind.isEmpty
        }
        cases[0].take(.accept, test.policy)
        cases[2].take(.resolve(.init(reply: "好了")), test.policy)
        cases[2].take(.urge, by: "hotline", test.policy)
        try test.write([(cases[0], 1), (cases[2], 1)])
        let before = try test.store.publicCases((0..<3).map(Samples.number))
        try test.store.close()
        try test.edit(
            """
            DROP INDEX cases_updated;
            ALTER TABLE cases DROP COLUMN updatedAt;
            ALTER TABLE reports DROP COLUMN lat;
            ALTER TABLE reports DROP COLUMN lon;
            ALTER TABLE reports DROP COLUMN confidential;
            DELETE FROM grdb_migrations WHERE identifier = '3 public view'
            """)
        let store = try Store(path: test.path, calendars: test.policy.calendars)
        #expect(try store.publicCases((0..<3).map(Samples.number)) == before)
        try store.close()
    }
}
