import Foundation
import Hotline
import Kafka
import WorkTime

/// Takes reports line by line or row by row, checks each, and hands the good ones to the producer. Used by one thread.
struct ReportSender: ~Copyable {
    /// What a run takes in, and how.
    struct Plan: Sendable {
        var topic: String
        var format: InputFormat
        /// Sends what is no report too.
        var isUnchecked: Bool
        /// Reports a second; nil is as fast as it goes.
        var rate: Int?
        var timestamps = Timestamps.now
    }

    private let plan: Plan
    private let stop: StopRequest
    private var batcher: RecordBatcher
    private var pace: Pace?
    private var reader = ReportReader()
    private var progress = TerminalProgress("reports")
    private var sent = 0
    /// How many lines or rows were no reports.
    private(set) var refused = 0

    init(_ plan: Plan, to flight: InFlight, stop: StopRequest) {
        self.plan = plan
        self.stop = stop
        batcher = RecordBatcher(flight, stop: stop)
        pace = plan.rate.map { Pace(perSecond: $0) }
    }

    /// Sends all that the input holds, until its end or a stop.
    ///
    /// - Throws: `CommandFailure` if the input cannot be read.
    mutating func send(_ input: borrowing InputSource) throws {
        do {
            switch plan.format {
            case .jsonl: try sendLines(input)
            case .csv: try sendRows(input)
            }
        } catch is RecordBatcher.Stopped {}
        batcher.flush()
        progress.clear()
    }

    private mutating func sendLines(_ input: borrowing InputSource) throws {
        var lines = LineSplitter()
        try input.forEachChunk(until: stop) { chunk in
            guard let chunk else { return batcher.flush() }
            try lines.feed(chunk) { number, line in try take(line, number) }
        }
        if !stop.isMade { try lines.finish { number, line in try take(line, number) } }
    }

    private mutating func sendRows(_ input: borrowing InputSource) throws {
        var parser = CSVParser()
        var rows = CSVRows()
        try input.forEachChunk(until: stop) { chunk in
            guard let chunk else { return batcher.flush() }
            try parser.feed(chunk) { try take($0, &rows) }
        }
        if !stop.isMade { try parser.finish { try take($0, &rows) } }
    }

    private mutating func take(_ line: RawSpan?, _ number: Int) throws {
        guard let line else { return refuse(number, "the line is longer than \(LineSplitter.limit) bytes") }
        try take(line, number) { "\($0)" }
    }

    private mutating func take(_ row: Result<CSVRow, CSVError>, _ rows: inout CSVRows) throws {
        do {
            guard let line = try rows.take(row) else { return }
            // The byte offset would be that of JSON which nobody wrote.
            try take(rows.json.span.bytes, line) { error in
                (error.field.isEmpty ? "report" : error.field) + ": expected " + error.expected
            }
        } catch let error as CSVError {
            guard rows.hasHeader else { throw CommandFailure("\(error)") }
            refuse(error.line, error.problem)
        }
    }

    private mutating func take(_ json: RawSpan, _ number: Int, _ explain: (ReportError) -> String) throws {
        if stop.isMade { throw RecordBatcher.Stopped() }
        do {
            try reader.read(json)
            let time = plan.timestamps == .message ? reader.reportedAt.milliseconds : nil
            try batcher.add(json, read: reader, topic: plan.topic, source: number, timestamp: time)
        } catch let error as ReportError {
            guard plan.isUnchecked else { return refuse(number, explain(error)) }
            try batcher.add(topic: plan.topic, source: number, key: nil, value: json)
        }
        sent += 1
        progress.show(sent)
        waitForPace()
    }

    private mutating func refuse(_ number: Int, _ reason: String) {
        refused += 1
        progress.clear()
        tell("line \(number): \(reason)")
    }

    private mutating func waitForPace() {
        guard var wait = pace?.next(), wait > .milliseconds(2) else { return }
        batcher.flush()
        while wait > .zero, !stop.isMade {
            let piece = min(wait, .milliseconds(100))
            usleep(UInt32(piece / .microseconds(1)))
            wait -= piece
        }
    }
}

extension RecordBatcher {
    /// Adds a report under its id.
    fileprivate mutating func add(
        _ json: RawSpan, read reader: borrowing ReportReader, topic: String, source: Int, timestamp: Int64?
    ) throws(Stopped) {
        try add(topic: topic, source: source, timestamp: timestamp, key: reader.id.bytes, value: json)
    }
}

/// The header of a CSV file and, row by row, the JSON it makes.
private struct CSVRows {
    private var report: CSVReport?
    private(set) var json: [UInt8] = []

    var hasHeader: Bool { report != nil }

    /// Takes a row; gives its line's number, or nil if it was the header.
    mutating func take(_ row: Result<CSVRow, CSVError>) throws -> Int? {
        let row = try row.get()
        guard let report else {
            report = try CSVReport(header: row)
            return nil
        }
        try report.write(row, into: &json)
        return row.line
    }
}
