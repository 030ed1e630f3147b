import Classification
import Hotline

/// Finds who handles a report: the first rule that matches decides, and without one the desk does.
///
/// A pilot's sponsoring department (包保单位) supports every case from the pilot, after those that the rule names, unless
/// it leads itself. A verdict below the district's threshold fulfils no condition about areas: such a report is placed
/// by a rule that does not ask for one, or by people at the desk.
struct Router: Sendable {
    /// What rules ask about. Places and areas are indices into the district's.
    struct Query: Sendable {
        /// Nil if the verdict was not sure enough.
        var area: Int?
        var location = Gazetteer.Location()
        var channel: String
        var kind: ReportKind
        var urgency: Urgency
    }

    /// Who handles a report, by ids.
    struct Route: Hashable, Sendable {
        var department: String
        var supporting: [String]
    }

    /// Each rule's words as patterns; their payload is the rule's index.
    let patterns: [WordPattern]
    private let rules: [CompiledRule]
    private let settings: [Community.Setting]
    /// For each community, which of each rule's routes holds for it.
    private let routeOf: [Int]

    /// A rule with its ids as indices, and its routes: without a sponsor, then with each sponsor of the district. A class
    /// because a copy of all its arrays for each rule and report would cost more than the comparison.
    private final class CompiledRule: Sendable {
        let areas: [Int]
        let communities: [Int]
        let streets: [Int]
        let rule: RoutingRule
        let routes: [Route]

        init(_ rule: RoutingRule, in district: District, sponsors: [String]) {
            areas = rule.areas.compactMap { id in district.areas.firstIndex { $0.id == id } }
            communities = rule.communities.compactMap { id in district.communities.firstIndex { $0.id == id } }
            streets = rule.streets.compactMap { id in district.streets.firstIndex { $0.id == id } }
            self.rule = rule
            routes = ([nil] + sponsors).map { sponsor in
                var supporting: [String] = []
                for id in rule.supporting + (sponsor.map { [$0] } ?? [])
                where id != rule.department && !supporting.contains(id) {
                    supporting.append(id)
                }
                return Route(department: rule.department, supporting: supporting)
            }
        }
    }

    init(district: District) {
        let sponsors = Set(district.communities.compactMap(\.pilot?.sponsor)).sorted()
        routeOf = district.communities.map { community in
            community.pilot?.sponsor.flatMap(sponsors.firstIndex(of:)).map { $0 + 1 } ?? 0
        }
        settings = district.communities.map(\.setting)
        patterns = district.rules.enumerated().flatMap { index, rule in
            rule.words.map { WordPattern($0, .rule, payload: index) }
        }
        // The last rule asks for nothing: what no other places goes to the desk.
        rules = (district.rules + [RoutingRule(department: district.deskID)]).map {
            CompiledRule($0, in: district, sponsors: sponsors)
        }
    }

    /// How many rules can ask for words.
    var ruleCount: Int { rules.count }

    /// - Parameter wordsMet: for each rule, whether one of its words was met.
    func route(_ query: Query, wordsMet: [Bool]) -> Route {
        let route = query.location.community.map { routeOf[$0] } ?? 0
        for index in rules.indices where matches(rules[index], query, wordMet: wordsMet[index]) {
            return rules[index].routes[route]
        }
        return rules[rules.count - 1].routes[route]
    }

    private func matches(_ compiled: CompiledRule, _ query: Query, wordMet: Bool) -> Bool {
        let rule = compiled.rule
        func holds(_ wanted: [Int], _ given: Int?) -> Bool {
            wanted.isEmpty || given.map(wanted.contains) ?? false
        }
        return holds(compiled.areas, query.area)
            && holds(compiled.communities, query.location.community)
            && holds(compiled.streets, query.location.street)
            && (rule.setting == nil || rule.setting == query.location.community.map { settings[$0] })
            && (rule.channels.isEmpty || rule.channels.contains(query.channel))
            && (rule.kinds.isEmpty || rule.kinds.contains(query.kind))
            && (rule.urgencies.isEmpty || rule.urgencies.contains(query.urgency))
            && (rule.words.isEmpty || wordMet)
    }
}
