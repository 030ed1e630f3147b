import Foundation
import Hotline
import Testing

extension CommandTests {
    /// The command `figures`.
    @Suite struct Figures {
        private typealias Filled = Cases.Filled

        private static let from = ["--from", "2020-01-01"]

        private func run(_ filled: Filled, _ arguments: [String]) async throws -> Program.Outcome {
            try await Program.run(["figures"] + arguments, environment: ["QIAOMEN_STORE": filled.store])
        }

        private func json(_ outcome: Program.Outcome) throws -> [String: Any] {
            let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
            return try #require(object as? [String: Any])
        }

        @Test func `Figures are printed in Chinese with numerator and denominator, in English when asked`() async throws
        {
            let filled = try Filled()
            let chinese = try await run(filled, Self.from + ["--by", "department"])
            #expect(chinese.status == 0)
            for word in ["【数量】", "按时办结率", "响应率", "合计", "50.0% (1/2)"] {
                #expect(chinese.output.contains(word), "\(word)")
            }
            let english = try await run(filled, Self.from + ["--lang", "en"])
            for word in ["[Counts]", "resolved on time", "33.3% (1/3)"] {
                #expect(english.output.contains(word), "\(word)")
            }
            for outcome in [chinese, english] { #expect(!outcome.output.contains("13800001111")) }
        }

        @Test func `JSON and CSV say the same as the table, and the cases behind a figure are listed`() async throws {
            let filled = try Filled()
            let document = try json(try await run(filled, Self.from + ["--format", "json"]))
            let whole = try #require(document["whole"] as? [String: Any])
            let counts = try #require(whole["counts"] as? [String: Int])
            #expect(counts["received"] == 3)
            #expect(counts["open"] == 2)
            #expect(counts["overdue"] == 2)
            let csv = try await run(filled, Self.from + ["--format", "csv"])
            #expect(csv.output.contains("whole,,合计,received,3,count,3,"))
            let missed = try await run(
                filled, Self.from + ["--cases", "resolveOnTime", "--part", "misses", "--format", "json"])
            #expect(missed.lines.count == 2)
            #expect(missed.output.contains(filled.numbers[0].description))
            #expect(!missed.output.contains(filled.numbers[1].description))
            let rural = try await run(
                filled, Self.from + ["--cases", "open", "--by", "department", "--group", "rural", "--format", "json"])
            #expect(rural.lines.count == 1)
        }

        @Test func `Nothing has happened yet as of an early instant`() async throws {
            let filled = try Filled()
            let document = try json(
                try await run(
                    filled, Self.from + ["--as-of", "2020-02-01T00:00:00+08:00", "--by", "street", "--format", "json"]))
            #expect((document["groups"] as? [Any])?.isEmpty == true)
        }

        @Test func `A report compares a whole week by department and by street`() async throws {
            let filled = try Filled()
            let text = try await run(filled, ["--report", "week"])
            #expect(text.status == 0)
            for word in ["周通报", "【各单位】", "【各街道】", "【热点】", "环比", "同比"] {
                #expect(text.output.contains(word), "\(word)")
            }
            let report = try json(
                try await run(filled, ["--report", "month", "--from", "2026-02-10", "--format", "json"]))
            #expect(report["from"] as? String == "2026-02-01")
            #expect(report["to"] as? String == "2026-02-28")
            let departments = try #require(report["departments"] as? [String: [String: Any]])
            #expect((departments["previous"]?["from"] as? String)?.hasPrefix("2026-01-01T00:00:00+08:00") == true)
            #expect((departments["lastYear"]?["from"] as? String)?.hasPrefix("2025-02-01T00:00:00+08:00") == true)
            #expect(try await run(filled, ["--report", "week", "--lang", "en"]).output.contains("weekly report"))
        }

        @Test func `What does not fit together is told`() async throws {
            let filled = try Filled()
            let wrong: [[String]] = [
                ["--report", "week", "--by", "area"], ["--from", "2026-02-30"], ["--from", "tomorrow"],
                ["--due-within", "0h"], ["--cases", "nothing"], ["--cases", "open", "--by", "area"],
                ["--cases", "open", "--by", "week"], ["--only", "whole=x"], ["--by", "moon"],
            ]
            for arguments in wrong { #expect(try await run(filled, arguments).status == 64, "\(arguments)") }
            let none = try await Program.run(["figures", "--store", "sqlite:/nowhere/none.db"])
            #expect(none.status == 1)
            #expect(none.errors.contains("there is no store"))
        }
    }
}
