import Foundation
import Hotline
import Yams

/// Reads a district section by section. Each section notes the ids that it declares and those that it refers to; when
/// all are read the two are held against each other.
struct DistrictReader {
    let findings: Findings
    var identifiers: IdentifierTable
    var placeNames: PlaceNames
    /// The rules with the places of their parts, for the checks across rules.
    var rules: [LocatedRule] = []

    init(_ findings: Findings) {
        self.findings = findings
        identifiers = IdentifierTable(findings)
        placeNames = PlaceNames(findings)
    }

    /// The district, or nil if it has no shape at all; it is sound if nothing was found.
    mutating func read(_ root: Field) -> District? {
        guard var top = root.mapping() else { return nil }
        let id = top.required("id")?.identifier()
        let name = top.required("name").flatMap(self.name)
        let version = top.required("version")?.text()
        let timeZone = top.required("timeZone").flatMap(self.timeZone)
        let threshold = top.required("threshold")?.number(in: 0...1)
        let retention = top.optional("retention").map { $0.integer(in: 1...3650) } ?? 180
        let areas = top.required("areas").map { list($0, area) } ?? []
        let departments = top.required("departments").map { list($0, department) } ?? []
        let streets = top.optional("streets").map { list($0, street) } ?? []
        let communities = top.optional("communities").map { list($0, community) } ?? []
        let channels = top.required("channels").map { list($0, channel) } ?? []
        if let field = top.required("rules") { readRules(field) }
        let dangerWords = top.optional("dangerWords").map { list($0, dangerWord) } ?? []
        let calendars = readCalendars(&top, zone: timeZone)
        let calendarID = ownCalendar(&top)
        let limits = top.optional("limits").map(limitRules)
        let caseRules = top.optional("caseRules").map(self.caseRules) ?? CaseRules()
        let ladders = top.optional("ladders").flatMap(self.ladders) ?? Ladders()
        let satisfiedFrom =
            top.optional("satisfiedFrom").map { $0.integer(in: 1...5) } ?? District.standardSatisfiedFrom
        let publicParts = top.optional("public").map(self.publicParts) ?? []
        let cannedNotes = top.optional("cannedNotes").map(self.cannedNotes) ?? []
        let webhooks = top.optional("webhooks").map { self.webhooks($0, ladders) } ?? []
        top.refuseOtherKeys()

        checkOther(areas, at: top)
        checkDesk(departments, at: top)
        let allKnown = identifiers.resolveReferences()
        if allKnown {
            let checks = RuleChecks(rules, streets: streets, communities: communities, findings)
            checks.run(at: top)
        }
        guard let id, let name, let version, let timeZone, let threshold, let retention, let satisfiedFrom else {
            return nil
        }
        return District(
            id: id.value, name: name, version: version.value, timeZone: timeZone, threshold: threshold, areas: areas,
            departments: departments, streets: streets, communities: communities, channels: channels,
            rules: rules.map(\.rule), dangerWords: dangerWords, retentionDays: retention, calendars: calendars,
            calendarID: calendarID, limits: limits ?? [.standard], caseRules: caseRules, ladders: ladders,
            satisfiedFrom: satisfiedFrom, publicParts: publicParts, cannedNotes: cannedNotes, webhooks: webhooks)
    }

    /// `public: [open311]`
    private func publicParts(_ field: Field) -> Set<PublicPart> {
        let parts = field.distinct { element in
            element.choice(of: PublicPart.self).map { Located(value: $0, mark: element.mark, path: element.path) }
        }
        return Set(parts.map(\.value))
    }

    /// The elements of a section.
    func list<Value>(_ field: Field, _ read: (Field) -> Value?) -> [Value] {
        field.elements().compactMap(read)
    }

    /// `name: 白湾社区`, for both languages, or `name: { zh: 白湾社区, en: Baiwan }`.
    func name(_ field: Field) -> BilingualName? {
        if case .scalar = field.node {
            return field.text().map { BilingualName(zh: $0.value, en: $0.value) }
        }
        guard var mapping = field.mapping() else { return nil }
        let zh = mapping.required("zh")?.text()
        let en = mapping.required("en")?.text()
        mapping.refuseOtherKeys()
        guard let zh, let en else { return nil }
        return BilingualName(zh: zh.value, en: en.value)
    }

    private func timeZone(_ field: Field) -> String? {
        guard let text = field.text() else { return nil }
        guard TimeZone(identifier: text.value) != nil else {
            field.report("expected an IANA time zone such as Asia/Shanghai, found `\(excerpt(text.value))`")
            return nil
        }
        return text.value
    }

    /// `other` is always there, and it alone has no words.
    private func checkOther(_ areas: [Area], at top: MappingReader) {
        if !identifiers.isDeclared(Area.otherID, as: .area) {
            findings.add(
                top.mark, "areas", "expected an area `\(Area.otherID)`, without words, for what belongs to no other")
        }
    }

    /// What nobody else takes goes to the desk; so there must be exactly one.
    private func checkDesk(_ departments: [Department], at top: MappingReader) {
        let desks = departments.filter { $0.kind == .desk }.map(\.id)
        guard desks.count != 1 else { return }
        let found = desks.isEmpty ? "none" : desks.joined(separator: ", ")
        findings.add(top.mark, "departments", "expected exactly one department of kind `desk`, found \(found)")
    }
}
