import Classification
import Foundation
import Hotline

/// The sketch of a report given as strings.
func sketch(
    title: String? = nil, _ text: String, address: String? = nil, community: String? = "baiwan", area: String? = "other"
) -> ReportSketch {
    var scratch = SketchScratch()
    let (title, address) = (title.map { [UInt8]($0.utf8) }, address.map { [UInt8]($0.utf8) })
    return ReportSketch(
        title: title?.span, text: [UInt8](text.utf8).span, address: address?.span, community: community, area: area,
        scratch: &scratch)
}

/// The case of the report with this number.
func caseNumber(_ number: Int) -> CaseNumber {
    CaseNumber(channel: "hotline", id: [UInt8]("\(number)".utf8).span)
}

/// One report of the fixture: those with the same matter are about the same.
///
/// All were written for this project. Matters up to 184 were at hand when the rule was made, 201 to 230 were written
/// after its words were chosen and served for the weights, those from 301 on were written when all was done.
struct FixtureReport: Decodable {
    let matter: Int
    let community: String?
    let area: String
    let text: String

    var sketch: ReportSketch { ClassificationTests.sketch(text, community: community, area: area) }

    var isChinese: Bool { text.unicodeScalars.contains { (0x4E00..<0xA000).contains($0.value) } }

    static func all() throws -> [FixtureReport] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Fixtures/similar-reports.jsonl")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(FixtureReport.self, from: Data($0.utf8))
        }
    }
}
