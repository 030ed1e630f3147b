import Classification
import Hotline
import Ingest
import Testing

@Suite("Traditional characters", .timeLimit(.minutes(1)))
struct TraditionalTests {
    @Test(
        "The shipped areas know their words in traditional characters, and show them as they stand in the report",
        arguments: [
            (
                "sewage",
                """
                污水管網 污水橫流 污水處理 排污溝 排水溝 排水設施 陰溝 水溝 溝蓋 溝壁 臭水溝 髒水 廢水橫流 糞水 糞便 糞池 化糞池
                廁所堵塞 改廁 內澇 積水 路面積水 雨後積水 井蓋損壞
                """
            ),
            (
                "renovation",
                """
                舊改 老舊 老舊小區 老舊小區改造 老舊社區 老小區 舊小區 舊城改造 舊房改造 危樓 危舊房 農村危房 棚戶 棚戶區
                棚戶區改造 加裝電梯 增設電梯 安裝電梯 樓梯間 樓道燈 外牆脫落 外牆滲水 外牆漏水 牆體開裂 屋頂漏水 房頂漏水
                樓頂漏水 房屋滲水 房屋開裂 電線老化 小區道路 小區路燈 健身廣場
                """
            ),
            (
                "greenery",
                """
                綠化 小區綠化 園林綠化 綠化帶 綠地 公共綠地 綠帶 綠道 綠植 毀綠 花壇 雜草 園林 樹 樹木 大樹 古樹 路樹 行道樹
                樹倒 樟樹 樹枝 樹葉 樹根 飛絮 落葉 植樹 種樹 砍樹 補種
                """
            ),
        ])
    func words(area: String, list: String) throws {
        let words = try shippedDistrict().areas.filter { $0.id == area }.flatMap(\.words)
        let automaton = WordAutomaton(words.map { WordPattern($0, .area, payload: 0) })
        for word in list.split(whereSeparator: \.isWhitespace) {
            let text = [UInt8]("我們這裡的\(word)，請處理。".utf8)
            var matches: [WordMatch] = []
            automaton.find(in: text.span, into: &matches)
            #expect(matches.map { String(decoding: text[$0.range], as: UTF8.self) } == [String(word)])
        }
    }

    @Test("Exceptions and danger words hold in traditional characters too")
    func exceptionsAndDanger() throws {
        let dispatcher = Dispatcher(district: try shippedDistrict())
        for text in ["養豬場污水太臭", "樟樹鎮怎麼走", "綠地集團欠薪", "農網改造何時做", "樹立榜樣"] {
            #expect(dispatcher.decide(text).evidence == [], "\(text)")
        }
        #expect(dispatcher.decide("路燈桿漏電").urgency == .emergency)
        #expect(dispatcher.decide("已裝漏電保護").urgency == .normal)
        #expect(dispatcher.decide("井蓋缺失").urgency == .urgent)
    }

    @Test(
        "Communities are known by their names in traditional characters",
        arguments: [
            ("白灣社區", "baiwan"), ("施營社區", "shiying"), ("雲興社區", "yunxing"), ("漢江夢小區", "yunxing"),
            ("水星臺社區", "shuixingtai"),
        ])
    func communities(name: String, id: String) throws {
        #expect(Dispatcher(district: try shippedDistrict()).decide("\(name)的垃圾沒人收。").community == id)
    }
}
