/// Gathers what is wrong with one file while it is being read.
final class Findings {
    private(set) var errors: [DistrictError] = []

    func add(_ mark: Position, _ path: String, _ problem: String) {
        errors.append(DistrictError(line: mark.line, column: mark.column, path: path, problem: problem))
    }
}

/// A value and where in the file it stands.
struct Located<Value> {
    let value: Value
    let mark: Position
    let path: String
}

extension Located: Sendable where Value: Sendable {}
