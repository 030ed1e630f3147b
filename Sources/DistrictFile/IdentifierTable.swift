/// The ids that the file's sections declare, and those that it refers to.
///
/// A class, because sections are read by functions that are handed around; it lives as long as one reading.
final class IdentifierTable {
    /// What an id names.
    enum Kind: String {
        case area, department, street, community, channel, calendar
    }

    private let findings: Findings
    private var declared: [Kind: [String: Position]] = [:]
    private var order: [Kind: [String]] = [:]
    private var references: [(id: Located<String>, kind: Kind)] = []

    init(_ findings: Findings) {
        self.findings = findings
    }

    func declare(_ id: Located<String>, as kind: Kind) {
        if let first = declared[kind]?[id.value] {
            findings.add(
                id.mark, id.path,
                "expected each \(kind.rawValue) once, found `\(id.value)` again; the first is in line \(first.line)")
            return
        }
        declared[kind, default: [:]][id.value] = id.mark
        order[kind, default: []].append(id.value)
    }

    func isDeclared(_ id: String, as kind: Kind) -> Bool {
        declared[kind]?[id] != nil
    }

    func refer(to id: Located<String>, _ kind: Kind) {
        references.append((id, kind))
    }

    /// Reports the references to nothing.
    ///
    /// - Returns: whether there is none.
    func resolveReferences() -> Bool {
        let unknown = references.filter { !isDeclared($0.id.value, as: $0.kind) }
        for (id, kind) in unknown {
            let choices = order[kind] ?? []
            let problem =
                choices.isEmpty
                ? "expected the id of a declared \(kind.rawValue), found `\(id.value)`, and none is declared"
                : expectation(oneOf: choices, found: id.value)
            findings.add(id.mark, id.path, problem)
        }
        return unknown.isEmpty
    }
}
