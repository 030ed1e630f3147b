import Foundation

/// A plot as its template draws it: a row a group, a line over the range, a mark for each value. Marks differ in shape,
/// not in colour alone, and the table beside it says the same in numbers.
struct FigurePlot {
    /// Circle, square, triangle.
    enum Shape: String, CaseIterable {
        case circle, square, triangle
    }

    struct Mark {
        let shape: Shape
        /// 0 to 1: from the left border to the right one.
        let position: Double
        let words: String
        /// The value lies further to the right: drawn hollow.
        var isBeyond = false
    }

    struct Row {
        let name: String
        /// From where to where its line goes, 0 to 1.
        let range: ClosedRange<Double>
        let marks: [Mark]
    }

    /// Part of the ids in the page, so different in each plot.
    let id: String
    let title: String
    let description: String
    let ticks: [(position: Double, label: String)]
    let rows: [Row]
    /// What each shape means.
    let legend: [(shape: Shape, words: String)]

    /// More rows than this nobody compares by eye; the table has them all.
    static let mostRows = 40
    private static let (left, width, top, step) = (200.0, 470.0, 58.0, 26.0)
    private static let longestName = 27

    /// What the template `figure-plot.html` draws.
    var model: [String: Any] {
        let height = Self.top + Double(rows.count) * Self.step
        return [
            "id": id, "title": title, "description": description, "height": Self.text(height + 8),
            "bottom": Self.text(height), "right": Self.text(Self.left + Self.width), "left": Self.text(Self.left),
            "ticks": ticks.map { ["x": Self.x($0.position), "label": $0.label] },
            "rows": rows.enumerated().map { index, row in Self.model(row, at: index) },
            "legend": legend.enumerated().map { index, entry in
                let x = Self.left + Double(index) * 130
                return Self.model(entry.shape, x, 14).merging([
                    "words": entry.words, "wordsX": Self.text(x + 12),
                ]) { first, _ in first }
            },
        ]
    }

    private static func model(_ row: Row, at index: Int) -> [String: Any] {
        let y = top + (Double(index) + 0.5) * step
        return [
            "name": short(row.name), "y": text(y), "baseline": text(y + 4.5), "nameX": text(left - 12),
            "from": x(row.range.lowerBound), "to": x(row.range.upperBound),
            "marks": row.marks.map { mark in
                model(mark.shape, left + clamped(mark.position) * width, y).merging([
                    "words": "\(row.name): \(mark.words)", "isBeyond": mark.isBeyond,
                ]) { first, _ in first }
            },
        ]
    }

    private static func model(_ shape: Shape, _ x: Double, _ y: Double) -> [String: Any] {
        let path =
            switch shape {
            case .circle: "M\(text(x - 5)) \(text(y))a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"
            case .square: "M\(text(x - 4.5)) \(text(y - 4.5))h9v9h-9z"
            case .triangle: "M\(text(x)) \(text(y - 6))l6 11h-12z"
            }
        return ["path": path, "shape": shape.rawValue]
    }

    private static func clamped(_ position: Double) -> Double { position.isFinite ? min(1, max(0, position)) : 1 }

    private static func x(_ position: Double) -> String { text(left + clamped(position) * width) }

    /// One digit behind the point, whatever the machine's language.
    private static func text(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(abs(tenths % 10))"
    }

    /// As much of a name as there is room for: a character of ours is as wide as two Latin ones.
    private static func short(_ name: String) -> String {
        var (width, kept) = (0, "")
        for character in name {
            width += character.utf8.count > 2 ? 2 : 1
            guard width <= longestName else { return kept + "…" }
            kept.append(character)
        }
        return kept
    }
}
