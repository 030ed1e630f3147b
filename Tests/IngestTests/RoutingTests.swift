import Classification
import Hotline
import Ingest
import Testing

@Suite("Who handles a report", .timeLimit(.minutes(1)))
struct RoutingTests {
    private func department(
        _ rules: [RoutingRule], community: String? = nil, address: String? = nil, _ text: String = "你好",
        channel: String = "hotline", kind: ReportKind = .help, urgency: Urgency = .normal
    ) -> String {
        Dispatcher(district: smallDistrict(rules: rules)).decide(
            community: community, address: address, text, channel: channel, kind: kind, urgency: urgency
        ).department
    }

    @Test("The first rule that matches decides")
    func first() {
        let rules = [rule("water") { $0.areas = ["sewage"] }, rule("parks")]
        #expect(department(rules, "污水管网没有接通") == "water")
        #expect(department(rules, "绿化") == "parks")
    }

    @Test("Without a rule that matches the desk takes it")
    func desk() {
        #expect(department([]) == "desk")
        #expect(department([rule("water") { $0.areas = ["sewage"] }], "绿化") == "desk")
    }

    @Test("A rule asks for communities, streets, setting, channels, kinds, urgencies and words")
    func conditions() {
        #expect(department([rule("water") { $0.communities = ["lone"] }], community: "lone") == "water")
        #expect(department([rule("water") { $0.communities = ["lone"] }], community: "baiwan") == "desk")
        #expect(department([rule("water") { $0.streets = ["east"] }], community: "lone") == "water")
        #expect(department([rule("water") { $0.streets = ["east"] }], address: "东街道") == "water")
        #expect(department([rule("water") { $0.streets = ["west"] }], community: "lone") == "desk")
        #expect(department([rule("water") { $0.setting = .rural }], community: "lone") == "water")
        #expect(department([rule("water") { $0.setting = .urban }], community: "lone") == "desk")
        #expect(department([rule("water") { $0.setting = .rural }]) == "desk")
        #expect(department([rule("water") { $0.channels = ["door"] }], channel: "door") == "water")
        #expect(department([rule("water") { $0.channels = ["door"] }], channel: "unheard-of") == "desk")
        #expect(department([rule("water") { $0.kinds = [.wish] }], kind: .wish) == "water")
        #expect(department([rule("water") { $0.kinds = [.wish] }]) == "desk")
        #expect(department([rule("water") { $0.urgencies = [.urgent] }], urgency: .urgent) == "water")
        #expect(department([rule("water") { $0.words = ["驿站", "书屋"] }], "建一个书屋") == "water")
        #expect(department([rule("water") { $0.words = ["驿站", "书屋"] }], address: "书屋", "你好") == "desk")
    }

    @Test("All conditions must hold, each by one of its values")
    func all() {
        let rules = [
            rule("water") {
                $0.areas = ["greenery", "sewage"]
                $0.kinds = [.help, .complaint]
            }
        ]
        #expect(department(rules, "污水", kind: .complaint) == "water")
        #expect(department(rules, "污水", kind: .wish) == "desk")
    }

    @Test("The words of one rule do not fulfil another")
    func ownWords() {
        let rules = [rule("water") { $0.words = ["驿站"] }, rule("parks") { $0.words = ["书屋"] }]
        #expect(department(rules, "书屋") == "parks")
    }

    @Test("Below the threshold no condition about areas is fulfilled, not even `other`")
    func unsure() {
        var district = smallDistrict(rules: [rule("water") { $0.areas = ["sewage", "other"] }])
        district.threshold = 1
        let decision = Dispatcher(district: district).decide("污水")
        #expect(decision.area == "sewage", "the best guess is kept")
        #expect(decision.department == "desk")
        #expect(decision.suggestions.first?.area == "sewage")
        district.rules = [rule("parks") { $0.kinds = [.help] }]
        #expect(Dispatcher(district: district).decide("污水").department == "parks")
    }

    @Test("Danger words are heard before the rules")
    func dangerFirst() {
        let rules = [rule("water") { $0.urgencies = [.emergency] }]
        let danger = [DangerWord(words: ["漏电"], urgency: .emergency)]
        let dispatcher = Dispatcher(district: smallDistrict(rules: rules, dangerWords: danger))
        #expect(dispatcher.decide("路灯漏电").department == "water")
    }

    @Test("A pilot's sponsor supports every case from the pilot, once, and never what it leads")
    func sponsor() {
        func supporting(_ rule: RoutingRule) -> [String] {
            Dispatcher(district: smallDistrict(rules: [rule])).decide(community: "pilot", "你好").supporting
        }
        #expect(supporting(rule("water")) == ["parks"])
        #expect(supporting(rule("water") { $0.supporting = ["parks"] }) == ["parks"])
        #expect(supporting(rule("water") { $0.supporting = ["desk"] }) == ["desk", "parks"])
        #expect(supporting(rule("parks")) == [])
        #expect(supporting(rule("desk")) == ["parks"], "what goes to the desk is a case from the pilot too")
        let dispatcher = Dispatcher(district: smallDistrict(rules: [rule("water")]))
        #expect(dispatcher.decide(community: "lone", "你好").supporting == [])
    }

    @Test("A decision carries the versions that gave it")
    func versions() {
        let decision = Dispatcher(district: smallDistrict()).decide("你好")
        #expect(decision.policy == "7")
        #expect(decision.modelVersion.hasPrefix(shippedModel.card.version + "+"))
    }

    @Test("A scratch carries nothing from one report to the next")
    func scratch() {
        let dispatcher = Dispatcher(
            district: smallDistrict(
                rules: [rule("water") { $0.words = ["驿站"] }],
                dangerWords: [DangerWord(words: ["漏电"], urgency: .emergency)]))
        var scratch = DispatchScratch()
        func decide(_ text: String) -> Decision {
            let text = [UInt8](text.utf8)
            return dispatcher.decide(
                community: nil, address: nil, title: nil, text: text.span, channel: "hotline", kind: .help,
                urgency: .normal, scratch: &scratch)
        }
        let texts = ["驿站漏电，白湾社区污水", "你好", "云兴社区的树", "大白湾社区"]
        for text in texts + texts.reversed() { #expect(decide(text) == dispatcher.decide(text)) }
    }
}
