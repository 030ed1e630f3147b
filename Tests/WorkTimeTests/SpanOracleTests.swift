import Foundation
import TestKit
import Testing
import WorkTime

@Suite("Against a grid of minutes", .timeLimit(.minutes(1)))
struct SpanOracleTests {
    /// One line of the fixture.
    private struct Span {
        let calendar: WorkCalendar
        let start: Instant
        let end: Instant
        let pauses: Pauses
        let workingMinutes: Int64
        let elapsedMinutes: Int64
        let limit: TimeLimit
        let due: Due

        init(_ line: Substring) throws {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            try #require(columns.count == 9)
            calendar = try #require(ShippedCalendar(rawValue: columns[0])).calendar
            start = try time(columns[1])
            end = try time(columns[2])
            pauses = Pauses(
                try columns[3].split(separator: " ").map { text in
                    let ends = text.split(separator: "/").map(String.init)
                    return try pause(ends[0], ends[1])
                })
            workingMinutes = try #require(Int64(columns[4]))
            elapsedMinutes = try #require(Int64(columns[5]))
            limit = try TimeLimit(columns[6])
            due = Due(try time(columns[7]), isProvisional: columns[8] == "true")
        }
    }

    @Test("1,000 random spans and limits are as the grid counts them (Oracle/make-spans)")
    func spans() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Oracle/spans.tsv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst(2)
        #expect(lines.count == 1_000)
        for line in lines {
            let span = try Span(line)
            let working = span.calendar.workingMilliseconds(from: span.start, to: span.end, pauses: span.pauses)
            #expect(working == span.workingMinutes * 60_000, "\(line)")
            let elapsed = WorkCalendar.elapsedMilliseconds(from: span.start, to: span.end, pauses: span.pauses)
            #expect(elapsed == span.elapsedMinutes * 60_000, "\(line)")
            let due = try span.calendar.due(from: span.start, limit: span.limit, pauses: span.pauses)
            #expect(due == span.due, "\(line)")
        }
    }
}
