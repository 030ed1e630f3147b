import Foundation
import HTTPTypes
import Hotline
import HummingbirdTesting
import Store
import Testing
import Web
import WorkTime

/// A web over a store with cases of two departments, some late, some done, and wishes of a pilot community.
struct FiguresWorld {
    let web: TestWeb
    let terms: FigureTerms

    init(cases count: Int = 60) async throws {
        web = try TestWeb()
        let district = web.services.district
        terms = try #require(FigureTerms(district))
        let policy = web.services.policy
        var states = (0..<count).map { Self.opened($0, policy, now: web.now) }
        for index in states.indices { Self.live(&states[index], index, policy) }
        let store = try Store(
            path: web.directory.appending(path: "cases.db").path, calendars: Calendars(district.calendars))
        var step = TrackingStep()
        step.cases = states.map { state in
            CaseChange(
                state, body: state.json(utcOffset: 28_800), written: 0, report: Self.report(of: state),
                wakeAt: state.nextByItself)
        }
        try store.commit(step)
        try store.close()
    }

    static func number(_ id: Int) -> CaseNumber {
        let bytes = Array("r\(id)".utf8)
        return CaseNumber(channel: "hotline", id: bytes.span)
    }

    /// One every six hours, the last of them an hour ago.
    private static func opened(_ id: Int, _ policy: CasePolicy, now: Instant) -> Case {
        let at = Instant(milliseconds: now.milliseconds - Int64(id) * 21_600_000 - 3_600_000)
        let kind: ReportKind = id % 5 == 4 ? .wish : .help
        let assignment = Assignment(
            caseNumber: number(id), department: ["housing", "rural"][id % 2], supporting: [],
            area: id % 3 == 0 ? "greenery" : "sewage", confidence: 0.9, evidence: [],
            community: id % 4 == 3 ? nil : "shiying", street: "zhongyuan", kind: kind, assignedAt: at,
            policy: policy.version, model: "words-1",
            source: Source(topic: "reports.hotline", partition: 0, offset: Int64(id)), channel: "hotline")
        let caller = Caller(
            number: number(id), channel: "hotline", externalId: nil, isReachable: true, reportedAt: at, receivedAt: at)
        let terms = policy.terms(area: assignment.area, kind: kind, urgency: .normal)
        return Case(Opening(assignment: assignment, caller: caller, terms: terms), policy.calendars)
    }

    private static func live(_ state: inout Case, _ id: Int, _ policy: CasePolicy) {
        func take(_ body: ProgressBody, by author: String?, after minutes: Int64) {
            let at = Instant(milliseconds: state.lastAppliedAt.milliseconds + minutes * 60_000)
            let event = ProgressEvent(
                id: "\(state.number).\(state.history.count)", caseNumber: state.number, at: at, by: author, note: nil,
                body: body)
            let outcome = state.apply(
                ReceivedProgress(
                    event: event, topic: author == nil ? "progress.\(state.holder)" : "progress.desk",
                    offset: Int64(state.history.count), recordedAt: at), policy, target: nil)
            guard case .applied = outcome else {
                Issue.record("\(event.action): \(outcome)")
                return
            }
        }
        guard id % 6 != 0 else { return }
        take(.accept, by: nil, after: 5)
        take(.start(.init(stage: .build, participants: [])), by: nil, after: 5)
        if state.subject.kind == .wish {
            for endorser in 0..<id { _ = state.endorse(by: "neighbour \(endorser)") }
        } else {
            take(.contact, by: nil, after: 5)
            take(.resolve(.init(reply: "好了", answer: nil)), by: nil, after: Int64(30 + id))
            take(.evaluate(.init(resolved: id % 4 == 0 ? .no : .yes, satisfaction: 4)), by: "hotline:12", after: 5)
        }
    }

    private static func report(of state: Case) -> ReportRecord {
        ReportRecord(
            number: state.number, receivedAt: state.callers[0].receivedAt, channel: "hotline",
            hash: "00112233445566778899aabbccddeeff", department: state.holder, area: state.subject.area,
            community: state.subject.community, title: "王小明家的污水", text: "我叫王小明", address: "柿铺街道12号",
            name: "王小明", phone: "13800001234", json: Array(#"{"id":"1"}"#.utf8), sketch: [1, 2, 3])
    }

    /// The page for whoever has that scope.
    func page(_ path: String, as scope: AccessScope = .manager) async throws -> (status: Int, text: String) {
        let answer = try await web.ask(.get, path, .bearer(try web.key(scope, name: "k\(UUID().uuidString)")))
        return (answer.status.code, answer.text)
    }

    /// The store's own figures.
    func sheet(by grouping: FigureGrouping) async throws -> FigureSheet {
        let today = terms.days.date(at: web.now).daysSince1970
        let window = FigureWindow(from: terms.days.start(ofDay: today - 29), to: web.now)
        let scope = FigureScope(window, asOf: web.now, by: grouping)
        return try await web.services.reads.read { [terms] store throws(StoreError) in
            try store.figures(terms) { try $0.sheet(scope) }
        }
    }
}

/// The links of a page: where they lead, and what they say.
func links(in text: String) -> [(address: String, words: String)] {
    text.matches(of: /<a (?:class="[^"]*" )?href="([^"]*)">([^<]*)<\/a>/).map {
        (String($0.output.1).replacing("&amp;", with: "&"), String($0.output.2))
    }
}
