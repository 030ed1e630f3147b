import Foundation
import Hotline
import Testing

@Suite("The page about actions", .timeLimit(.minutes(1)))
struct ActionDocumentTests {
    /// To write it anew: `QIAOMEN_WRITE_DOCUMENTS=1 swift test --filter ActionDocumentTests`.
    @Test("deploy/ACTIONS.md is what the code's table says")
    func committed() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../deploy/ACTIONS.md")
            .standardizedFileURL
        if ProcessInfo.processInfo.environment["QIAOMEN_WRITE_DOCUMENTS"] != nil {
            try ActionDocument.markdown.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == ActionDocument.markdown)
    }

    @Test("it has a row for each action, and explains each state and party")
    func complete() {
        for action in ProgressAction.allCases { #expect(ActionDocument.markdown.contains("| `\(action.rawValue)`")) }
        for state in CaseState.allCases { #expect(ActionDocument.markdown.contains("| `\(state.rawValue)` |")) }
        for party in Party.allCases { #expect(ActionDocument.markdown.contains("| `\(party.rawValue)` |")) }
    }

    @Test("members are those that the reader takes out of an event", arguments: ProgressAction.allCases)
    func members(action: ProgressAction) throws {
        let event = try #require(try LifeSchemaTests.wholeEvents().first { $0.action == action })
        let json = try JSONSerialization.jsonObject(with: Data(event.json(utcOffset: 0))) as? [String: Any]
        let own = Set((json ?? [:]).keys).subtracting(["id", "case", "action", "at", "by", "note", "round"])
        #expect(own == Set(action.members))
    }
}
