import Yams

/// Reads a mapping key by key, and in the end refuses the keys that nobody asked for.
struct MappingReader {
    let mark: Position
    let path: String
    private let findings: Findings
    private var fields: [String: Field] = [:]
    private var keys: [Located<String>] = []
    private var asked: [String] = []

    init(_ mapping: Node.Mapping, mark: Position, path: String, _ findings: Findings) {
        self.mark = mark
        self.path = path
        self.findings = findings
        for (key, value) in mapping {
            let keyMark = key.mark.map(Position.init) ?? mark
            guard case .scalar(let scalar) = key else {
                findings.add(keyMark, path, "expected a name as the key, found a list or a mapping")
                continue
            }
            let place = path.isEmpty ? excerpt(scalar.string) : "\(path).\(excerpt(scalar.string))"
            keys.append(Located(value: scalar.string, mark: keyMark, path: place))
            fields[scalar.string] = Field(
                node: value, mark: value.mark.map(Position.init) ?? keyMark, path: place, findings: findings)
        }
    }

    /// The value of a key that must be there.
    mutating func required(_ key: String) -> Field? {
        asked.append(key)
        guard let field = fields[key] else {
            findings.add(mark, path.isEmpty ? key : "\(path).\(key)", "is missing")
            return nil
        }
        return field
    }

    /// The value of a key that may be missing or hold nothing.
    mutating func optional(_ key: String) -> Field? {
        asked.append(key)
        return fields[key].flatMap { $0.isNothing ? nil : $0 }
    }

    /// Refuses all other keys; call it last.
    func refuseOtherKeys() {
        for key in keys where !asked.contains(key.value) {
            findings.add(key.mark, key.path, "unknown key: " + expectation(oneOf: asked, found: key.value))
        }
    }
}
