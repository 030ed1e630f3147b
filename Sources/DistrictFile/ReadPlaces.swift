import Hotline

extension DistrictReader {
    /// One element of `streets`.
    func street(_ field: Field) -> Street? {
        guard var mapping = field.mapping() else { return nil }
        let id = mapping.required("id")?.identifier()
        let nameField = mapping.required("name")
        mapping.refuseOtherKeys()
        let name = nameField.flatMap(self.name)
        guard let id else { return nil }
        identifiers.declare(id, as: .street)
        guard let nameField, let name else { return nil }
        note([name.zh, name.en], at: nameField, owner: "street `\(id.value)`")
        return Street(id: id.value, name: name)
    }

    /// One element of `communities`.
    func community(_ field: Field) -> Community? {
        guard var mapping = field.mapping() else { return nil }
        let id = mapping.required("id")?.identifier()
        let nameField = mapping.required("name")
        let name = nameField.flatMap(self.name)
        let street = mapping.required("street")?.identifier()
        let setting = mapping.required("setting")?.choice(of: Community.Setting.self)
        let aliases = mapping.optional("aliases").map { $0.words() } ?? []
        let compounds = mapping.optional("compounds").map { $0.words() } ?? []
        let population = mapping.required("population")?.integer(in: 0...10_000_000)
        let contacts = mapping.optional("gridContacts").map { list($0, contact) } ?? []
        let pilot = mapping.optional("pilot").flatMap(self.pilot)
        mapping.refuseOtherKeys()
        if let street { identifiers.refer(to: street, .street) }
        guard let id else { return nil }
        identifiers.declare(id, as: .community)
        let owner = "community `\(id.value)`"
        if let nameField, let name { note([name.zh, name.en], at: nameField, owner: owner) }
        for other in aliases + compounds { placeNames.add(other, owner: owner) }
        guard let name, let street, let setting, let population else { return nil }
        return Community(
            id: id.value, name: name, street: street.value, setting: setting, aliases: aliases.map(\.value),
            compounds: compounds.map(\.value), population: population, gridContacts: contacts, pilot: pilot)
    }

    private func note(_ names: [String], at field: Field, owner: String) {
        for name in Set(names).sorted() {
            placeNames.add(Located(value: name, mark: field.mark, path: field.path), owner: owner)
        }
    }

    private func pilot(_ field: Field) -> Pilot? {
        guard var mapping = field.mapping() else { return nil }
        let leader = mapping.required("leader")?.text()
        let sponsor = mapping.optional("sponsor")?.identifier()
        let team = mapping.optional("team").map { $0.distinct { $0.text() } } ?? []
        let plan = mapping.required("plan")?.text(limit: 1_000)
        mapping.refuseOtherKeys()
        if let sponsor { identifiers.refer(to: sponsor, .department) }
        guard let leader, let plan else { return nil }
        return Pilot(leader: leader.value, sponsor: sponsor?.value, team: team.map(\.value), plan: plan.value)
    }
}
