import Hotline
import WorkTime

/// Bytes as a report's JSON.
struct ReportTarget: FuzzTarget {
    /// One that has read another report: what is left of it must not show.
    private let used: ReportReader

    init() {
        let whole = """
            {"id": "1", "text": "树枯死了", "reportedAt": "2026-09-15T08:30:00+08:00", "title": "绿化", "address": "3 号楼",
             "community": "shiying", "location": {"lat": 32, "lon": 112}, "kind": "tipoff", "urgency": "urgent",
             "reporter": {"name": "王", "phone": "000", "anonymous": true}, "confidential": true, "externalId": "XF-1",
             "externalDueAt": "2026-09-20T18:00:00+08:00", "category": "0302", "gathering": {"kind": "evening",
             "at": "2026-09-14T19:30:00+08:00", "place": "广场", "participants": 23, "recordedBy": "网格员"},
             "inReplyTo": "0000012681314870", "attachments": ["https://example.org/1.jpg"], "channel": "x", "a": 1}
            """
        var reader = ReportReader()
        guard case .report = Outcome(of: Array(whole.utf8), by: &reader) else { fail("a sound report is refused") }
        used = reader
    }

    func test(_ bytes: [UInt8]) {
        var reader = used
        let outcome = Outcome(of: bytes, by: &reader)
        var fresh = ReportReader()
        require(outcome == Outcome(of: bytes, by: &fresh), "a used reader reads what a new one reads")
        switch outcome {
        case .error(let error):
            require((0...bytes.count).contains(error.offset), "an error stands inside the report: \(error)")
            require(!error.expected.isEmpty, "an error says what was expected")
        case .report(let report):
            require(bytes.count <= ReportLimits.bytes, "a report is not longer than allowed")
            requireSound(report, in: bytes)
        }
    }

    private func requireSound(_ report: Report, in json: [UInt8]) {
        for (field, text) in report.texts {
            require(isSound(text, in: field), "what \(field.path) holds is UTF-8 and not too long")
        }
        for field in ReportField.allCases where field.isRequired && field != .reportedAt {
            require(report.texts[field] != nil, "\(field.path) is there")
        }
        require(report.attachments.count <= ReportLimits.attachments, "there are not too many attachments")
        for address in report.attachments {
            require(!address.isEmpty && isSound(address, in: .attachments), "an attachment is an address")
        }
        if let place = report.location {
            require(abs(place.latitude) <= 90 && abs(place.longitude) <= 180, "the location is on the earth")
        }
        if let participants = report.gathering?.participants {
            require((0...ReportLimits.participants).contains(participants), "participants are a count")
        }
        if let member = report.channelMember {
            require(
                !member.isEmpty && member.lowerBound > 0 && member.upperBound < json.count,
                "the member channel stands inside the report")
        }
    }

    private func isSound(_ text: [UInt8], in field: ReportField) -> Bool {
        guard let string = String(validating: text, as: UTF8.self) else { return false }
        return string.unicodeScalars.count <= field.maximumLength
    }
}

/// What reading came to.
private enum Outcome: Equatable {
    case report(Report)
    case error(ReportError)

    init(of json: [UInt8], by reader: inout ReportReader) {
        do throws(ReportError) {
            try reader.read(json.span.bytes)
            self = .report(Report(reader))
        } catch {
            self = .error(error)
        }
    }
}

/// All that stands in a reader.
private struct Report: Equatable {
    var texts: [ReportField: [UInt8]] = [:]
    let attachments: [[UInt8]]
    let reportedAt: Instant
    let externalDueAt: Instant?
    let kind: ReportKind
    let urgency: Urgency
    let location: Coordinates?
    let inReplyTo: CaseNumber?
    let isAnonymous: Bool
    let isConfidential: Bool
    let gathering: Gathering?
    let channelMember: Range<Int>?

    init(_ reader: borrowing ReportReader) {
        for field in ReportField.allCases {
            if let text = reader.text(field) { texts[field] = text.withUnsafeBufferPointer { Array($0) } }
        }
        attachments = (0..<reader.attachmentCount).map { index in
            reader.attachment(index).withUnsafeBufferPointer { Array($0) }
        }
        reportedAt = reader.reportedAt
        externalDueAt = reader.externalDueAt
        kind = reader.kind
        urgency = reader.urgency
        location = reader.location
        inReplyTo = reader.inReplyTo
        isAnonymous = reader.isAnonymous
        isConfidential = reader.isConfidential
        gathering = reader.gathering
        channelMember = reader.channelMember
    }
}
