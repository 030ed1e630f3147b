import Hotline
import Ingest
import Testing

/// Matters that residents of the pilot brought forward, and where they must land by the shipped district file.
@Suite("Matters of the pilot", .timeLimit(.minutes(1)))
struct AcceptanceTests {
    struct Matter: CustomTestStringConvertible, Sendable {
        var community: String?
        var title: String?
        var text: String
        var kind = ReportKind.help
        var area: String
        var department: String
        var supporting: [String] = []

        var testDescription: String { title ?? text }
    }

    static let matters = [
        Matter(
            community: "白湾社区", title: "白湾社区污水管网没有接通", text: "村里污水管网一直没有接到我们这几户，污水横流。",
            area: "sewage", department: "rural", supporting: ["housing"]),
        Matter(
            text: "白湾社区的污水管网还没有接通，请尽快处理。", area: "sewage", department: "rural",
            supporting: ["housing"]),
        Matter(
            title: "Sewage pipes in Baiwan not connected",
            text: "The sewage network of Baiwan community has still not been connected to our houses.",
            area: "sewage", department: "rural", supporting: ["housing"]),
        Matter(
            text: "The sewage pipe network in Baiwan is not connected.", area: "sewage", department: "rural",
            supporting: ["housing"]),
        Matter(
            community: "施营社区", title: "下水道堵塞", text: "楼下下水道堵塞，污水外溢。", area: "sewage", department: "housing"),
        Matter(
            community: "shiying", title: "老旧小区改造什么时候开始", text: "我们小区年久失修，希望纳入老旧小区改造。",
            area: "renovation", department: "housing"),
        Matter(text: "施营社区的老旧小区改造何时启动？", area: "renovation", department: "housing"),
        Matter(
            text: "When will the renovation of our old compound in Shiying start?", area: "renovation",
            department: "housing"),
        Matter(
            title: "汉江梦小区健身广场与围栏", text: "汉江梦小区建成多年，健身广场破损，围栏锈蚀，希望整修。",
            area: "renovation", department: "housing"),
        Matter(text: "希望修缮汉江梦小区的健身广场和围栏。", area: "renovation", department: "housing"),
        Matter(
            title: "Fitness ground and fence of Hanjiangmeng",
            text: "The fitness ground of this old compound is broken and the fence is rusty.", area: "renovation",
            department: "housing"),
        Matter(
            community: "水星台社区", title: "花坛绿化", text: "门前花坛荒了，希望补种绿化。", area: "greenery", department: "greening"),
        Matter(text: "水星台社区花坛绿化需要补种。", area: "greenery", department: "greening"),
        Matter(
            text: "The flower beds in Shuixingtai need new plants and greenery.", area: "greenery",
            department: "greening"),
        Matter(title: "建红色驿站", text: "希望在小区门口建一个红色驿站。", kind: .wish, area: "other", department: "desk"),
        Matter(
            title: "Red service station", text: "We wish for a red service station at the gate.", kind: .wish,
            area: "other", department: "desk"),
        Matter(title: "白灣社區污水管網", text: "污水管網沒有接通。", area: "sewage", department: "rural", supporting: ["housing"]),
    ]

    @Test("Each lands where it belongs", arguments: matters)
    func lands(matter: Matter) throws {
        let dispatcher = Dispatcher(district: try shippedDistrict())
        let decision = dispatcher.decide(
            community: matter.community, title: matter.title, matter.text, kind: matter.kind)
        #expect(decision.area == matter.area)
        #expect(decision.department == matter.department, "confidence \(decision.confidence)")
        #expect(decision.supporting == matter.supporting)
        #expect(decision.evidence.isEmpty == (matter.area == "other"))
    }

    @Test(
        "Words that mean something else end at the desk",
        arguments: [
            "绿地集团的楼盘延期交房", "樟树镇的医保怎么缴费", "工业污水直接排进河里", "请问小孩上学怎么报名", "新楼盘绿化率与宣传不符",
            "Where can I renew my passport?", "自来水管网改造后水费太高",
        ])
    func elsewhere(text: String) throws {
        let decision = Dispatcher(district: try shippedDistrict()).decide(text)
        #expect(decision.area == Area.otherID)
        #expect(decision.department == "desk")
    }

    @Test(
        "Danger raises the urgency",
        arguments: [
            ("路灯杆漏电，碰到手麻", Urgency.emergency), ("楼道里有很重的煤气味", .emergency), ("有人落水", .emergency),
            ("There is a smell of gas in the stairwell", .emergency), ("路口井盖缺失", .urgent), ("大树要倒了，树要倒", .urgent),
            ("担心漏电", .urgent), ("电表箱没有漏电保护开关", .normal), ("请做防溺水教育", .normal), ("小孩会接触电线", .normal),
            ("落水管坏了", .normal), ("花坛没有人管", .normal),
        ])
    func danger(text: String, urgency: Urgency) throws {
        #expect(Dispatcher(district: try shippedDistrict()).decide(text).urgency == urgency)
    }
}
