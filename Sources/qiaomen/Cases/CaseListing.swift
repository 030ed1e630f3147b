import Foundation
import Hotline
package import Store

/// Prints cases as lists show them, without personal data.
struct CaseListing: ~Copyable {
    private var printer: RecordPrinter

    private static let names = [
        "case", "state", "department", "area", "kind", "urgency", "community", "street", "channel", "receivedAt",
        "dueAt", "promisedBy", "provisional", "resolvedAt", "closedAt", "mergedInto", "callers", "callBacks",
        "requests",
        "about",
    ]

    init(_ format: RecordFormat, zone: TimeZone, output: consuming StandardOutput) {
        printer = RecordPrinter(format, Self.names, zone: zone, output: output)
    }

    mutating func print(_ row: CaseRow) throws {
        try printer.print([
            .text(row.number.description), .text(row.state.rawValue), .text(row.holder), .text(row.area),
            .text(row.kind.rawValue), .text(row.urgency.rawValue), .text(row.community), .text(row.street),
            .text(row.channel), .time(row.receivedAt), .time(row.dueAt), .time(row.promisedBy),
            .flag(row.isProvisional), .time(row.resolvedAt), .time(row.closedAt),
            .text(row.mergedInto?.description), .number(row.callers), .number(row.unasked), .number(row.requests),
            .text(row.about),
        ])
    }

    mutating func finish() throws { try printer.finish() }
}

extension CaseRow {
    /// What it is about, without phone and identity numbers, not even the beginning of one that the excerpt cuts off.
    package var about: String? {
        if let title { return title.maskingPersonalNumbers }
        guard let excerpt, excerpt.unicodeScalars.count >= Self.excerptLength else {
            return excerpt?.maskingPersonalNumbers
        }
        let end = excerpt.unicodeScalars.lastIndex {
            $0.properties.numericType != .decimal && !$0.properties.isWhitespace && !$0.properties.isDash
        }
        return end.map { String(excerpt[...$0]).maskingPersonalNumbers + "…" } ?? "…"
    }
}
