import Hotline
import Store
import TestKit
import WorkTime

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// A store in a directory of its own, which goes when the test ends.
final class TestStore {
    let directory: String
    let policy: CasePolicy
    private(set) var store: Store

    var path: String { directory + "/qiaomen.db" }

    init() throws {
        var template = Array("/tmp/qiaomen-store-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw TimedOut(description: "no directory for the test") }
        directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        policy = try Samples.policy()
        store = try Store(path: directory + "/qiaomen.db", calendars: policy.calendars)
    }

    deinit {
        try? store.close()
        for name in ["qiaomen.db", "qiaomen.db-wal", "qiaomen.db-shm", "qiaomen.db.lock", "other.db"] {
            unlink(directory + "/" + name)
        }
        rmdir(directory)
    }

    /// Closes the store and opens it again, as a process that starts anew.
    func reopen() throws {
        try store.close()
        store = try Store(path: path, calendars: policy.calendars)
    }

    /// Another connection that only reads.
    func reader() throws -> Store {
        try Store(readingOnly: path, calendars: policy.calendars)
    }

    /// Writes new cases, each with a report.
    @discardableResult
    func open(_ ids: some Sequence<Int>, _ change: (inout ReportRecord) -> Void = { _ in }) throws -> [Case] {
        let cases = try ids.map { try Samples.opened($0, policy) }
        try write(cases.map { ($0, 0) }, change)
        return cases
    }

    /// Writes cases of which so many entries were written before.
    func write(_ cases: [(Case, written: Int)], _ change: (inout ReportRecord) -> Void = { _ in }) throws {
        var step = TrackingStep()
        step.cases = cases.map { state, written in
            var report = Samples.report(of: state)
            change(&report)
            return CaseChange(
                state, body: state.json(utcOffset: 28_800), written: written, report: written == 0 ? report : nil,
                wakeAt: state.nextByItself)
        }
        try store.commit(step)
    }

    /// All that the files hold.
    func bytes() throws -> [UInt8] {
        var bytes: [UInt8] = []
        for name in [path, path + "-wal"] {
            guard let file = fopen(name, "rb") else { continue }
            defer { fclose(file) }
            var buffer = [UInt8](repeating: 0, count: 1 << 20)
            while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer.prefix(count) }
        }
        return bytes
    }
}

/// Cases and reports as tests want them.
enum Samples {
    static let start = Instant(milliseconds: 1_795_395_600_000)

    static func policy() throws -> CasePolicy {
        CasePolicy(
            version: "2026-1", limits: [.standard],
            calendars: [try ShippedCalendar.split.calendar, try ShippedCalendar.always.calendar])
    }

    static func number(_ id: Int) -> CaseNumber {
        let bytes = Array("r\(id)".utf8)
        return CaseNumber(channel: "hotline", id: bytes.span)
    }

    /// A case as ingest gives it: one a minute, in turn to three departments.
    static func opened(
        _ id: Int, _ policy: CasePolicy, department: String? = nil, kind: ReportKind = .help, isReachable: Bool = true
    ) throws -> Case {
        let at = Instant(milliseconds: start.milliseconds + Int64(id) * 60_000)
        let department = department ?? ["housing", "rural", "desk"][id % 3]
        let assignment = Assignment(
            caseNumber: number(id), department: department, supporting: id % 4 == 0 ? ["greening"] : [],
            area: id % 2 == 0 ? "sewage" : "greenery", confidence: 0.875, evidence: ["污水"], community: "baiwan",
            street: "shipu", kind: kind, assignedAt: at, policy: policy.version, model: "words-1",
            source: Source(topic: "reports.hotline", partition: 3, offset: Int64(id)), channel: "hotline")
        let caller = Caller(
            number: number(id), channel: "hotline", externalId: "XF-\(id)", isReachable: isReachable, reportedAt: at,
            receivedAt: at)
        let terms = policy.terms(area: assignment.area, kind: kind, urgency: .normal)
        return Case(Opening(assignment: assignment, caller: caller, terms: terms), policy.calendars)
    }

    static func report(of state: Case) -> ReportRecord {
        let area = if case .opened(let opening) = state.history[0].kind { opening.assignment.area } else { "" }
        return ReportRecord(
            number: state.number, receivedAt: state.callers[0].receivedAt, channel: "hotline",
            hash: "00112233445566778899aabbccddeeff", department: state.rounds[0].department, area: area,
            community: state.subject.community, title: "污水", text: "污水流到路上了", address: "柿铺街道白湾社区12号",
            name: "张三", phone: "138 0000 1234", json: Array(#"{"id":"1"}"#.utf8), sketch: [1, 2, 3])
    }
}

extension Case {
    /// Something is done to it, at once and by the one who may.
    @discardableResult
    mutating func take(
        _ body: ProgressBody, by author: String? = nil, after minutes: Int = 60, id: String? = nil,
        of caller: CaseNumber? = nil, target: Case? = nil, _ policy: CasePolicy
    ) -> CaseOutcome {
        let at = Instant(milliseconds: lastAppliedAt.milliseconds + Int64(minutes) * 60_000)
        let topic = author == nil ? "progress.\(holder)" : "progress.desk"
        let event = ProgressEvent(
            id: id ?? "\(number).\(history.count)", caseNumber: caller ?? number, at: at, by: author, note: "已核实",
            body: body)
        let offset = Int64(history.count + 1) * 10_000_000 + Int64(number.value % 10_000_000)
        return apply(
            ReceivedProgress(event: event, topic: topic, offset: offset, recordedAt: at), policy, target: target)
    }
}
