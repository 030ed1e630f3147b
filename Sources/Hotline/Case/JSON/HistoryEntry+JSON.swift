import WorkTime

/// The JSON of what happened. Terms are written once a case; entries name them by their place in that list.
extension HistoryEntry {
    private enum Word: String, CaseIterable {
        case opened, progress, resumed, closed, absorbed, followed, amended, recounted
    }

    init(_ fields: JSONFields, _ terms: [CaseTerms]) throws(MessageError) {
        seq = try fields.need("seq", .whole(1...100_000))
        at = try fields.need("at", .time)
        switch try fields.need("kind", JSONFormat<Word>.word) {
        case .opened:
            kind = .opened(
                Opening(
                    assignment: try Assignment(try fields.object("assignment")),
                    caller: try Caller(try fields.object("caller")), terms: try fields.need("terms", .item(of: terms))))
        case .progress: kind = .progress(try AppliedProgress(fields, terms))
        case .resumed: kind = .resumed
        case .closed: kind = .closed(try fields.need("outcome", .word))
        case .absorbed: kind = .absorbed(try Absorption(fields))
        case .followed: kind = .followed(try fields.need("change", .word))
        case .amended: kind = .amended(department: try fields.need("department", .string))
        case .recounted: kind = .recounted(holidays: try fields.need("holidays", .string))
        }
    }

    func write(into writer: inout JSONWriter, _ terms: [CaseTerms]) {
        writer.member("seq", seq)
        writer.member("at", at)
        switch kind {
        case .opened(let opening):
            writer.member("kind", Word.opened)
            writer.object("assignment") { opening.assignment.write(into: &$0) }
            writer.object("caller") { opening.caller.write(into: &$0) }
            writer.member("terms", terms.firstIndex(of: opening.terms))
        case .progress(let applied):
            writer.member("kind", Word.progress)
            applied.write(into: &writer, terms)
        case .resumed: writer.member("kind", Word.resumed)
        case .closed(let outcome):
            writer.member("kind", Word.closed)
            writer.member("outcome", outcome)
        case .absorbed(let absorption):
            writer.member("kind", Word.absorbed)
            absorption.write(into: &writer)
        case .followed(let change):
            writer.member("kind", Word.followed)
            writer.member("change", change)
        case .amended(let department):
            writer.member("kind", Word.amended)
            writer.member("department", department)
        case .recounted(let holidays):
            writer.member("kind", Word.recounted)
            writer.member("holidays", holidays)
        }
    }

    /// The terms that it brings.
    var terms: CaseTerms? {
        switch kind {
        case .opened(let opening): opening.terms
        case .progress(let applied): applied.terms
        default: nil
        }
    }
}

extension AppliedProgress {
    fileprivate init(_ fields: JSONFields, _ terms: [CaseTerms]) throws(MessageError) {
        received = ReceivedProgress(
            event: try ProgressEvent(try fields.object("event")), topic: try fields.need("topic", .string),
            offset: try fields.need("offset", .whole(Int64.min...Int64.max)),
            recordedAt: try fields.need("recordedAt", .time),
            replay: try fields.may("replay", .whole(0...1_000_000)) ?? 0)
        body = try fields.need("body", .hash)
        bytes = try fields.need("bytes", .whole(0...ProgressLimits.bytes * 8))
        author = try fields.need("author", .author)
        self.terms = try fields.may("terms", .item(of: terms))
    }

    fileprivate func write(into writer: inout JSONWriter, _ terms: [CaseTerms]) {
        writer.member("topic", received.topic)
        writer.member("offset", Int(received.offset))
        writer.member("recordedAt", received.recordedAt)
        if received.replay != 0 { writer.member("replay", received.replay) }
        writer.member("body", body.hex)
        writer.member("bytes", bytes)
        writer.member("author", author.text)
        writer.member("terms", self.terms.flatMap(terms.firstIndex(of:)))
        writer.object("event") { event.write(into: &$0) }
    }
}

extension Absorption {
    fileprivate init(_ fields: JSONFields) throws(MessageError) {
        child = try fields.need("child", .caseNumber)
        callers = try fields.objects("callers") { (fields) throws(MessageError) in try Caller(fields) }
        clock = try CaseClock(try fields.object("clock"))
        urges = try fields.need("urges", .whole(0...1_000_000))
        endorsers = try fields.need("endorsers", .endorsers)
    }

    fileprivate func write(into writer: inout JSONWriter) {
        writer.member("child", child)
        writer.list("callers", callers) { writer, caller in writer.object { caller.write(into: &$0) } }
        writer.object("clock") { clock.write(into: &$0) }
        writer.member("urges", urges)
        writer.member("endorsers", endorsers)
    }
}

extension Author {
    /// `department:rural`, `desk`.
    fileprivate var text: String {
        switch self {
        case .department(let id): "department:\(id)"
        case .desk: "desk"
        case .hotline: "hotline"
        case .resident: "resident"
        case .grid: "grid"
        case .manager: "manager"
        }
    }
}

extension JSONFormat where Value == Author {
    fileprivate static var author: JSONFormat {
        JSONFormat(expected: "department: and an id, desk, hotline, resident, grid or manager") { node in
            guard case .string(let text) = node.value else { return nil }
            if text.hasPrefix("department:") { return .department(String(text.dropFirst("department:".count))) }
            return [.desk, .hotline, .resident, .grid, .manager].first { $0.text == text }
        }
    }
}

extension JSONFormat where Value == BodyHash {
    static var hash: JSONFormat {
        JSONFormat(expected: "32 hexadecimal digits") { node in
            guard case .string(let text) = node.value, text.utf8.count == 32 else { return nil }
            return BodyHash(hex: text)
        }
    }
}

extension JSONFormat where Value == [String] {
    static var endorsers: JSONFormat { .list(.string, atMost: CaseBounds.endorsers) }
}

extension JSONFormat {
    /// One of a list, named by its place.
    fileprivate static func item(of list: [Value]) -> JSONFormat {
        JSONFormat(expected: "a place from 0 to \(list.count - 1)") { node in
            guard case .number(let text) = node.value, let index = Int(text), list.indices.contains(index) else {
                return nil
            }
            return list[index]
        }
    }
}
