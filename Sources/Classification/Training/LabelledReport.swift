import Crypto

/// A report whose area is known: what a model is trained on and measured by.
package struct LabelledReport: Hashable, Sendable {
    package let title: String?
    package let text: String
    /// The area's id.
    package let area: String
    /// Whether no careful reader would decide otherwise.
    package let isSure: Bool
    /// How much it counts in training; 1 for reports like those that will come.
    package let weight: Double
    /// Which set it belongs to: sets are measured apart.
    package let set: Int

    package init(title: String?, text: String, area: String, isSure: Bool = true, weight: Double = 1, set: Int = 0) {
        self.title = title
        self.text = text
        self.area = area
        self.isSure = isSure
        self.weight = weight
        self.set = set
    }

    /// 32 bits of SHA-256 over title and text, to recognise the line by.
    package var fingerprint: UInt32 {
        var hash = SHA256()
        hash.update(data: Array((title ?? "").utf8) + [0] + Array(text.utf8))
        return hash.finalize().prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// SHA-256 over all that training is told, in hexadecimal.
    package static func hash(of reports: [LabelledReport]) -> String {
        var hash = SHA256()
        for report in reports {
            let fields = [
                report.title ?? "", report.text, report.area, report.isSure ? "sure" : "", "\(report.weight)",
            ]
            for field in fields { hash.update(data: Array(field.utf8) + [0]) }
        }
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
