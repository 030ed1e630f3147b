/// The names and fixed values of our messages' headers: CloudEvents 1.0.2 in Kafka's binary content mode ("Kafka
/// Protocol Binding for CloudEvents", section 3.2), and W3C Trace Context.
package enum CloudEvent {
    /// The version of CloudEvents: `1.0`.
    package static let specVersion: StaticString = "ce_specversion"
    /// What a repeat is recognised by.
    package static let id: StaticString = "ce_id"
    /// Which part of Qiaomen made the event.
    package static let source: StaticString = "ce_source"
    /// What happened, as `qiaomen.task.lead`.
    package static let type: StaticString = "ce_type"
    /// When it happened, RFC 3339.
    package static let time: StaticString = "ce_time"
    /// The case's number.
    package static let subject: StaticString = "ce_subject"
    /// The media type of the value.
    package static let contentType: StaticString = "content-type"
    /// The trace that the event belongs to.
    package static let traceParent: StaticString = "traceparent"

    /// The version of the specification that our headers follow.
    static let version: StaticString = "1.0"
    /// What all tasks of round 1 come from.
    static let ingest: StaticString = "/qiaomen/ingest"
    static let json: StaticString = "application/json"

    /// The `ce_type` of a task.
    static func type(of role: TaskRole) -> StaticString {
        switch role {
        case .lead: "qiaomen.task.lead"
        case .supporting: "qiaomen.task.supporting"
        }
    }

    /// Whether `value` is a trace parent that may be carried on (W3C Trace Context, section 3.2): version, trace id,
    /// parent id and flags in lower-case hexadecimal, the version not ff, the ids not all zeros. A version that came
    /// after 00 may have more behind a further hyphen.
    package static func isTraceParent(_ value: RawSpan) -> Bool {
        guard value.byteCount >= 55 else { return false }
        func byte(_ index: Int) -> UInt8 { value.unsafeLoad(fromByteOffset: index, as: UInt8.self) }
        func isZeros(_ range: Range<Int>) -> Bool { range.allSatisfy { byte($0) == UInt8(ascii: "0") } }
        for index in 0..<55 {
            switch index {
            case 2, 35, 52:
                guard byte(index) == UInt8(ascii: "-") else { return false }
            default:
                guard byte(index) &- UInt8(ascii: "0") < 10 || byte(index) &- UInt8(ascii: "a") < 6 else {
                    return false
                }
            }
        }
        if byte(0) == UInt8(ascii: "f"), byte(1) == UInt8(ascii: "f") { return false }
        if value.byteCount > 55, isZeros(0..<2) || byte(55) != UInt8(ascii: "-") { return false }
        return !isZeros(3..<35) && !isZeros(36..<52)
    }
}
