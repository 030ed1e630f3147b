import Hotline
import Yams

extension DistrictReader {
    /// The section `ladders`: `departments` and `communities`, each a list.
    func ladders(_ field: Field) -> Ladders? {
        guard var mapping = field.mapping() else { return nil }
        let departments = mapping.optional("departments").map { ladders($0, of: "departments", .department) } ?? []
        let communities = mapping.optional("communities").map { ladders($0, of: "communities", .community) } ?? []
        mapping.refuseOtherKeys()
        return Ladders(departments: departments, communities: communities)
    }

    /// The ladders of departments or communities. Each has one at most; one is for all others.
    private func ladders(_ field: Field, of key: String, _ kind: IdentifierTable.Kind) -> [Ladder] {
        let elements = field.elements()
        guard case .sequence = field.node else { return [] }
        var lines: [String: Int] = [:]
        var general: Int?
        var ladders: [Ladder] = []
        for element in elements {
            guard var mapping = element.mapping() else { continue }
            let ids = mapping.optional(key).map { $0.distinct(atLeastOne: true) { $0.identifier() } }
            let contacts = mapping.required("contacts").map(self.contacts)
            mapping.refuseOtherKeys()
            for id in ids ?? [] {
                identifiers.refer(to: id, kind)
                guard let line = lines.updateValue(id.mark.line, forKey: id.value) else { continue }
                findings.add(
                    id.mark, id.path, "expected one ladder for `\(id.value)`, which has one in line \(line) already")
            }
            if ids == nil {
                if let general { element.report("expected \(key): the ladder for all others is in line \(general)") }
                general = general ?? element.mark.line
            }
            ladders.append(Ladder(ids: ids?.map(\.value) ?? [], contacts: contacts ?? []))
        }
        if general == nil { field.report("expected a ladder without \(key), for all others") }
        return ladders
    }

    /// The levels of a ladder.
    private func contacts(_ field: Field) -> [Contact] {
        let elements = field.elements()
        if case .sequence = field.node, elements.count != Ladder.levels {
            field.report("expected \(Ladder.levels) contacts, from near to high, found \(elements.count)")
        }
        return elements.compactMap(contact)
    }

    /// `{ name: 网格员, phone: "110" }`
    func contact(_ field: Field) -> Contact? {
        guard var mapping = field.mapping() else { return nil }
        let name = mapping.required("name")?.text()
        let phone = mapping.optional("phone")?.text(limit: 32)
        mapping.refuseOtherKeys()
        return name.map { Contact(name: $0.value, phone: phone?.value) }
    }
}
