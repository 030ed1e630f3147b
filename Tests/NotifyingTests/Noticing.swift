import CResources
import DistrictFile
import Foundation
import HTTPTypes
import Hotline
import Hummingbird
import Logging
import Notifying
import Synchronization
import Testing
import WorkTime

/// What the tests of notices share.
enum Noticing {
    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    static let now = Instant(milliseconds: 1_795_395_600_000)

    static func district() throws -> District {
        let bytes = UnsafeBufferPointer(start: qiaomen_district_yaml_bytes(), count: qiaomen_district_yaml_size)
        return try readDistrict(yaml: Array(bytes), name: "district.yaml")
    }

    static func words() throws -> NoticeWords {
        try #require(NoticeWords(try district(), address: "https://qiaomen.example"))
    }

    /// A task as a department gets it, full of what is nobody's business.
    static func task(_ id: Int, department: String = "housing", reason: String = "classified") -> String {
        let number = String(1_000_000_000_000_000 + id)
        return """
            {"case":"\(number)","round":1,"role":"lead","reason":"\(reason)","department":"\(department)","area":"sewage",\
            "community":"yunxing","street":"pingxiangmen","kind":"help","urgency":"urgent",\
            "resolveBy":"2026-12-03T18:00:00+08:00","evidence":["13800001234"],\
            "report":{"channel":"hotline","id":"r","text":"王小明 13800001234 \\"救命\\"","address":"柿铺街道12号",\
            "reporter":{"name":"王小明","phone":"13800001234"}}}
            """
    }

    /// A case under 督办, as topic `cases` has it.
    static func supervised(_ id: Int, in district: District) throws -> [UInt8] {
        let (policy, at) = (CasePolicy(district), Instant(milliseconds: now.milliseconds - 60_000))
        let number = try #require(CaseNumber(typed: String(1_000_000_000_000_000 + id)))
        let assignment = Assignment(
            caseNumber: number, department: "housing", supporting: [], area: "sewage", confidence: 0.9, evidence: [],
            suggestions: [], community: "baiwan", street: "shipu", kind: .help, assignedAt: at, policy: policy.version,
            model: "m", source: Source(topic: "reports.hotline", partition: 0, offset: 1), channel: "hotline")
        var state = Case(
            Opening(
                assignment: assignment,
                caller: Caller(number: number, channel: "hotline", reportedAt: at, receivedAt: at),
                terms: policy.terms(area: "sewage", kind: .help, urgency: .normal)), policy.calendars)
        let answerBy = Instant(milliseconds: now.milliseconds + 86_400_000)
        let event = ProgressEvent(
            id: "s", caseNumber: number, at: at, by: "manager:wang", note: "请王小明尽快",
            body: .supervise(.init(level: .formal, answerBy: answerBy)))
        let received = ReceivedProgress(event: event, topic: "progress.desk", offset: 0, recordedAt: at)
        let outcome = state.apply(received, policy, target: nil)
        if case .applied = outcome {} else { Issue.record("\(outcome)") }
        return state.json(utcOffset: 28_800)
    }

    static func notice(_ id: Int) throws -> Notice {
        let head = try #require(TaskHead(json: Array(task(id).utf8)))
        return try #require(Notice(task: head))
    }
}

/// Somebody who takes notices: answers as it is told to, and remembers what it got.
final class Recipient: Sendable {
    struct Request: Sendable {
        let body: String
        let id: String?
        let address: String
    }

    private let state = Mutex((requests: [Request](), answers: [(HTTPResponse.Status, String)]()))
    private let port = Mutex<Int?>(nil)

    var requests: [Request] { state.withLock(\.requests) }
    var address: String { "http://127.0.0.1:\(port.withLock { $0 ?? 0 })/hook?key=1" }

    /// Answers these first, then that all is well.
    func answers(_ answers: [(HTTPResponse.Status, String)]) { state.withLock { $0.answers = answers } }

    /// Serves while `body` runs.
    func serve(_ body: @escaping @Sendable (Recipient) async throws -> Void) async throws {
        let router = Router()
        router.post("/hook") { [self] request, _ in
            let text = String(buffer: try await request.body.collect(upTo: 1 << 20))
            let key = HTTPField.Name("Idempotency-Key").map { request.headers[$0] } ?? nil
            let (status, answer) = state.withLock { state in
                state.requests.append(Request(body: text, id: key, address: request.uri.string))
                return state.answers.isEmpty ? (.ok, #"{"errcode":0}"#) : state.answers.removeFirst()
            }
            // Who is asked to come later is told when.
            let headers: HTTPFields = answer == "later" ? [.retryAfter: "1"] : [:]
            return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: answer)))
        }
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { [self] channel in port.withLock { $0 = channel.localAddress?.port } },
            logger: Noticing.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            while port.withLock({ $0 }) == nil { try await Task.sleep(for: .milliseconds(5)) }
            try await body(self)
            group.cancelAll()
            while let result = await group.nextResult() {
                if case .failure(let error) = result, !(error is CancellationError) { throw error }
            }
        }
    }
}
