import Hotline

/// A rule and where in the file it stands.
struct LocatedRule {
    let rule: RoutingRule
    let mark: Position
    let path: String
}

extension DistrictReader {
    private static let maximumRules = 1_000

    /// The section `rules`.
    mutating func readRules(_ field: Field) {
        let elements = field.elements()
        guard elements.count <= Self.maximumRules else {
            field.report("expected at most \(Self.maximumRules) rules, found \(elements.count)")
            return
        }
        rules = elements.compactMap(rule)
    }

    private func rule(_ field: Field) -> LocatedRule? {
        guard var mapping = field.mapping() else { return nil }
        let areas = ids(mapping.optional("areas"), .area)
        let communities = ids(mapping.optional("communities"), .community)
        let streets = ids(mapping.optional("streets"), .street)
        let settingField = mapping.optional("setting")
        let channels = ids(mapping.optional("channels"), .channel)
        let kinds = choices(mapping.optional("kinds"), of: ReportKind.self)
        let urgencies = choices(mapping.optional("urgencies"), of: Urgency.self)
        let words = mapping.optional("words").map { $0.words(atLeastOne: true).map(\.value) } ?? []
        let department = mapping.required("department")?.identifier()
        let supporting = mapping.optional("supporting").map { $0.distinct { $0.identifier() } } ?? []
        mapping.refuseOtherKeys()
        let setting = settingField?.choice(of: Community.Setting.self)
        for id in supporting {
            identifiers.refer(to: id, .department)
            guard id.value == department?.value else { continue }
            findings.add(id.mark, id.path, "expected another department than `\(id.value)`, which leads")
        }
        guard let department else { return nil }
        identifiers.refer(to: department, .department)
        var rule = RoutingRule(department: department.value)
        rule.areas = areas
        rule.communities = communities
        rule.streets = streets
        rule.setting = setting
        rule.channels = channels
        rule.kinds = kinds
        rule.urgencies = urgencies
        rule.words = words
        rule.supporting = supporting.map(\.value)
        return LocatedRule(rule: rule, mark: field.mark, path: field.path)
    }

    /// The ids of a condition. An empty list would ask for nothing, which nobody means who writes it.
    func ids(_ field: Field?, _ kind: IdentifierTable.Kind) -> [String] {
        guard let field else { return [] }
        let ids = field.distinct(atLeastOne: true) { $0.identifier() }
        for id in ids { identifiers.refer(to: id, kind) }
        return ids.map(\.value)
    }

    /// The values of a condition; see ``ids(_:_:)``.
    func choices<Choice: CaseIterable & RawRepresentable<String> & Hashable>(
        _ field: Field?, of type: Choice.Type
    ) -> [Choice] {
        guard let field else { return [] }
        return field.distinct(atLeastOne: true) { element in
            element.choice(of: type).map { Located(value: $0, mark: element.mark, path: element.path) }
        }.map(\.value)
    }
}
