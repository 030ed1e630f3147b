import Classification
import Hotline
import Yams

/// One node of the file on its way to a value. What does not fit is noted, and nil stands for the value.
struct Field {
    let node: Node
    let mark: Position
    let path: String
    let findings: Findings

    /// Whether nothing is written here: `key:`, `~` or `null`.
    var isNothing: Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    func report(_ problem: String) {
        findings.add(mark, path, problem)
    }

    /// What stands here, as errors name it.
    private var found: String {
        switch node {
        case _ where isNothing: "nothing"
        case .scalar(let scalar): "`\(excerpt(scalar.string))`"
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .alias: "an alias"
        }
    }

    private func expected(_ what: String) {
        report("expected \(what), found \(found)")
    }

    /// A text of 1 to `limit` scalars: neither blank nor with blanks around it, no control characters.
    func text(limit: Int = 64) -> Located<String>? {
        guard case .scalar(let scalar) = node, !isNothing else {
            expected("text")
            return nil
        }
        // A block scalar ends with its line's end, which is no part of what its writer meant.
        let isBlock = scalar.style == .literal || scalar.style == .folded
        let text = isBlock && scalar.string.hasSuffix("\n") ? String(scalar.string.dropLast()) : scalar.string
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, !first.properties.isWhitespace,
            !last.properties.isWhitespace
        else {
            expected("text without blanks around it")
            return nil
        }
        guard scalars.count <= limit else {
            report("expected at most \(limit) characters, found \(scalars.count)")
            return nil
        }
        guard !scalars.contains(where: { $0.properties.generalCategory == .control && $0 != "\n" || $0 == "\u{FEFF}" })
        else {
            report("expected text without control characters")
            return nil
        }
        return Located(value: text, mark: mark, path: path)
    }

    /// An id; whether what it names exists is another question.
    func identifier() -> Located<String>? {
        guard let id = text(limit: .max) else { return nil }
        guard isIdentifier(id.value) else {
            expected("an id of 1 to 64 characters a-z, 0-9 and -")
            return nil
        }
        return id
    }

    /// A whole number, unquoted.
    func integer(in range: ClosedRange<Int>) -> Int? {
        if case .scalar(let scalar) = node, scalar.style == .plain, let value = Int(scalar.string),
            range.contains(value)
        {
            return value
        }
        expected("a whole number from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    /// A number, unquoted, in decimals.
    func number(in range: ClosedRange<Double>) -> Double? {
        if case .scalar(let scalar) = node, scalar.style == .plain,
            scalar.string.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
            let value = Double(scalar.string), range.contains(value)
        {
            return value
        }
        expected("a number from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    /// One of the values of an enumeration.
    func choice<Choice: CaseIterable & RawRepresentable<String>>(of type: Choice.Type) -> Choice? {
        guard let text = text(limit: .max) else { return nil }
        if let choice = Choice(rawValue: text.value) { return choice }
        report(expectation(oneOf: Choice.allCases.map(\.rawValue), found: text.value))
        return nil
    }

    /// The elements of a list, each with its place in the path.
    func elements() -> [Field] {
        guard case .sequence(let sequence) = node else {
            expected("a list")
            return []
        }
        return sequence.enumerated().map { index, element in
            Field(
                node: element, mark: element.mark.map(Position.init) ?? mark, path: "\(path)[\(index)]",
                findings: findings)
        }
    }

    /// The keys and values of a mapping.
    func mapping() -> MappingReader? {
        guard case .mapping(let mapping) = node else {
            expected("a mapping")
            return nil
        }
        return MappingReader(mapping, mark: mark, path: path, findings)
    }

    /// The elements of a list that must all differ, each read by `read`.
    func distinct<Value: Hashable>(
        atLeastOne: Bool = false, _ read: (Field) -> Located<Value>?
    ) -> [Located<Value>] {
        distinct(by: \.self, atLeastOne: atLeastOne, read)
    }

    /// Words that are looked for in reports. Those that are the same there, 污水管網 and 污水管网, stand for one, which
    /// would count twice if it stood here twice.
    func words(atLeastOne: Bool = false) -> [Located<String>] {
        distinct(by: Folding.standard.scalars(of:), atLeastOne: atLeastOne) { $0.text() }
    }

    private func distinct<Value, Identity: Hashable>(
        by identity: (Value) -> Identity, atLeastOne: Bool, _ read: (Field) -> Located<Value>?
    ) -> [Located<Value>] {
        var lines: [Identity: Int] = [:]
        let elements = elements()
        if atLeastOne, elements.isEmpty, case .sequence = node { report("expected at least one, found an empty list") }
        return elements.compactMap { element in
            guard let value = read(element) else { return nil }
            if let line = lines.updateValue(value.mark.line, forKey: identity(value.value)) {
                element.report("expected each once, found \(element.found) again; the first is in line \(line)")
                return nil
            }
            return value
        }
    }
}
