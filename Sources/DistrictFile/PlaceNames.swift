import Classification

/// All names of places: the gazetteer can tell a place only by a name that no other place has.
///
/// A class, like `IdentifierTable`, that lives as long as one reading.
final class PlaceNames {
    private let findings: Findings
    private var owners: [[UInt32]: (owner: String, line: Int)] = [:]

    init(_ findings: Findings) {
        self.findings = findings
    }

    /// Notes a name of a place, and reports it if another place has it already. Names that count as the same in reports
    /// are one.
    ///
    /// - Parameter owner: the place's kind and id.
    func add(_ name: Located<String>, owner: String) {
        let folded = Folding.standard.scalars(of: name.value)
        guard let first = owners[folded] else {
            owners[folded] = (owner, name.mark.line)
            return
        }
        guard first.owner != owner else { return }
        findings.add(
            name.mark, name.path,
            "expected a name that no other place has: `\(excerpt(name.value))` is \(first.owner) too (line \(first.line)); "
                + "tell them apart, for instance by the community's name in front")
    }
}
