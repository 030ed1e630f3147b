/// One mistake in a district file.
package struct DistrictError: Error, Hashable, Sendable {
    /// From 1.
    package let line: Int
    /// From 1, in Unicode scalars.
    package let column: Int
    /// Where in the file's structure, such as `rules[2].department`; empty for the file as a whole.
    package let path: String
    /// What is wrong and what was expected.
    package let problem: String

    package init(line: Int, column: Int, path: String, problem: String) {
        self.line = line
        self.column = column
        self.path = path
        self.problem = problem
    }
}

/// Everything that is wrong with a district file, in the order of its lines.
package struct DistrictErrors: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file's name, as its reader knows it.
    package let name: String
    package let errors: [DistrictError]

    package init(name: String, errors: [DistrictError]) {
        self.name = name
        self.errors = errors.sorted { ($0.line, $0.column, $0.path) < ($1.line, $1.column, $1.path) }
    }

    /// One line an error: `district.yaml:12:5: rules[2].department: expected …`.
    package var description: String {
        errors.map { error in
            let place = "\(name):\(error.line):\(error.column): "
            return place + (error.path.isEmpty ? "" : "\(error.path): ") + error.problem
        }.joined(separator: "\n")
    }
}
