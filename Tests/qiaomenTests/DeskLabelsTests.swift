import CResources
import Classification
import DistrictFile
import Hotline
import Store
import Testing
import WorkTime
import qiaomen

/// Which label the desk's work gives a report.
@Suite(.timeLimit(.minutes(1)))
struct DeskLabelsTests {
    private func labels() throws -> DeskLabels {
        let bytes = UnsafeBufferPointer(start: qiaomen_district_yaml_bytes(), count: qiaomen_district_yaml_size)
        return DeskLabels(try readDistrict(yaml: Array(bytes), name: "shipped"))
    }

    private func decision(_ classified: String, _ area: String, _ department: String?) throws -> DeskDecision {
        let number = try #require(CaseNumber(typed: "1234567890123456"))
        return DeskDecision(
            number: number, title: nil, text: "污水", classified: classified, area: area, department: department)
    }

    @Test(arguments: [
        ("other", "sewage", nil, "sewage"), ("sewage", "greenery", "housing", "greenery"),
        ("other", "moon", nil, nil),
    ])
    func `What the desk reclassified has the area that it gave`(
        _ classified: String, _ area: String, _ department: String?, _ label: String?
    ) throws {
        #expect(try labels().area(of: try decision(classified, area, department)) == label)
    }

    @Test(arguments: [
        ("sewage", "housing", "sewage"), ("renovation", "housing", "renovation"), ("other", "greening", "greenery"),
        ("sewage", "greening", "greenery"), ("other", "rural", "sewage"), ("other", "housing", nil),
        ("sewage", "desk", nil), ("sewage", "nobody", nil),
    ])
    func `What it only sent to a department has an area of that department, if it is clear which`(
        _ area: String, _ department: String, _ label: String?
    ) throws {
        #expect(try labels().area(of: try decision(area, area, department)) == label)
    }

    @Test func `What is not clear is counted, not guessed`() throws {
        var labels = try labels()
        labels.take(try decision("other", "other", "housing"), set: 3)
        labels.take(try decision("other", "sewage", nil), set: 3)
        #expect(labels.undecided == 1)
        #expect(labels.reports.map(\.area) == ["sewage"])
        #expect(labels.reports.map(\.set) == [3])
    }
}
