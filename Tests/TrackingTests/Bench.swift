import Classification
import Hotline
import Kafka
import Pipeline
import Store
import TestKit
import Testing
import Tracking
import WorkTime

/// A store in memory, as far as applying asks and writes.
final class MemorySource: CaseSource {
    var cases: [CaseNumber: KnownCase] = [:]
    var bodies: [EventIdentity: String] = [:]
    var told: Set<String> = []
    var wakes: [CaseNumber: Instant] = [:]
    var outbox: [OutboxRecord] = []
    var links: [CaseLink] = []
    var early: [EarlyEvent.Place: EarlyEvent] = [:]
    var toldTimes: [String: Instant] = [:]

    func knownCases(_ numbers: Set<CaseNumber>) throws(StoreError) -> [KnownCase] {
        numbers.compactMap { cases[$0] }
    }
    func knownBodies(_ identities: Set<EventIdentity>) throws(StoreError) -> [EventIdentity: String] {
        bodies.filter { identities.contains($0.key) }
    }
    func toldRungs(_ ids: [String]) throws(StoreError) -> Set<String> { told.intersection(ids) }

    /// Keeps a step as a store would, each case as its JSON says.
    func commit(_ step: TrackingStep) throws {
        for change in step.cases {
            let number = change.case.number
            let stored = try Case(json: change.body.span.bytes)
            cases[number] = KnownCase(
                stored, reportHash: change.report?.hash ?? cases[number]?.reportHash,
                reportJSON: change.report?.json ?? cases[number]?.reportJSON)
            wakes[number] = change.wakeAt
            for applied in stored.history.compactMap(\.progress) {
                bodies[applied.received.identity] = applied.body.hex
            }
        }
        for event in step.refused { bodies[event.identity] = event.body }
        for event in step.earlyKept { early[event.place] = event }
        for place in step.earlyRemoved { early[place] = nil }
        for rung in step.told {
            told.insert(rung.rung.id)
            toldTimes[rung.rung.id] = rung.at
        }
        outbox += step.outbox
        links += step.links
    }

    /// All cases as JSON, by number.
    var dump: [CaseNumber: String] {
        cases.mapValues { String(decoding: $0.state.json(utcOffset: 28_800), as: UTF8.self) }
    }
}

/// An applier with a store in memory, and the records that go in.
struct Bench {
    let source: MemorySource
    let context: TrackingContext
    var applier: CaseApplier<MemorySource>
    var records: [InputRecord] = []
    /// All records that ever went in.
    var log: [InputRecord] = []
    var tally = TrackerTally()
    private var offsets: [String: Int64] = [:]

    init(_ change: (inout CasePolicy) -> Void = { _ in }, cacheBytes: Int = 1 << 20, lanes: Int = 2) throws {
        var policy = CasePolicy(
            version: "2026-1",
            calendars: [try ShippedCalendar.split.calendar, try ShippedCalendar.always.calendar])
        policy.departments = ["a", "b", "c", "desk"]
        change(&policy)
        source = MemorySource()
        context = TrackingContext(
            policy: policy, contacts: Contacts(departments: ["a": ["张", "李", "王", "赵"]], communities: [:]),
            zone: try #require(UTCOffsets(zone: "Asia/Shanghai")), lanes: lanes)
        applier = Self.applier(context, source, cacheBytes)
    }

    /// The same store, and nothing in memory.
    mutating func restart(cacheBytes: Int = 1 << 20) {
        applier = Self.applier(context, source, cacheBytes)
    }

    private static func applier(
        _ context: TrackingContext, _ source: MemorySource, _ bytes: Int
    ) -> CaseApplier<MemorySource> {
        let early = source.early.values.sorted { ($0.place.topic, $0.place.offset) < ($1.place.topic, $1.place.offset) }
        return CaseApplier(
            context,
            memory: TrackerMemory(
                cacheBytes: bytes, similar: SimilarReports(capacity: 1_000),
                early: early.compactMap {
                    guard let event = try? ProgressEvent(json: $0.json.span.bytes) else { return nil }
                    return ReceivedProgress(
                        event: event, topic: $0.place.topic, offset: $0.place.offset, recordedAt: $0.recordedAt,
                        replay: $0.replay)
                }), source: source)
    }

    static func number(_ id: String, channel: String = "hotline") -> CaseNumber {
        let bytes = Array(id.utf8)
        return CaseNumber(channel: channel, id: bytes.span)
    }

    /// The lead task of round 1 of a report.
    mutating func task(
        _ id: String, to department: String = "a", _ text: String, kind: ReportKind = .help, at time: String,
        phone: String? = nil, inReplyTo: CaseNumber? = nil, as number: CaseNumber? = nil
    ) throws {
        let at = try instant(time)
        let report = TestReport(id: id, text: text, at: at, kind: kind, phone: phone, inReplyTo: inReplyTo)
        let json = report.taskJSON(department: department, number: number ?? Self.number(id))
        try add("tasks.\(department)", json: json, at: at)
    }

    /// Somebody does something.
    mutating func event(
        _ body: ProgressBody, _ topic: String, of id: String, at time: String, by: String? = nil, name: String? = nil,
        recorded: String? = nil, replay: Int = 0
    ) throws {
        let offset = offsets[topic, default: 0]
        let event = ProgressEvent(
            id: name ?? "\(topic)-\(offset)", caseNumber: Self.number(id), at: try instant(time), by: by, body: body)
        try add(topic, json: event.json(utcOffset: 28_800), at: try instant(recorded ?? time), replay: replay)
    }

    /// Any record.
    mutating func add(_ topic: String, json: [UInt8], at instant: Instant, replay: Int = 0) throws {
        let offset = offsets[topic, default: 0]
        offsets[topic] = offset + 1
        let partition = TopicPartition(topic: topic, partition: 0)
        var decoder = InputDecoder(threshold: 0.5)
        let content = decoder.content(
            of: json.span.bytes, partition, offset: offset, recordedAt: instant, replay: replay)
        let message = OwnedMessage(
            topic: topic, partition: 0, offset: offset, timestamp: instant.milliseconds, key: nil, value: json,
            headers: [Header("sender", "x")])
        let record = InputRecord(
            partition: partition, offset: offset, recordedAt: instant, content: content, raw: .alone(message))
        records.append(record)
        log.append(record)
    }

    /// Applies what has gathered, as one step.
    @discardableResult
    mutating func step() throws -> BuiltStep {
        let built = try applier.apply(records, offsets: [], now: Instant(milliseconds: 0))
        records = []
        return try keep(built)
    }

    /// What time does.
    @discardableResult
    mutating func settle(_ time: String) throws -> BuiltStep {
        let at = try instant(time)
        let due = source.wakes.filter { $0.value <= at }.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key)
        return try keep(try applier.settle(due, asOf: at, now: at))
    }

    private mutating func keep(_ built: BuiltStep) throws -> BuiltStep {
        try source.commit(built.step)
        tally.add(built.tally)
        return built
    }

    func state(_ id: String) -> Case? { source.cases[Self.number(id)]?.state }

    /// What was sent to a topic, by id.
    func sent(_ topic: String) -> [String] { source.outbox.filter { $0.topic == topic }.map(\.id) }

    /// Why records died, in order.
    var deaths: [String] {
        source.outbox.filter { $0.topic == "dead.progress" }.map { record in
            let header = record.headers.last { $0.name == "\(DeadLetterHeader.errorClass)" }
            return String(decoding: header?.value ?? [], as: UTF8.self)
        }
    }
}

/// A time in China.
func instant(_ text: String) throws -> Instant {
    try Instant(rfc3339: text.count == 16 ? text + ":00+08:00" : text)
}
