import Hotline
import Testing
import WorkTime
import qiaomen

@Suite("An event put together on the command line", .timeLimit(.minutes(1)))
struct ProgressDraftTests {
    private func draft(_ action: String, _ members: [String: Any] = [:], body: String? = nil) -> ProgressDraft {
        var draft = ProgressDraft(
            id: "e1", caseNumber: "1234567890123456", action: action, at: "2026-11-23T09:00:00+08:00")
        draft.members = members
        draft.body = body
        return draft
    }

    @Test("it is the event that its members say")
    func members() throws {
        var draft = draft("suspend", ["kind": "waiting", "until": "2026-11-30T09:00:00+08:00"])
        draft.by = "李"
        draft.note = "等材料"
        draft.round = 2
        let event = try draft.event()
        #expect(event.id == "e1" && event.by == "李" && event.note == "等材料" && event.round == 2)
        #expect(event.at == (try Instant(rfc3339: "2026-11-23T09:00:00+08:00")))
        #expect(event.body == .suspend(.init(kind: .waiting, until: try Instant(rfc3339: "2026-11-30T09:00:00+08:00"))))
    }

    @Test("a body gives members too, and single ones beat it")
    func body() throws {
        let event = try draft("resolve", ["reply": "好了"], body: #"{"reply":"没有","photos":["https://a.example/1.jpg"]}"#)
            .event()
        #expect(event.body == .resolve(.init(reply: "好了", photos: ["https://a.example/1.jpg"])))
    }

    @Test(
        "what is missing, wrong or out of place is told by its name",
        arguments: [
            ("suspend", ["kind": "waiting"], nil, "until"),
            ("suspend", ["kind": "later", "until": "2026-11-30T09:00:00+08:00"], nil, "kind"),
            ("extend", ["workingDays": "5", "reason": "x"], nil, "workingDays"),
            ("accept", ["ground": "unclear"], nil, "ground"),
            ("fly", [:], nil, "action"),
            ("resolve", [:], "[1]", "body"),
        ] as [(String, [String: String], String?, String)])
    func problems(action: String, members: [String: String], body: String?, field: String) {
        #expect { try draft(action, members, body: body).event() } throws: { error in
            (error as? ProgressChecks.Problem)?.field == field
        }
    }
}
