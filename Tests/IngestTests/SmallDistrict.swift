import Hotline

/// A district with two streets, four communities and a rule for each thing that a rule can ask about.
func smallDistrict(rules: [RoutingRule] = [], dangerWords: [DangerWord] = []) -> District {
    func name(_ zh: String) -> BilingualName { BilingualName(zh: zh, en: zh) }
    return District(
        id: "small", name: name("小区"), version: "7", timeZone: "Asia/Shanghai", threshold: 0.5,
        areas: [
            Area(id: "sewage", name: name("污水"), words: ["污水", "污水管网"], exceptions: ["工业污水"]),
            Area(id: "greenery", name: name("绿化"), words: ["绿化", "树"]),
            Area(id: "other", name: name("其他"), words: []),
        ],
        departments: [
            Department(id: "water", name: name("水务局"), kind: .bureau),
            Department(id: "parks", name: name("园林局"), kind: .bureau),
            Department(id: "desk", name: name("分派台"), kind: .desk),
        ],
        streets: [Street(id: "east", name: name("东街道")), Street(id: "west", name: name("西街道"))],
        communities: [
            Community(
                id: "baiwan", name: BilingualName(zh: "白湾社区", en: "Baiwan"), street: "east", setting: .rural,
                aliases: ["白湾"], population: 1),
            Community(
                id: "dabaiwan", name: name("大白湾社区"), street: "west", setting: .urban, compounds: ["梧桐树小区"],
                population: 1),
            Community(
                id: "pilot", name: name("云兴社区"), street: "west", setting: .urban, population: 1,
                pilot: Pilot(leader: "书记", sponsor: "parks", plan: "共建")),
            Community(id: "lone", name: name("孤山村"), street: "east", setting: .rural, population: 1),
        ],
        rules: rules, dangerWords: dangerWords)
}

/// A rule, written shortly.
func rule(_ department: String, _ change: (inout RoutingRule) -> Void = { _ in }) -> RoutingRule {
    var rule = RoutingRule(department: department)
    change(&rule)
    return rule
}
