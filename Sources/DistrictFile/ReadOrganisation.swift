import Hotline

extension DistrictReader {
    /// One element of `departments`.
    func department(_ field: Field) -> Department? {
        guard var mapping = field.mapping() else { return nil }
        let id = mapping.required("id")?.identifier()
        let name = mapping.required("name").flatMap(self.name)
        let kind = mapping.required("kind")?.choice(of: Department.Kind.self)
        mapping.refuseOtherKeys()
        guard let id else { return nil }
        identifiers.declare(id, as: .department)
        guard let name, let kind else { return nil }
        return Department(id: id.value, name: name, kind: kind)
    }

    /// One element of `channels`.
    func channel(_ field: Field) -> Channel? {
        guard var mapping = field.mapping() else { return nil }
        let id = mapping.required("id")?.identifier()
        let name = mapping.required("name").flatMap(self.name)
        let lateEntry = mapping.optional("lateEntry").map { $0.timeLimit() } ?? Channel.standardLateEntry
        mapping.refuseOtherKeys()
        guard let id else { return nil }
        identifiers.declare(id, as: .channel)
        guard let name else { return nil }
        return Channel(id: id.value, name: name, lateEntry: lateEntry)
    }
}
