import DistrictFile
import Hotline
import Testing
import WorkTime

@Suite("A sound district file", .timeLimit(.minutes(1)))
struct SoundFileTests {
    @Test("Every value is read")
    func values() throws {
        let district = try readDistrict(yaml: [UInt8](sample.utf8), name: "f")
        var rule = RoutingRule(department: "housing")
        rule.areas = ["sewage"]
        rule.setting = .rural
        rule.supporting = ["desk"]
        var last = RoutingRule(department: "desk")
        last.areas = ["other"]
        func name(_ both: String) -> BilingualName { BilingualName(zh: both, en: both) }
        #expect(
            district
                == District(
                    id: "fancheng", name: BilingualName(zh: "樊城区", en: "Fancheng"), version: "1",
                    timeZone: "Asia/Shanghai", threshold: 0.5,
                    areas: [
                        Area(id: "sewage", name: name("污水"), words: ["污水", "下水道"], exceptions: ["工业污水"]),
                        Area(id: "other", name: name("其他"), words: []),
                    ],
                    departments: [
                        Department(id: "housing", name: name("住建局"), kind: .bureau),
                        Department(id: "desk", name: name("分派台"), kind: .desk),
                    ],
                    streets: [Street(id: "shipu", name: name("柿铺街道"))],
                    communities: [
                        Community(
                            id: "baiwan", name: BilingualName(zh: "白湾社区", en: "Baiwan"), street: "shipu",
                            setting: .rural, aliases: ["白湾"], compounds: ["汉江梦小区"], population: 3200,
                            gridContacts: [Contact(name: "网格员", phone: "110")],
                            pilot: Pilot(leader: "书记", sponsor: "housing", team: ["楼栋长"], plan: "共建")),
                        Community(
                            id: "shiying", name: name("施营社区"), street: "shipu", setting: .urban, population: 9800),
                    ],
                    channels: [Channel(id: "hotline", name: name("热线"))], rules: [rule, last],
                    dangerWords: [DangerWord(words: ["漏电"], exceptions: ["漏电保护"], urgency: .emergency)],
                    retentionDays: 30, calendars: try ShippedCalendar.allCases.map { try $0.calendar },
                    calendarID: "split", limits: [.standard]))
    }

    @Test("What may be missing has a default")
    func defaults() throws {
        let text = sample.replacing("retention: 30\n", with: "").replacing("    exceptions: [工业污水]\n", with: "")
        let district = try readDistrict(yaml: [UInt8](text.utf8), name: "f")
        #expect(district.retentionDays == 180)
        #expect(district.areas[0].exceptions == [])
    }

    @Test("Ids are 1 to 64 of a-z, 0-9 and -")
    func identifiers() {
        for id in ["a", "0", "-", "open311", String(repeating: "z", count: 64)] { #expect(isIdentifier(id)) }
        for id in ["", "A", "a_b", "a b", "白湾", "a.", String(repeating: "z", count: 65)] { #expect(!isIdentifier(id)) }
    }

    @Test("Urgencies are ordered as they rise")
    func urgencies() {
        #expect(Urgency.allCases == Urgency.allCases.sorted())
        #expect(Urgency.emergency > .urgent && Urgency.urgent > .normal)
    }
}
