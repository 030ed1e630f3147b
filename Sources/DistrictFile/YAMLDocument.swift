import Yams

/// The nodes of a file that is one sound YAML document without anchors and tags.
struct YAMLDocument {
    /// Keeps the anchors alive: nodes hold them weakly.
    private let parser: Parser
    private let root: Node
    private let findings: Findings

    static let maximumBytes = 4 << 20

    /// Nil if it is not sound; the findings then say why.
    init?(_ bytes: [UInt8], _ findings: Findings) {
        guard bytes.count <= Self.maximumBytes else {
            findings.add(.start, "", "expected at most 4 MiB, found \(bytes.count) bytes")
            return nil
        }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if let broken = lines.firstIndex(where: { String(validating: $0, as: UTF8.self) == nil }) {
            findings.add(
                Position(line: broken + 1, column: 1), "", "expected UTF-8, found bytes in this line that are not")
            return nil
        }
        let text = String(decoding: bytes, as: UTF8.self)
        do {
            parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            guard let root = try parser.singleRoot() else {
                findings.add(.start, "", "expected a district, found an empty file")
                return nil
            }
            self.root = root
            self.findings = findings
        } catch {
            let (mark, problem) = syntaxProblem(error, in: text)
            findings.add(Position(line: min(mark.line, max(lines.count, 1)), column: mark.column), "", problem)
            return nil
        }
        let before = findings.errors.count
        refuseAnchorsAndTags(root)
        guard findings.errors.count == before else { return nil }
    }

    /// Calls `body` with the root, while the parser still lives.
    func withRoot<Result>(_ body: (Field) -> Result) -> Result {
        withExtendedLifetime(parser) {
            body(Field(node: root, mark: root.mark.map(Position.init) ?? .start, path: "", findings: findings))
        }
    }

    /// An alias is the anchored node itself once more; so nothing below an anchored node is visited, and aliases of
    /// aliases cannot multiply the work.
    private func refuseAnchorsAndTags(_ node: Node) {
        let mark = node.mark.map(Position.init) ?? .start
        if let anchor = node.anchor {
            let name = anchor.rawValue
            findings.add(mark, "", "expected no anchors, aliases or merge keys, found `&\(name)`; write the value out")
            return
        }
        let tag = node.tag.description
        switch node {
        case .scalar:
            if tag != Tag.Name.str.rawValue { refuse(tag: tag, mark) }
        case .mapping(let mapping):
            if tag != Tag.Name.map.rawValue { refuse(tag: tag, mark) }
            for (key, value) in mapping {
                refuseAnchorsAndTags(key)
                refuseAnchorsAndTags(value)
            }
        case .sequence(let sequence):
            if tag != Tag.Name.seq.rawValue { refuse(tag: tag, mark) }
            sequence.forEach(refuseAnchorsAndTags)
        case .alias:
            findings.add(mark, "", "expected no aliases; write the value out")
        }
    }

    private func refuse(tag: String, _ mark: Position) {
        findings.add(mark, "", "expected no tags, found `\(excerpt(tag))`")
    }
}

/// Where Yams stopped, and why.
private func syntaxProblem(_ error: any Error, in text: String) -> (Position, String) {
    guard let error = error as? YamlError else { return (.start, "expected YAML: \(error)") }
    switch error {
    case .parser(_, let problem, let mark, _) where problem.hasPrefix("Maximum nesting level"):
        return (Position(mark), "expected far fewer levels of nesting")
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
        let start = context.map { ", \($0.text) that begins in line \($0.mark.line)" } ?? ""
        return (Position(mark), "expected YAML: \(problem)\(start)")
    case .composer(let context, let problem, let mark, _):
        return (Position(mark), context.map { "\($0.text), \(problem)" } ?? "expected YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
        let key = keys.first ?? ""
        let again = lineOfRepeatedKey(key, after: Position(context.mark), in: text)
        return (
            Position(line: again ?? context.mark.line, column: context.mark.column),
            "expected each key once, found `\(excerpt(key))` twice; the first is in line \(context.mark.line)"
        )
    case .reader(let problem, let offset, _, _):
        let before = text.prefix(offset ?? 0)
        return (Position(line: before.count(where: \.isNewline) + 1, column: 1), "expected YAML: \(problem)")
    default:
        return (.start, "expected YAML: \(error)")
    }
}

/// The line in which a block mapping has a key for the second time. Yams only tells the first.
private func lineOfRepeatedKey(_ key: String, after first: Position, in text: String) -> Int? {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for index in lines.indices.dropFirst(first.line) {
        let content = lines[index].drop { $0 == " " }
        if content.isEmpty || content.hasPrefix("#") { continue }
        let column = lines[index].count - content.count + 1
        if column < first.column { return nil }
        let name = content.prefix { $0 != ":" }.trimming("\"' ")
        if column == first.column, name == key { return index + 1 }
    }
    return nil
}

extension Substring {
    fileprivate func trimming(_ characters: String) -> Substring {
        var rest = self
        while let first = rest.first, characters.contains(first) { rest.removeFirst() }
        while let last = rest.last, characters.contains(last) { rest.removeLast() }
        return rest
    }
}
