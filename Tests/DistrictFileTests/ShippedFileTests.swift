import CResources
import DistrictFile
import Foundation
import Hotline
import Testing
import WorkTime

/// The district file that ships with the program.
let shippedText: String = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    return (try? String(contentsOf: root.appending(path: "deploy/district.yaml"), encoding: .utf8)) ?? ""
}()

@Suite("The shipped district file", .timeLimit(.minutes(1)))
struct ShippedFileTests {
    private let district: District

    init() throws {
        district = try readDistrict(yaml: [UInt8](shippedText.utf8), name: "district.yaml")
    }

    @Test("The program holds it, byte by byte")
    func embedded() {
        let bytes = UnsafeBufferPointer(start: qiaomen_district_yaml_bytes(), count: qiaomen_district_yaml_size)
        #expect(!bytes.isEmpty)
        #expect(bytes.elementsEqual(shippedText.utf8))
    }

    @Test("Areas and departments are those of the pilot")
    func ids() {
        #expect(district.areas.map(\.id) == ["sewage", "renovation", "greenery", "other"])
        #expect(district.departments.map(\.id) == ["housing", "rural", "greening", "desk"])
        #expect(district.deskID == "desk")
        #expect(
            district.channels.map(\.id) == [
                "hotline", "door", "evening", "chat", "courtyard", "council", "talk", "forum", "open311",
            ])
        #expect(district.timeZone == "Asia/Shanghai")
        #expect(district.retentionDays == 180)
    }

    @Test("The pilot's communities have their street, setting and compounds")
    func communities() throws {
        let byID = Dictionary(uniqueKeysWithValues: district.communities.map { ($0.id, $0) })
        let baiwan = try #require(byID["baiwan"])
        #expect(baiwan.name.zh == "白湾社区" && baiwan.setting == .rural)
        #expect(district.streets.first { $0.id == baiwan.street }?.name.zh == "柿铺街道")
        #expect(byID["yunxing"]?.compounds.contains("汉江梦小区") == true)
        for id in ["shiying", "yunxing", "shuixingtai"] { #expect(byID[id]?.setting == .urban) }
        #expect(district.streets.contains { $0.name.zh == "中原街道" })
        #expect(district.communities.allSatisfy { $0.pilot?.sponsor != nil })
    }

    @Test("The rules stand in the design's order")
    func rules() {
        #expect(district.rules.map(\.department) == ["rural", "housing", "housing", "greening", "desk"])
        #expect(district.rules.map(\.areas) == [["sewage"], ["sewage"], ["renovation"], ["greenery"], ["other"]])
        #expect(district.rules[0].setting == .rural)
        #expect(district.rules[0].supporting == ["housing"])
    }

    @Test("Its calendars are those that ship with the program, its own is split")
    func calendars() throws {
        #expect(district.calendars == (try ShippedCalendar.allCases.map { try $0.calendar }))
        #expect(district.calendarID == "split")
    }

    @Test("Every case has every limit; an emergency runs around the clock")
    func limits() {
        let policy = CasePolicy(district)
        for area in district.areas {
            for kind in ReportKind.allCases {
                for urgency in Urgency.allCases {
                    let terms = policy.terms(area: area.id, kind: kind, urgency: urgency)
                    for wanted in LimitKind.allCases where !wanted.isOptional {
                        let found = terms.limits[wanted]
                        #expect(found != nil)
                        let calendar = urgency == .emergency && wanted != .answer ? "always" : "split"
                        #expect(found?.calendar == calendar)
                    }
                }
            }
        }
        let renovation = policy.terms(area: "renovation", kind: .help, urgency: .normal).limits[.resolve]
        #expect(renovation?.limit.description == "15 working days")
        let question = policy.terms(area: "renovation", kind: .question, urgency: .normal)
        #expect(question.limits[.resolve]?.limit.description == "3 working days")
        #expect(question.limits[.contact]?.limit.description == "1 working day")
    }
}
