import Foundation
import GRDB
import Hotline
import Store
import Synchronization
import Testing
import WorkTime

/// How long figures and pages take, against counting the same rows:
/// `QIAOMEN_MEASURE_FIGURES=1000000 swift test -c release --filter FigureMeasurementTests`. It prints tables and asserts no
/// time.
///
/// With `QIAOMEN_FIGURES_STORE=PATH` the store is made there, or taken from there, and left.
@Suite(.timeLimit(.minutes(60)), .serialized)
struct FigureMeasurementTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let count = environment["QIAOMEN_MEASURE_FIGURES"].flatMap { Int($0) }

    @Test("Times of all figures and pages over a year of cases", .enabled(if: count != nil))
    func times() throws {
        let test = try TestStore()
        let path = Self.environment["QIAOMEN_FIGURES_STORE"] ?? test.path
        if path == test.path || !FileManager.default.fileExists(atPath: path) {
            let store = try Store(path: path, calendars: test.policy.calendars)
            let seconds = try Self.seconds {
                try YearOfLives(count: Self.count ?? 0, policy: test.policy).fill(store)
            }
            try store.close()
            print("made in \(seconds.rounded()) s")
        }
        let stopwatch = try Stopwatch(path, test)
        print("| what | ms | rows | bare count, ms | ratio |\n|---|---|---|---|---|")
        for table in ["cases", "rounds", "evaluations", "cases WHERE open = 1"] { try stopwatch.count(table) }
        try pages(stopwatch)
        let day: Int64 = 86_400_000
        for (name, days) in [("7 days", 7), ("30 days", 30), ("a year", 366)] as [(String, Int64)] {
            let end = YearOfLives.end
            let window = FigureWindow(from: Instant(milliseconds: end.milliseconds - days * day), to: end)
            for grouping in [FigureGrouping.whole, .department, .community] {
                let scope = FigureScope(window, asOf: end, by: grouping)
                try figures(stopwatch, try test.terms(), scope, "\(name), \(grouping)")
            }
        }
        try stopwatch.close()
    }

    @Test("What the indices for figures cost those who write", .enabled(if: count != nil))
    func writing() throws {
        for keepsIndices in [true, false, true, false] {
            let test = try TestStore()
            if !keepsIndices {
                let names = [
                    "cases_figures", "cases_excluded", "cases_suspended", "rounds_assigned", "rounds_ended",
                    "rounds_due", "rounds_accept", "rounds_contact",
                ]
                for name in names { try test.edit("DROP INDEX \(name)") }
            }
            var town = try Town(test.policy, seed: 1, cases: 5_000)
            var seconds = try Self.seconds { try test.store.commit(town.step()) }
            for _ in 0..<10 {
                for _ in 0..<3_000 { town.live() }
                let step = town.step()
                seconds += try Self.seconds { try test.store.commit(step) }
            }
            print("5,000 cases, 30,000 events, indices \(keepsIndices): \((seconds * 1_000).rounded()) ms")
        }
    }

    private func figures(_ watch: Stopwatch, _ terms: FigureTerms, _ scope: FigureScope, _ name: String) throws {
        func show(_ figure: String, _ read: @escaping (FigureReader) throws -> Void) throws {
            try watch.show("\(figure), \(name)", scope) { store in try store.figures(terms, read) }
        }
        for figure in CountFigure.allCases { try show(figure.rawValue) { _ = try $0.count(figure, scope) } }
        for figure in RateFigure.allCases { try show(figure.rawValue) { _ = try $0.rate(figure, scope) } }
        try show("closureTimes") { reader in
            for times in try reader.closureTimes(scope).values {
                _ = WaitingSummary(times.elapsed)
                _ = WaitingSummary(times.working)
            }
        }
        try show("backlog") { _ = try $0.backlog(scope) }
        try show("hotTopics") { _ = try $0.hotTopics(asOf: scope.asOf) }
        try show("sheet") { _ = try $0.sheet(scope) }
    }

    private func pages(_ watch: Stopwatch) throws {
        var rare = CaseQuery()
        rare.community = "nowhere"
        var late = CaseQuery.worklist(of: "housing")
        late.dueBefore = YearOfLives.end
        var resolved = CaseQuery()
        resolved.states = [.resolved]
        var held = CaseQuery()
        held.holder = "rural"
        let queries: [(String, CaseQuery)] = [
            ("received", CaseQuery()), ("received, of a department", held), ("received, nothing found", rare),
            ("one state", resolved), ("worklist", .worklist(of: "housing")), ("worklist, overdue", late),
            ("falling due", .fallingDue(before: YearOfLives.end)), ("call-backs", CaseQuery(.callBacks)),
            ("requests", CaseQuery(.requests)),
        ]
        for (name, query) in queries { try watch.show("page: \(name)") { _ = try $0.page(query) } }
        try watch.show("nextWake") { _ = try $0.nextWake() }
        try watch.show("due(wakeAt:), 500") { _ = try $0.due(wakeAt: YearOfLives.end, limit: 500) }
        try watch.show("cases(phone:)") { _ = try $0.cases(phone: "13800001234") }
        try watch.show("purgeable") { _ = try $0.purgeable(before: YearOfLives.end) }
    }

    fileprivate static func seconds(_ work: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        let time = try clock.measure(work)
        return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    }
}

/// Times what is asked of a store, and the plain count of the rows that it asks for.
private final class Stopwatch {
    private let store: Store
    private let queue: DatabaseQueue
    private let asked: Asked

    /// What was asked.
    private final class Asked: Sendable {
        let statements = Mutex<[String]>([])
    }

    init(_ path: String, _ test: TestStore) throws {
        let asked = Asked()
        self.asked = asked
        store = try Store(readingOnly: path, calendars: test.policy.calendars) { sql in
            asked.statements.withLock { $0.append(sql) }
        }
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -16384") }
        queue = try DatabaseQueue(path: path, configuration: configuration)
    }

    func close() throws {
        try store.close()
        try queue.close()
    }

    /// A row of the table: the median of five, and, if it asks one thing of a scope, of as many counts of the same rows.
    func show(_ name: String, _ scope: FigureScope? = nil, _ read: (Store) throws -> Void) throws {
        asked.statements.withLock { $0 = [] }
        try read(store)
        let statements = Set(asked.statements.withLock { $0 }.filter { $0.contains("?1") || $0.contains("?3") })
        let time = try median { try read(store) }
        guard let scope, let sql = statements.first, statements.count == 1 else {
            return print("| \(name) | \(rounded(time)) | | | |")
        }
        let instants = [scope.window.start, scope.window.end, scope.asOf, scope.asOf].map(\.milliseconds)
        var rows = 0
        let bare = try queue.read { db in
            let statement = try db.makeStatement(sql: "SELECT count(*) FROM (\(sql))")
            let values = Array(instants.map(Optional.some).prefix((1...4).last { sql.contains("?\($0)") } ?? 0))
            statement.setUncheckedArguments(StatementArguments(values))
            return try median { rows = try Int.fetchOne(statement) ?? 0 }
        }
        print("| \(name) | \(rounded(time)) | \(rows) | \(rounded(bare)) | \(rounded(time / bare)) |")
    }

    /// Counts a whole table.
    func count(_ table: String) throws {
        var rows = 0
        let time = try median {
            rows = try queue.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0 }
        }
        print("| count(*) of \(table) | \(rounded(time)) | \(rows) | | |")
    }

    private func median(_ work: () throws -> Void) rethrows -> Double {
        try (0..<5).map { _ in try FigureMeasurementTests.seconds(work) * 1_000 }.sorted()[2]
    }

    private func rounded(_ milliseconds: Double) -> String { "\((milliseconds * 100).rounded() / 100)" }
}
