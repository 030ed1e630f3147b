import Foundation
import GRDB
import Hotline
import Store
import Testing
import WorkTime

/// How long figures take, against counting the same rows: `QIAOMEN_MEASURE_FIGURES=1000000 swift test -c release`. It
/// prints a table and asserts no time.
///
/// With `QIAOMEN_FIGURES_STORE=PATH` the store is made there, or taken from there, and left.
@Suite(.timeLimit(.minutes(30)))
struct FigureMeasurementTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let count = environment["QIAOMEN_MEASURE_FIGURES"].flatMap { Int($0) }

    @Test("Times of all figures over a year of cases", .enabled(if: count != nil))
    func times() throws {
        let test = try TestStore()
        let path = Self.environment["QIAOMEN_FIGURES_STORE"] ?? test.path
        let isThere = FileManager.default.fileExists(atPath: path) && path != test.path
        if !isThere {
            try Store(path: path, calendars: test.policy.calendars).close()
            var year = YearOfCases(count: Self.count ?? 0)
            let seconds = try Self.seconds { try year.fill(path) }
            print("made in \(seconds) s")
        }
        let store = try Store(readingOnly: path, calendars: test.policy.calendars)
        let day: Int64 = 86_400_000
        for (name, days) in [("a year", 366), ("30 days", 30), ("7 days", 7)] as [(String, Int64)] {
            let start = Instant(milliseconds: Samples.start.milliseconds - days * day)
            let window = FigureWindow(from: start, to: Samples.start)
            for grouping in [FigureGrouping.department, .community] {
                try measure(store, try test.terms(), FigureScope(window, asOf: Samples.start, by: grouping), name)
            }
        }
        try store.close()
    }

    private func measure(_ store: Store, _ terms: FigureTerms, _ scope: FigureScope, _ name: String) throws {
        print("\n\(name), by \(scope.grouping): milliseconds of the process")
        for figure in CountFigure.allCases {
            try show(figure.rawValue, store, terms) { _ = try $0.count(figure, scope) }
        }
        for figure in RateFigure.allCases {
            try show(figure.rawValue, store, terms) { _ = try $0.rate(figure, scope) }
        }
        try show("closureTimes", store, terms) { reader in
            for times in try reader.closureTimes(scope).values {
                _ = WaitingSummary(times.elapsed)
                _ = WaitingSummary(times.working)
            }
        }
        try show("backlog", store, terms) { _ = try $0.backlog(scope) }
        try show("hotTopics", store, terms) { _ = try $0.hotTopics(asOf: scope.asOf) }
        try show("sheet", store, terms) { _ = try $0.sheet(scope) }
        for (rows, column) in [("cases", "receivedAt"), ("rounds", "assignedAt"), ("evaluations", "at")] {
            let queue = try DatabaseQueue(path: store.path)
            let sql = "SELECT count(*) FROM \(rows) WHERE \(column) >= ? AND \(column) < ?"
            let arguments: StatementArguments = [scope.window.start.milliseconds, scope.window.end.milliseconds]
            try queue.read { db in
                var n = 0
                let seconds = try Self.seconds { n = try Int.fetchOne(db, sql: sql, arguments: arguments) ?? 0 }
                print("count(*) of \(n) \(rows): \(Self.milliseconds(seconds))")
            }
            try queue.close()
        }
    }

    private func show(
        _ name: String, _ store: Store, _ terms: FigureTerms, _ read: @escaping (FigureReader) throws -> Void
    ) throws {
        var best = Double.infinity
        for _ in 0..<3 { best = min(best, try Self.seconds { try store.figures(terms, read) }) }
        print("\(name): \(Self.milliseconds(best))")
    }

    /// The process's time: others may be at work on the machine.
    private static func seconds(_ work: () throws -> Void) rethrows -> Double {
        let start = clock()
        try work()
        return Double(clock() - start) / Double(CLOCKS_PER_SEC)
    }

    private static func milliseconds(_ seconds: Double) -> String { "\((seconds * 10_000).rounded() / 10) ms" }
}
