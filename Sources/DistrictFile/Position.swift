import Yams

/// A place in the file: both from 1, columns in Unicode scalars.
struct Position: Hashable, Sendable {
    let line: Int
    let column: Int

    static let start = Position(line: 1, column: 1)

    init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }
}
