import Hotline
import WorkTime
import Yams

/// A rule for time limits and where in the file its parts stand.
private struct LocatedLimits {
    let rule: LimitRule
    let marks: [LimitKind: (mark: Position, path: String)]
    let line: Int
    let path: String
}

extension DistrictReader {
    private static let maximumLimitRules = 1_000

    /// The section `limits`.
    func limitRules(_ field: Field) -> [LimitRule] {
        let elements = field.elements()
        guard elements.count <= Self.maximumLimitRules else {
            field.report("expected at most \(Self.maximumLimitRules) rules, found \(elements.count)")
            return []
        }
        let rules = elements.compactMap(limitRule)
        // What a broken rule gives is not known, so only sound ones are compared.
        if rules.count == elements.count {
            refuseShadowed(rules)
            if case .sequence = field.node { requireAll(rules, at: field) }
        }
        return rules.map(\.rule)
    }

    private func limitRule(_ field: Field) -> LocatedLimits? {
        guard var mapping = field.mapping() else { return nil }
        let areas = ids(mapping.optional("areas"), .area)
        let kinds = choices(mapping.optional("kinds"), of: ReportKind.self)
        let urgencies = choices(mapping.optional("urgencies"), of: Urgency.self)
        let calendar = mapping.optional("calendar").map { $0.identifier() }
        let count = mapping.optional("count").map { $0.choice(of: TimeLimit.DayCount.self) }
        var limits: [LimitKind: TimeLimit] = [:]
        var marks: [LimitKind: (mark: Position, path: String)] = [:]
        var isSound = true
        for kind in LimitKind.allCases {
            guard let field = mapping.optional(kind.rawValue) else { continue }
            guard let limit = field.timeLimit() else {
                isSound = false
                continue
            }
            limits[kind] = (count ?? nil).map(limit.counted) ?? limit
            marks[kind] = (field.mark, field.path)
        }
        mapping.refuseOtherKeys()
        if let calendar = calendar ?? nil { identifiers.refer(to: calendar, .calendar) }
        guard isSound else { return nil }
        guard !limits.isEmpty else {
            let names = LimitKind.allCases.map(\.rawValue).joined(separator: ", ")
            field.report("expected at least one limit (\(names)), such as `resolve: 5 working days`")
            return nil
        }
        var rule = LimitRule(limits: limits)
        rule.areas = areas
        rule.kinds = kinds
        rule.urgencies = urgencies
        rule.calendar = (calendar ?? nil)?.value
        return LocatedLimits(rule: rule, marks: marks, line: mapping.mark.line, path: field.path)
    }

    /// A limit that an earlier rule gives for all that this one asks for would never be used.
    private func refuseShadowed(_ rules: [LocatedLimits]) {
        for (index, later) in rules.enumerated() {
            for (kind, place) in later.marks {
                // Where a rule gives `resolve`, no later promise holds.
                let givers = kind == .promise ? [kind, .resolve] : [kind]
                let covering = rules[..<index].first { earlier in
                    earlier.rule.covers(later.rule) && givers.contains { earlier.rule.limits[$0] != nil }
                }
                guard let covering, let given = givers.first(where: { covering.rule.limits[$0] != nil }) else {
                    continue
                }
                findings.add(
                    place.mark, place.path,
                    "can never hold: \(covering.path) in line \(covering.line) gives \(given.rawValue) for all that this "
                        + "rule asks for; put the narrower rule first")
            }
        }
    }

    /// Every case needs every limit, so there must be one without conditions.
    private func requireAll(_ rules: [LocatedLimits], at field: Field) {
        let general = rules.filter { $0.rule.areas.isEmpty && $0.rule.kinds.isEmpty && $0.rule.urgencies.isEmpty }
        let missing = LimitKind.allCases.filter { kind in
            !kind.isOptional && !general.contains { $0.rule.limits[kind] != nil }
        }
        guard !missing.isEmpty else { return }
        field.report(
            "expected a rule without areas, kinds and urgencies, as the last, that gives "
                + missing.map(\.rawValue).joined(separator: ", "))
    }
}

extension LimitRule {
    /// Whether it matches whatever `narrower` does.
    fileprivate func covers(_ narrower: LimitRule) -> Bool {
        func covers<Value: Hashable>(_ wide: [Value], _ narrow: [Value]) -> Bool {
            wide.isEmpty || !narrow.isEmpty && Set(narrow).isSubset(of: wide)
        }
        return covers(areas, narrower.areas) && covers(kinds, narrower.kinds)
            && covers(urgencies, narrower.urgencies)
    }
}
