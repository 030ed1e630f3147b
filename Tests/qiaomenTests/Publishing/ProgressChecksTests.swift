import Hotline
import Testing
import WorkTime
import qiaomen

@Suite("What is known of an event before it is sent", .timeLimit(.minutes(1)))
struct ProgressChecksTests {
    private let number = CaseNumber(channel: "hotline", id: Array("1".utf8).span)
    private let at = Instant(milliseconds: 1_763_860_000_000)

    private func field(of body: ProgressBody, topic: String = "progress.housing", by: String? = nil, ahead: Int64 = 0)
        throws
        -> String?
    {
        let checks = ProgressChecks(try SmallTown().file, topic: topic)
        let event = ProgressEvent(
            id: "e", caseNumber: number, at: Instant(milliseconds: at.milliseconds + ahead), by: by, body: body)
        do {
            try checks.check(event, recordedAt: at)
            return nil
        } catch {
            return error.field
        }
    }

    @Test("whether such an author may do such a thing at all, by the table of actions")
    func authors() throws {
        #expect(try field(of: .accept) == nil)
        #expect(try field(of: .arrive) == nil)
        #expect(try field(of: .grant(ref: "r")) == "action")
        #expect(try field(of: .grant(ref: "r"), topic: "progress.desk") == nil)
        #expect(try field(of: .urge, topic: "progress.desk") == "action")
        #expect(try field(of: .urge, topic: "progress.desk", by: "hotline:7") == nil)
        #expect(try field(of: .accept, topic: "progress.desk") == nil, "the desk may hold a case")
        #expect(try field(of: .close, topic: "progress.desk", by: "manager") == "action")
    }

    @Test("whether times lie as they must")
    func times() throws {
        let before = Instant(milliseconds: at.milliseconds - 1)
        #expect(try field(of: .suspend(.init(kind: .waiting, until: before))) == "until")
        #expect(try field(of: .assist(.init(departments: ["rural"], reason: "r", dueBy: before))) == "dueBy")
        #expect(
            try field(of: .supervise(.init(level: .formal, answerBy: at)), topic: "progress.desk", by: "manager")
                == "answerBy")
        #expect(try field(of: .accept, ahead: 300_000) == nil)
        #expect(try field(of: .accept, ahead: 300_001) == "at")
    }

    @Test("whether the district knows what it names")
    func names() throws {
        #expect(try field(of: .assign(.init(to: "nobody")), topic: "progress.desk") == "to")
        #expect(try field(of: .assign(.init(to: "rural", supporting: ["x"])), topic: "progress.desk") == "supporting")
        #expect(try field(of: .assist(.init(departments: ["rural", "x"], reason: "r"))) == "departments")
        #expect(try field(of: .return(.init(ground: .unclear, suggested: "x"))) == "suggested")
        #expect(try field(of: .assignTo(.init(community: "x"))) == "community")
        #expect(try field(of: .assignTo(.init(community: "baiwan"))) == nil)
        #expect(try field(of: .reclassify(.init(area: "x")), topic: "progress.desk") == "area")
    }

    @Test("what is refused whatever the case: a return of what is shared, a merge with itself")
    func always() throws {
        #expect(try field(of: .return(.init(ground: .shared))) == "ground")
        #expect(try field(of: .merge(into: number), topic: "progress.desk") == "into")
    }
}
