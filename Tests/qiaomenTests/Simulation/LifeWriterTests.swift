import Hotline
import Synchronization
import Testing
import WorkTime
import qiaomen

@Suite("Whole lives as lines", .timeLimit(.minutes(1)))
struct LifeWriterTests {
    private func lines(seed: UInt64 = 1, until end: Instant = .latest) throws -> (
        [String: [String]], LifeWriter.Summary
    ) {
        let town = try SmallTown(seed: seed)
        var files: [String: [String]] = [:]
        let summary = LifeWriter(town.district, until: end).write(town.openings(1_500)) { department, line in
            files[department, default: []].append(String(decoding: line.dropLast(), as: UTF8.self))
        }
        return (files, summary)
    }

    private func events(_ lines: [String]) -> [ProgressEvent] {
        lines.compactMap { line in
            let bytes = Array(line.utf8)
            return try? ProgressEvent(json: bytes.span.bytes)
        }
    }

    @Test("each department's lines are in the order of time, and nearly all of them events")
    func order() throws {
        let (files, summary) = try lines()
        #expect(Set(files.keys) == ["housing", "rural", "greening", "desk"])
        #expect(files.values.reduce(0) { $0 + $1.count } == summary.events)
        for lines in files.values {
            let events = events(lines)
            #expect(events.count >= lines.count * 99 / 100)
            #expect(zip(events, events.dropFirst()).allSatisfy { $0.at <= $1.at })
        }
        #expect(summary.cases == 1_500)
        #expect((summary.events / 100...summary.events / 10).contains(summary.wrong))
    }

    @Test("some lines come twice, some are unreadable, some are about no case")
    func wrong() throws {
        let (files, _) = try lines()
        let all = files.values.flatMap(\.self)
        #expect(Set(all).count < all.count)
        #expect(all.contains { $0.contains(".broken") })
        #expect(all.contains { $0.contains("9999999999999999") })
    }

    @Test("the same seed gives the same lines, however many cores there are")
    func determinism() throws {
        #expect(try lines().0 == lines().0)
        #expect(try lines().0 != lines(seed: 2).0)
    }

    @Test("nothing is done after the end that was named")
    func end() throws {
        let end = try Instant(rfc3339: "2026-01-20T12:00:00+08:00")
        let (files, summary) = try lines(until: end)
        #expect(summary.events > 1_000)
        #expect(files.values.flatMap(events).allSatisfy { $0.at <= end })
    }
}
