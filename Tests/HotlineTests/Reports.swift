import Hotline

/// Reports and what becomes of them, as tests want them.
enum Reports {
    /// The shortest report there is.
    static let minimal = #"{"id":"1","text":"污水","reportedAt":"2026-09-15T08:30:00+08:00"}"#

    /// One with every field.
    static let whole = #"""
        {"id": "evening-3/7", "title": "花坛\n绿化", "text": "小区花坛里\t树木枯死 \ud83c\udf33", "channel": "x",
         "reportedAt": "2026-09-15T08:30:00.250+08:00", "address": "施营社区 3 号楼", "community": "shiying",
         "location": {"lat": 32.0523, "lon": 112.1347, "accuracy": 5}, "kind": "wish", "urgency": "urgent",
         "reporter": {"name": "王", "phone": "000", "anonymous": true}, "confidential": true,
         "externalId": "XF-1", "externalDueAt": "2026-09-20T18:00:00+08:00", "category": "0302",
         "gathering": {"kind": "evening", "at": "2026-09-14T19:30:00+08:00", "place": "广场", "participants": 23,
                       "recordedBy": "网格员"},
         "inReplyTo": "0000012681314870", "attachments": ["https://example.org/1.jpg", "http://example.org/2.jpg"],
         "weather": {"rain": [true, null, 1.5e-3]}}
        """#

    /// A reader that has read `json`.
    static func read(_ json: String) throws(ReportError) -> ReportReader {
        try read(Array(json.utf8))
    }

    /// A reader that has read `json`.
    static func read(_ json: [UInt8]) throws(ReportError) -> ReportReader {
        var reader = ReportReader()
        try reader.read(json.span.bytes)
        return reader
    }

    /// What is wrong with `json`, nil if nothing is.
    static func complaint(_ json: String) -> String? {
        complaint(Array(json.utf8))
    }

    /// What is wrong with `json`, nil if nothing is.
    static func complaint(_ json: [UInt8]) -> String? {
        do throws(ReportError) {
            _ = try read(json)
            return nil
        } catch {
            return error.description
        }
    }

    /// The shortest report, with `members` behind its own.
    static func with(_ members: String) -> String {
        minimal.dropLast() + "," + members + "}"
    }
}

extension ReportReader {
    /// A field's text as a string.
    func string(_ field: ReportField) -> String? {
        guard let span = text(field) else { return nil }
        return span.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// All attachments as strings.
    var attachments: [String] {
        (0..<attachmentCount).map { attachment($0).withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }
    }
}
