/// A table for people at a terminal. Rows come in blocks: columns only ever grow, so that what follows later still stands
/// under the header.
package struct TextTable: Sendable {
    /// The widest a cell is drawn, in columns; what is longer ends in an ellipsis.
    private static let widest = 60

    private let titles: [String]
    private var widths: [Int]
    private var rows: [[String]] = []
    private var headerIsWritten = false

    /// - Parameter titles: one a column.
    package init(_ titles: [String]) {
        self.titles = titles
        self.widths = titles.map(displayWidth)
    }

    /// How many rows wait for `takeText`.
    package var pendingRows: Int { rows.count }

    /// Adds a row with as many cells as there are titles. Control characters, which a terminal might obey, are replaced.
    package mutating func add(_ cells: [String]) {
        let cells = cells.map { shortened(printable($0), to: Self.widest) }
        for (column, cell) in cells.enumerated() { widths[column] = max(widths[column], displayWidth(cell)) }
        rows.append(cells)
    }

    /// The rows added since the last call, under the header the first time. Empty if there are none.
    package mutating func takeText() -> String {
        guard !rows.isEmpty else { return "" }
        var text = headerIsWritten ? "" : line(titles)
        headerIsWritten = true
        for row in rows { text += line(row) }
        rows.removeAll(keepingCapacity: true)
        return text
    }

    private func line(_ cells: [String]) -> String {
        var text = ""
        var gap = 0
        for (column, cell) in cells.enumerated() {
            text += String(repeating: " ", count: gap) + cell
            gap = widths[column] - displayWidth(cell) + 2
        }
        return text + "\n"
    }
}

/// The text with control characters replaced by U+FFFD.
package func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
        result.unicodeScalars.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
    }
    return result
}
