import Foundation
import HTTPTypes
import Hotline
import HummingbirdTesting
import Kafka
import NIOCore
import Store
import Testing
import Web
import WorkTime

/// What is done with cases by the API.
@Suite(.timeLimit(.minutes(1)))
struct ProgressRouteTests {
    private let web: TestWeb

    init() throws {
        web = try TestWeb()
        try web.write([web.opened(1)])
    }

    private func act(
        _ body: String, _ scope: AccessScope, name: String = "li", case number: CaseNumber = TestWeb.number(1),
        trace: String? = nil
    ) async throws -> TestResponse {
        var headers: HTTPFields = [
            .authorization: "Bearer \(try web.key(scope, name: name))", .contentType: "application/json",
        ]
        headers[try #require(HTTPField.Name("traceparent"))] = trace
        return try await web.application().test(.router) { [headers] client in
            try await client.executeRequest(
                uri: "/api/v1/cases/\(number)/progress?lang=en", method: .post, headers: headers,
                body: ByteBuffer(string: body))
        }
    }

    private func event() throws -> ProgressEvent {
        let bytes = try #require(web.sent.last?.value)
        return try ProgressEvent(json: bytes.span.bytes)
    }

    @Test func `What the state allows is sent on the department's topic, and its id is told`() async throws {
        let answer = try await act(#"{"action":"accept","by":"manager:wang","note":"好"}"#, .housing)
        #expect(answer.status == .accepted)
        let event = try event()
        #expect(web.sent.last?.topic == "progress.housing")
        #expect(web.sent.last?.key == Array(TestWeb.number(1).description.utf8))
        #expect((event.by, event.note, event.action) == ("li", "好", .accept))
        #expect(event.at == web.now)
        let told = try #require(try json(answer.text) as? [String: String])
        #expect(told == ["id": event.id, "case": TestWeb.number(1).description])
    }

    @Test func `An event is a CloudEvent, and belongs to the trace that its request belongs to`() async throws {
        let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        _ = try await act(#"{"action":"accept","id":"e-1"}"#, .housing, trace: trace)
        let record = try #require(web.sent.last)
        #expect(
            record.headers == [
                Header("ce_specversion", "1.0"), Header("ce_id", "e-1"),
                Header("ce_source", "/qiaomen/progress/housing"), Header("ce_type", "qiaomen.progress.accept"),
                Header("ce_time", web.now.rfc3339(utcOffset: 28_800)),
                Header("ce_subject", TestWeb.number(1).description), Header("content-type", "application/json"),
                Header("traceparent", trace),
            ])
        _ = try await act(#"{"action":"accept","id":"e-2"}"#, .housing, trace: "00-not-a-trace")
        #expect(web.sent.last?.headers.map(\.name).contains("traceparent") == false)
    }

    @Test func `Hotline, managers and desk speak on the desk's topic, each as what they are`() async throws {
        let supervise = #"{"action":"supervise","level":"formal","answerBy":"2030-01-01T00:00:00Z","note":"急"}"#
        let all: [(String, AccessScope, String)] = [
            (#"{"action":"urge"}"#, .hotline, "hotline:li"), (supervise, .manager, "manager:li"),
            (#"{"action":"assign","to":"greening"}"#, AccessScope(role: .desk), "desk:li"),
            (#"{"action":"urge"}"#, AccessScope(role: .desk), "hotline:li"),
        ]
        for (body, scope, by) in all {
            #expect(try await act(body, scope).status == .accepted)
            #expect(web.sent.last?.topic == "progress.desk")
            #expect(try event().by == by)
        }
    }

    @Test func `What the state does not allow is a conflict with its reason, and is not sent`() async throws {
        let answer = try await act(#"{"action":"resume"}"#, .housing)
        #expect(answer.status == .conflict)
        #expect(answer.text.contains("wrongState"))
        #expect(answer.text.contains("the case is assigned, which does not allow it"))
        #expect(try await act(#"{"action":"accept","round":7}"#, .housing).status == .conflict)
        #expect(
            try await act(#"{"action":"merge","into":"0000000000000000"}"#, AccessScope(role: .desk)).status
                == .conflict)
        #expect(web.sent.isEmpty)
    }

    @Test func `What a role never does is forbidden, and others' cases are not found`() async throws {
        #expect(try await act(#"{"action":"assign","to":"greening"}"#, .hotline).status == .forbidden)
        #expect(try await act(#"{"action":"accept"}"#, .manager).status == .forbidden)
        let grid = AccessScope(role: .grid, community: "baiwan")
        #expect(try await act(#"{"action":"contact"}"#, grid).status == .forbidden)
        let greening = AccessScope(role: .department, departments: ["greening"])
        #expect(try await act(#"{"action":"accept"}"#, greening).status == .notFound)
        #expect(try await act(#"{"action":"accept"}"#, .housing, case: TestWeb.number(9)).status == .notFound)
        #expect(web.sent.isEmpty)
    }

    @Test func `Who works at the desk cannot pass for a manager by their name`() async throws {
        try web.write([web.opened(2, department: "desk")])
        let desk = AccessScope(role: .department, departments: ["desk"])
        let answer = try await act(#"{"action":"contact"}"#, desk, name: "manager:wang", case: TestWeb.number(2))
        #expect(answer.status == .accepted)
        #expect(try event().by == "desk:manager:wang")
    }

    @Test func `The same again under its id is answered so too, and not sent`() async throws {
        var state = web.opened(3)
        let at = state.lastAppliedAt
        let event = ProgressEvent(id: "mine", caseNumber: state.number, at: at, by: "li", body: .accept)
        _ = state.apply(
            ReceivedProgress(event: event, topic: "progress.housing", offset: 0, recordedAt: at), web.services.policy)
        try web.write([state])
        let time = web.services.zone.text(of: at)
        let body = #"{"action":"accept","id":"mine","at":"\#(time)"}"#
        #expect(try await act(body, .housing, case: state.number).status == .accepted)
        #expect(web.sent.isEmpty)
        let other = #"{"action":"contact","id":"mine","at":"\#(time)"}"#
        #expect(try await act(other, .housing, case: state.number).status == .conflict)
    }

    @Test(arguments: [
        "", "[]", "null", "1", "{", #"{"action":"fly"}"#, #"{"action":"accept","at":"now"}"#,
        #"{"action":"resolve"}"#, #"{"action":"accept","reply":"x"}"#, #"{"action":"accept","case":"1"}"#,
        #"{"action":["accept"]}"#, #"{"action":"accept","id":""}"#, #"{"action":"accept","note":5}"#,
        #"{"action":"suspend","kind":"waiting","until":"9999-99-99T00:00:00Z"}"#,
        #"{"a":"# + String(repeating: "[", count: 5_000),
    ])
    func `What cannot be read is refused with 400 and not sent`(body: String) async throws {
        #expect(try await act(body, .housing).status == .badRequest)
        #expect(web.sent.isEmpty)
    }

    @Test func `What Kafka does not take is told`() async throws {
        web.fail(.timedOut)
        #expect(try await act(#"{"action":"accept"}"#, .housing).status == .gatewayTimeout)
        web.fail(.brokerAway)
        #expect(try await act(#"{"action":"accept"}"#, .housing).status == .serviceUnavailable)
    }
}
