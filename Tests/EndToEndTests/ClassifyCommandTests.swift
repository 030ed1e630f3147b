import Foundation
import Testing

extension CommandTests {
    @Suite struct Classify {
        private func classify(_ input: String) async throws -> (Program.Outcome, [[String: Any]]) {
            let outcome = try await Program.run(["classify"], input: input)
            let decisions = try outcome.lines.compactMap {
                try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            }
            return (outcome, decisions)
        }

        @Test func `A line of text gives its area, place and departments`() async throws {
            let (outcome, decisions) = try await classify("白湾社区污水管网没有接通\n\n今天天气很好\n")
            #expect(outcome.status == 0)
            #expect(decisions.count == 2)
            #expect(decisions[0]["area"] as? String == "sewage")
            #expect(decisions[0]["community"] as? String == "baiwan")
            #expect(decisions[0]["department"] as? String == "rural")
            #expect(decisions[0]["supporting"] as? [String] == ["housing"])
            #expect(decisions[0]["evidence"] as? [String] != [])
            #expect(decisions[0]["id"] == nil)
            #expect(decisions[1]["area"] as? String == "other")
            #expect(decisions[1]["community"] is NSNull)
            #expect(decisions[1]["department"] as? String == "desk")
        }

        @Test func `A report as JSON keeps its id, and needs no more than its text`() async throws {
            let (outcome, decisions) = try await classify(
                """
                {"id":"1","text":"污水外溢","community":"白湾社区","reportedAt":"2026-11-23T08:00:00+08:00"}
                {"id":"2","title":"污水","text":"外溢"}
                {"text":"污水外溢","area":"sewage"}
                """)
            #expect(outcome.status == 0)
            #expect(decisions.map { $0["id"] as? String } == ["1", "2", nil])
            #expect(decisions.map { $0["area"] as? String } == ["sewage", "sewage", "sewage"])
            #expect(decisions[0]["community"] as? String == "baiwan")
        }

        @Test func `A line that cannot be read is told with its number, and the rest goes on`() async throws {
            let (outcome, decisions) = try await classify("{\"text\":\n污水\n{\"text\":5}\n")
            #expect(outcome.status == 1)
            #expect(decisions.count == 1)
            #expect(outcome.errors.contains("line 1: "))
            #expect(outcome.errors.contains("line 3: text: "))
        }
    }
}
