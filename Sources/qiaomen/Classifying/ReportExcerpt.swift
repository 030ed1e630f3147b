import Foundation
import Hotline

/// What classifying needs of a report, for lines that are no whole report.
struct ReportExcerpt: Decodable {
    var id: String?
    var title: String?
    var text: String
    var address: String?
    var community: String?
    var kind: ReportKind?
    var urgency: Urgency?

    /// Nil if the line is broken JSON, or has no text.
    init?(_ line: RawSpan) {
        let data = line.withUnsafeBytes { Data($0) }
        guard let excerpt = try? JSONDecoder().decode(Self.self, from: data), !excerpt.text.isEmpty else { return nil }
        self = excerpt
    }
}
