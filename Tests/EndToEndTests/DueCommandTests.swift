import Foundation
import Testing

extension CommandTests {
    @Suite struct Due {
        private func due(_ arguments: String...) async throws -> Program.Outcome {
            try await Program.run(["due"] + arguments)
        }

        @Test(
            arguments: [
                (
                    "2026-02-13T15:00:00+08:00", "5 working days",
                    #"{"due":"2026-02-27T18:00:00+08:00","provisional":false}"#
                ),
                (
                    "2026-11-23T11:30:00+08:00", "1 working hour",
                    #"{"due":"2026-11-23T14:30:00+08:00","provisional":false}"#
                ),
                ("2026-11-23T01:00:00Z", "24 hours", #"{"due":"2026-11-24T09:00:00+08:00","provisional":false}"#),
                (
                    "2026-12-31T10:00:00+08:00", "1 working day",
                    #"{"due":"2027-01-01T18:00:00+08:00","provisional":true}"#
                ),
            ])
        func `By the district's own calendar, split, one line of JSON`(from: String, limit: String, line: String)
            async throws
        {
            let outcome = try await due("--from", from, "--limit", limit)
            #expect(outcome.status == 0)
            #expect(outcome.output == line + "\n")
            #expect(outcome.errors.isEmpty)
        }

        @Test(
            arguments: [
                ("office", "2026-11-23T12:30:00+08:00"), ("split", "2026-11-23T14:30:00+08:00"),
                ("always", "2026-11-23T12:30:00+08:00"),
            ])
        func `Another calendar is asked for by name`(calendar: String, expected: String) async throws {
            let outcome = try await due(
                "--from", "2026-11-23T11:30:00+08:00", "--limit", "1 working hour", "--calendar", calendar)
            #expect((outcome.json as? [String: Any])?["due"] as? String == expected)
        }

        @Test(
            arguments: [
                (["--from", "2026-11-23", "--limit", "1 hour"], "expected a T between date and time"),
                (["--from", "2026-11-23T10:00:00", "--limit", "1 hour"], "expected an offset: Z, +hh:mm or -hh:mm"),
                (["--from", "2026-11-23T10:00:00Z", "--limit", "soon"], "expected a number and a unit, such as"),
                (["--from", "2026-11-23T10:00:00Z", "--limit", "5 weeks"], "working hours or working days after"),
                (["--from", "2026-11-23T10:00:00Z", "--limit", "0 hours"], "expected a number from 1 to 100000"),
                (
                    ["--from", "2026-11-23T10:00:00Z", "--limit", "1 hour", "--calendar", "moon"],
                    "expected one of office, split, always, found 'moon'"
                ),
                (["--limit", "1 hour"], "--from"),
            ])
        func `What cannot be read is wrong usage, and it is said what was expected`(
            arguments: [String], problem: String
        )
            async throws
        {
            let outcome = try await Program.run(["due"] + arguments)
            #expect(outcome.status == 64)
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.contains(problem))
        }

        @Test func `A district's own file has its own calendars and zone`() async throws {
            let shipped = URL(filePath: #filePath).deletingLastPathComponent().appending(
                path: "../../deploy/district.yaml")
            let text = try String(contentsOf: shipped, encoding: .utf8)
                .replacing("calendar: split\n", with: "calendar: nights\n")
                .replacing("calendars:\n", with: "calendars:\n  - { id: nights, everyDay: [22:00-24:00] }\n")
            let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString)-district.yaml")
            try Data(text.utf8).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            let outcome = try await due(
                "--from", "2026-11-23T11:30:00+08:00", "--limit", "3 working hours", "--district", file.path)
            #expect(outcome.output == #"{"due":"2026-11-24T23:00:00+08:00","provisional":false}"# + "\n")
        }

        @Test func `Where the calendar ends there is no date`() async throws {
            let outcome = try await due("--from", "2099-12-31T17:00:00+08:00", "--limit", "5 working days")
            #expect(outcome.status == 1)
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.contains("the calendar `split` has not enough working time"))
        }
    }
}
