import Foundation
import Hotline
import Store

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
