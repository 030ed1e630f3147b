/// A value as an error shows it: its beginning, without control characters.
func excerpt(_ text: String) -> String {
    let visible = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : String($0) }
    return visible.prefix(40).joined() + (visible.count > 40 ? "…" : "")
}

/// What an error says of a closed choice: `expected one of a, b or c; did you mean b?`.
func expectation(oneOf choices: [String], found: String) -> String {
    let shown = choices.prefix(12).joined(separator: ", ") + (choices.count > 12 ? ", …" : "")
    let close = choices.map { (choice: $0, distance: editDistance($0, found)) }
        .filter { $0.distance <= max(1, min(3, $0.choice.count / 3)) }
        .min { $0.distance < $1.distance }
    let hint = close.map { "; did you mean `\($0.choice)`?" } ?? ""
    return "expected one of \(shown), found `\(excerpt(found))`\(hint)"
}

/// How many scalars must be put in, taken out or replaced to make one text of the other (Levenshtein). What is longer
/// than an id can be is as far away as can be.
private func editDistance(_ left: String, _ right: String) -> Int {
    let left = Array(left.unicodeScalars)
    let right = Array(right.unicodeScalars)
    guard left.count <= 64, right.count <= 64 else { return .max }
    var row = Array(0...right.count)
    for (index, scalar) in left.enumerated() {
        var diagonal = row[0]
        row[0] = index + 1
        for column in right.indices {
            let cost = diagonal + (right[column] == scalar ? 0 : 1)
            diagonal = row[column + 1]
            row[column + 1] = min(cost, row[column] + 1, row[column + 1] + 1)
        }
    }
    return row[right.count]
}
