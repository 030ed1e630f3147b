import Hotline
import Ingest

/// Classifies a stream line by line, in memory that does not grow. Used by one thread.
struct ClassifyRun: ~Copyable {
    private let dispatcher: Dispatcher
    private let channel: String
    private var scratch = DispatchScratch()
    private var reader = ReportReader()
    private var output: StandardOutput
    private var line: [UInt8] = []
    /// How many lines could not be read.
    private(set) var failures = 0

    init(_ dispatcher: Dispatcher, channel: String, output: consuming StandardOutput) {
        self.dispatcher = dispatcher
        self.channel = channel
        self.output = output
    }

    /// Writes a JSON line for each line of the input.
    mutating func classify(_ input: borrowing InputSource, until stop: StopRequest) throws {
        var lines = LineSplitter()
        try input.forEachChunk(until: stop) { chunk in
            guard let chunk else { return try output.flush() }
            try lines.feed(chunk) { number, line in try take(line, number) }
        }
        if !stop.isMade { try lines.finish { number, line in try take(line, number) } }
        try output.flush()
    }

    private mutating func take(_ line: RawSpan?, _ number: Int) throws {
        guard let line else { return fail(number, "longer than \(LineSplitter.limit) bytes") }
        let isJSON = line.unsafeLoad(as: UInt8.self) == UInt8(ascii: "{")
        do {
            if isJSON { try takeReport(line) } else { try takeText(line) }
        } catch let error as ReportError {
            fail(number, "\(error)")
        } catch let error as UTF8.ValidationError {
            fail(number, "expected UTF-8 (byte \(error.byteOffsets.lowerBound))")
        }
    }

    private mutating func fail(_ number: Int, _ reason: String) {
        failures += 1
        tell("line \(number): \(reason)")
    }

    private mutating func takeText(_ line: RawSpan) throws {
        let text = line._unsafeView(as: UInt8.self)
        _ = try UTF8Span(validating: text)
        let decision = dispatcher.decide(
            community: nil, address: nil, title: nil, text: text, channel: channel, kind: .help, urgency: .normal,
            scratch: &scratch)
        decision.writeJSON(id: nil, into: &self.line)
        try writeLine()
    }

    private mutating func takeReport(_ line: RawSpan) throws {
        do {
            try reader.read(line)
        } catch {
            // Labelled texts are no whole reports, and need not be in order to be classified.
            guard let excerpt = ReportExcerpt(line) else { throw error }
            return try takeExcerpt(excerpt)
        }
        let decision = dispatcher.decide(reader, channel: channel, scratch: &scratch)
        decision.writeJSON(for: reader, into: &self.line)
        try writeLine()
    }

    private mutating func takeExcerpt(_ excerpt: ReportExcerpt) throws {
        let community = Array((excerpt.community ?? "").utf8), address = Array((excerpt.address ?? "").utf8)
        let title = Array((excerpt.title ?? "").utf8), text = Array(excerpt.text.utf8)
        let decision = dispatcher.decide(
            community: community.isEmpty ? nil : community.span, address: address.isEmpty ? nil : address.span,
            title: title.isEmpty ? nil : title.span, text: text.span, channel: channel, kind: excerpt.kind ?? .help,
            urgency: excerpt.urgency ?? .normal, scratch: &scratch)
        let id = Array((excerpt.id ?? "").utf8)
        decision.writeJSON(id: id.isEmpty ? nil : id.span, into: &line)
        try writeLine()
    }

    private mutating func writeLine() throws {
        line.append(UInt8(ascii: "\n"))
        try output.write(line)
        line.removeAll(keepingCapacity: true)
    }
}

extension Dispatcher {
    fileprivate func decide(
        _ reader: borrowing ReportReader, channel: String, scratch: inout DispatchScratch
    ) -> Decision {
        decide(
            community: reader.community, address: reader.address, title: reader.title, text: reader.text,
            channel: channel, kind: reader.kind, urgency: reader.urgency, scratch: &scratch)
    }
}

extension Decision {
    fileprivate func writeJSON(for reader: borrowing ReportReader, into output: inout [UInt8]) {
        writeJSON(id: reader.id, into: &output)
    }
}
