import Hotline
import Store

/// One case with all that belongs to it, as JSON.
///
/// The case itself is what the topic `cases` carries, without personal data. The report is as it came for those who may
/// see whose it is; for others its texts are masked.
struct CaseDocument: Sendable {
    let state: Case
    let report: ReportRecord?
    let relations: CaseRelations
    let principal: Principal
    let days: DistrictDays

    private var seesPersonalData: Bool {
        principal.seesPersonalData(isConfidential: report?.isConfidential ?? (state.subject.kind == .tipoff))
    }

    /// One JSON object.
    var json: [UInt8] {
        var bytes = Array(#"{"case":"#.utf8)
        bytes += state.json(utcOffset: days.utcOffset(at: state.lastAppliedAt))
        if let report { bytes += #","report":"#.utf8 + json(of: report) }
        bytes += #","similar":["#.utf8
        bytes +=
            relations.similar.map { #"{"case":"\#($0.number)","similarity":\#($0.similarity)}"# }
            .joined(separator: ",").utf8
        bytes += #"],"merged":["#.utf8 + numbers(relations.merged)
        bytes += #"],"replies":["#.utf8 + numbers(relations.replies)
        bytes += "]}".utf8
        return bytes
    }

    private func numbers(_ list: [CaseNumber]) -> [UInt8] {
        Array(list.map { "\"\($0)\"" }.joined(separator: ",").utf8)
    }

    private func json(of report: ReportRecord) -> [UInt8] {
        func shown(_ text: String?) -> String? { seesPersonalData ? text : text?.maskingPersonalNumbers }
        var bytes = Array(#"{"receivedAt":"\#(days.text(of: report.receivedAt))""#.utf8)
        func add(_ name: String, _ text: String?) {
            guard let text else { return }
            bytes += ",\"\(name)\":".utf8
            bytes.append(quoted: text)
        }
        add("channel", report.channel)
        add("title", shown(report.title))
        add("text", shown(report.text))
        add("address", shown(report.address))
        if let location = report.location {
            bytes += #","location":{"lat":\#(location.latitude),"lon":\#(location.longitude)}"#.utf8
        }
        bytes += #","confidential":\#(report.isConfidential ?? (state.subject.kind == .tipoff))"#.utf8
        if seesPersonalData {
            add("name", report.name)
            add("phone", report.phone)
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}
