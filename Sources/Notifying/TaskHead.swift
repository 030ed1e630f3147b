import Foundation
import Hotline
import WorkTime

/// A task but for its report, which a notice has no use for.
package struct TaskHead: Sendable {
    let number: CaseNumber
    let round: Int
    let role, reason, department, area: String
    let community, street: String?
    let kind: ReportKind
    let urgency: Urgency
    let resolveBy: Instant?

    private struct Fields: Decodable {
        let `case`, role, reason, department, area: String
        let round: Int
        let community, street, kind, urgency, resolveBy: String?
    }

    /// - Returns: nil if it is none.
    package init?(json: [UInt8]) {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(json)),
            let number = CaseNumber(typed: fields.case)
        else { return nil }
        self.number = number
        (round, role, reason, department) = (fields.round, fields.role, fields.reason, fields.department)
        (area, community, street) = (fields.area, fields.community, fields.street)
        kind = fields.kind.flatMap(ReportKind.init(rawValue:)) ?? .help
        urgency = fields.urgency.flatMap(Urgency.init(rawValue:)) ?? .normal
        resolveBy = fields.resolveBy.flatMap { try? Instant(rfc3339: $0) }
    }
}
