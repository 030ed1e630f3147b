import Hotline
import Kafka
import WorkTime

/// Takes progress events line by line, checks each, and hands the good ones to the producer. Used by one thread.
struct ProgressSender: ~Copyable {
    /// What a run takes in, and how.
    struct Plan: Sendable {
        var department: String
        var checks: ProgressChecks
        /// Sends what would be refused, and what is no event.
        var isUnchecked: Bool
        var timestamps: Timestamps
        /// The district's zone.
        var zone: UTCOffsets

        var topic: String { "progress.\(department)" }
    }

    private let plan: Plan
    private let stop: StopRequest
    private var zone: UTCOffsets
    private var batcher: RecordBatcher
    private var progress = TerminalProgress("events")
    private var sent = 0
    /// The timestamp of the last record, where records bear their own.
    private var lastTime: Int64?
    /// How many lines were left out.
    private(set) var refused = 0

    init(_ plan: Plan, to flight: InFlight, stop: StopRequest) {
        self.plan = plan
        self.stop = stop
        zone = plan.zone
        batcher = RecordBatcher(flight, stop: stop)
    }

    /// Sends all that the input holds, until its end or a stop.
    ///
    /// - Throws: `CommandFailure` if the input cannot be read.
    mutating func send(_ input: borrowing InputSource) throws {
        let name = input.name
        do {
            var lines = LineSplitter()
            try input.forEachChunk(until: stop) { chunk in
                guard let chunk else { return batcher.flush() }
                try lines.feed(chunk) { number, line in try take(line, "\(name), line \(number)", number) }
            }
            if !stop.isMade { try lines.finish { number, line in try take(line, "\(name), line \(number)", number) } }
        } catch is RecordBatcher.Stopped {}
        batcher.flush()
        progress.clear()
    }

    private mutating func take(_ line: RawSpan?, _ place: String, _ number: Int) throws {
        if stop.isMade { throw RecordBatcher.Stopped() }
        guard let line else { return refuse(place, "the line is longer than \(LineSplitter.limit) bytes") }
        do {
            let event = try ProgressEvent(json: line)
            if !plan.isUnchecked { try plan.checks.check(event, recordedAt: plan.timestamps == .now ? .now : nil) }
            try add(event, line, number)
        } catch let error as MessageError {
            guard plan.isUnchecked else { return refuse(place, error.description) }
            // Its time nobody knows: it stands behind what was sent before it.
            try batcher.add(topic: plan.topic, source: number, timestamp: lastTime, key: nil, value: line)
        } catch let problem as ProgressChecks.Problem {
            return refuse(place, problem.description)
        }
        sent += 1
        progress.show(sent)
    }

    private mutating func add(_ event: ProgressEvent, _ line: RawSpan, _ number: Int) throws(RecordBatcher.Stopped) {
        if plan.timestamps == .message { lastTime = event.at.milliseconds }
        var key: [UInt8] = []
        event.caseNumber.write(into: &key)
        let headers = CloudEvent.headers(
            of: event, department: plan.department, utcOffset: zone.offset(at: event.at))
        try batcher.add(
            topic: plan.topic, source: number, timestamp: lastTime,
            key: key.span.bytes, value: line
        ) { buffer in
            for header in headers { buffer.header(header.name, header.value.utf8.span.bytes) }
        }
    }

    private mutating func refuse(_ place: String, _ reason: String) {
        refused += 1
        progress.clear()
        tell("\(place): \(reason)")
    }
}
