import Foundation
import Hotline
import Store

extension FigureSheet {
    /// As a table, JSON or CSV.
    func printed(_ format: RecordFormat, _ names: FigureNames, _ terms: FigureTerms, zone: TimeZone) throws -> String {
        switch format {
        case .table: FigureTables(names, zone: zone).text(self)
        case .json: try jsonLine(FigureDocument(self, terms))
        case .csv: csv([FigureList.header] + FigureList(names.groups, in: names.language.keyPath).lines(self))
        }
    }
}

extension FigureReport {
    /// As a text to be read out, JSON or CSV.
    func printed(
        _ format: RecordFormat, _ names: FigureNames, _ terms: FigureTerms, _ district: District
    ) throws -> String {
        switch format {
        case .table: return FigureReportText(self, names, district, terms.weights).whole
        case .json: return try jsonLine(ReportDocument(self, terms))
        case .csv:
            let list = FigureList(names.groups, in: names.language.keyPath)
            let lines = [("departments", departments), ("streets", streets)].flatMap { view, comparison in
                list.lines(comparison.present, view: view)
                    + list.lines(comparison.previous, view: view, period: "previous")
                    + list.lines(comparison.lastYear, view: view, period: "lastYear")
            }
            return csv([FigureList.header] + lines)
        }
    }
}

private func jsonLine(_ document: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
}

private func csv(_ lines: [[String]]) -> String {
    lines.map(\.csvLine).joined()
}
