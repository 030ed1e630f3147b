import Hotline
import Ingest
import Testing

@Suite("Where the problem lies", .timeLimit(.minutes(1)))
struct PlaceTests {
    let dispatcher = Dispatcher(district: smallDistrict())

    @Test(
        "The field `community` speaks first, by id, name or alias, whatever its case and blanks",
        arguments: ["baiwan", "BAIWAN", " 白湾社区 ", "白湾", "Baiwan", "东街道白湾社区"])
    func field(community: String) {
        let decision = dispatcher.decide(
            community: community, address: "云兴社区", title: "云兴社区", "云兴社区")
        #expect(decision.community == "baiwan")
        #expect(decision.street == "east")
    }

    @Test("What the field says and nobody knows is passed over", arguments: ["不知道", "", "x"])
    func unknownField(community: String) {
        #expect(dispatcher.decide(community: community, address: "白湾社区三组", "……").community == "baiwan")
    }

    @Test("The address comes before the title, and the title before the text")
    func order() {
        #expect(dispatcher.decide(address: "孤山村", title: "白湾社区", "云兴社区").community == "lone")
        #expect(dispatcher.decide(address: "某路", title: "白湾社区", "云兴社区").community == "baiwan")
        #expect(dispatcher.decide(title: "你好", "云兴社区").community == "pilot")
    }

    @Test("In an address the longest name wins, and of equals the last")
    func longestInAddress() {
        #expect(dispatcher.decide(address: "白湾对面大白湾社区", "……").community == "dabaiwan")
        #expect(dispatcher.decide(address: "白湾社区云兴社区", "……").community == "pilot")
    }

    @Test("A name inside a longer known name is not found")
    func longerName() {
        #expect(dispatcher.decide("大白湾社区路灯不亮").community == "dabaiwan")
        #expect(dispatcher.decide("Baiwanese food").community == nil)
    }

    @Test("A compound names its community")
    func compound() {
        let decision = dispatcher.decide("梧桐树小区停水")
        #expect(decision.community == "dabaiwan")
        #expect(decision.area == Area.otherID, "the tree in the compound's name is none")
    }

    @Test("In a title the first name wins, in a text the one named most often, of equals the first")
    func mostOften() {
        #expect(dispatcher.decide(title: "白湾社区和云兴社区", "").community == "baiwan")
        #expect(dispatcher.decide("白湾社区不如云兴社区，云兴社区好").community == "pilot")
        #expect(dispatcher.decide("孤山村和云兴社区").community == "lone")
    }

    @Test(
        "Where the reporter lives counts only if no other place is named",
        arguments: [
            "我是白湾社区居民，云兴社区门口积水", "我住白湾社区，云兴社区门口积水", "白湾社区业主反映：云兴社区门口积水",
            "I live in Baiwan, 云兴社区 is flooded",
        ])
    func home(text: String) {
        #expect(dispatcher.decide(text).community == "pilot")
        #expect(dispatcher.decide("我是白湾社区居民，门口积水").community == "baiwan")
    }

    @Test("A street without a community is a street only")
    func streetOnly() {
        let decision = dispatcher.decide(address: "东街道12号", "门口积水")
        #expect(decision.community == nil)
        #expect(decision.street == "east")
        #expect(dispatcher.decide("西街道的路").street == "west")
    }

    @Test("A street in the address rules out communities of other streets in title and text")
    func contradiction() {
        let decision = dispatcher.decide(address: "东街道12号", "比云兴社区还差")
        #expect(decision.community == nil)
        #expect(decision.street == "east")
        #expect(dispatcher.decide(address: "东街道12号", "云兴社区好，孤山村差").community == "lone")
    }

    @Test("No place is no place")
    func nowhere() {
        let decision = dispatcher.decide("门口积水")
        #expect(decision.community == nil && decision.street == nil)
    }
}
