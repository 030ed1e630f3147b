import Hotline

/// What only all rules together tell: which of them can never match, and whether `other` has one.
struct RuleChecks {
    private let rules: [LocatedRule]
    private let findings: Findings
    /// Where a report can come from, as rules see it: each community, each street without one, and nowhere known.
    private let places: [Place]
    /// For each rule, the places (by index) that fulfil its conditions.
    private let reach: [Set<Int>]

    private struct Place {
        var community: String?
        var street: String?
        var setting: Community.Setting?
    }

    init(_ rules: [LocatedRule], streets: [Street], communities: [Community], _ findings: Findings) {
        let places =
            communities.map { Place(community: $0.id, street: $0.street, setting: $0.setting) }
            + streets.map { Place(street: $0.id) } + [Place()]
        self.rules = rules
        self.findings = findings
        self.places = places
        reach = rules.map { located in
            Set(places.indices.filter { Self.matches(located.rule, places[$0]) })
        }
    }

    func run(at top: MappingReader) {
        for (index, located) in rules.enumerated() {
            if reach[index].isEmpty {
                findings.add(
                    located.mark, located.path,
                    "can never match: no community or street fulfils its communities, streets and setting together")
            } else if let earlier = (0..<index).first(where: { covers($0, index) }) {
                findings.add(
                    located.mark, located.path,
                    "can never match: \(rules[earlier].path) in line \(rules[earlier].mark.line) takes all that it asks "
                        + "for; put the narrower rule first")
            }
        }
        if !rules.contains(where: { takesAllOther($0.rule) }) {
            findings.add(
                top.mark, "rules",
                "expected a rule for `\(Area.otherID)` without further conditions, such as "
                    + "`- { areas: [\(Area.otherID)], department: desk }`")
        }
    }

    private static func matches(_ rule: RoutingRule, _ place: Place) -> Bool {
        (rule.communities.isEmpty || place.community.map(rule.communities.contains) ?? false)
            && (rule.streets.isEmpty || place.street.map(rule.streets.contains) ?? false)
            && (rule.setting == nil || rule.setting == place.setting)
    }

    /// Whether the earlier rule matches whatever the later one does.
    private func covers(_ earlier: Int, _ later: Int) -> Bool {
        func covers<Value: Hashable>(_ wide: [Value], _ narrow: [Value]) -> Bool {
            wide.isEmpty || !narrow.isEmpty && Set(narrow).isSubset(of: wide)
        }
        let (wide, narrow) = (rules[earlier].rule, rules[later].rule)
        return covers(wide.areas, narrow.areas) && covers(wide.channels, narrow.channels)
            && covers(wide.kinds, narrow.kinds) && covers(wide.urgencies, narrow.urgencies)
            && covers(wide.words, narrow.words) && reach[later].isSubset(of: reach[earlier])
    }

    private func takesAllOther(_ rule: RoutingRule) -> Bool {
        (rule.areas.isEmpty || rule.areas.contains(Area.otherID)) && rule.communities.isEmpty && rule.streets.isEmpty
            && rule.setting == nil && rule.channels.isEmpty && rule.kinds.isEmpty && rule.urgencies.isEmpty
            && rule.words.isEmpty
    }
}
