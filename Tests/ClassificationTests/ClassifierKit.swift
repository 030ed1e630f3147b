import Classification
import DistrictFile
import Foundation
import Hotline
import TestKit

/// An area told by these words.
func area(_ id: String, _ words: [String] = [], not exceptions: [String] = []) -> Area {
    Area(id: id, name: BilingualName(zh: id, en: id), words: words, exceptions: exceptions)
}

/// The files that ship with the program.
enum Shipped {
    private static let deploy = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../deploy").standardized

    /// The areas of the district file.
    static func areas() throws -> [Area] {
        let file = deploy.appending(path: "district.yaml")
        return try readDistrict(yaml: [UInt8](Data(contentsOf: file)), name: file.lastPathComponent).areas
    }

    static func classifier(finding others: [WordPattern] = []) throws -> Classifier {
        Classifier(areas: try areas(), model: try Model.shipped(), finding: others)
    }

    /// The labelled examples of some files in deploy/classifier/examples; of all without a name.
    static func examples(_ names: String...) throws -> [LabelledReport] {
        struct Line: Decodable {
            var title: String?
            var text: String
            var area: String
            var sure: Bool?
        }
        let folder = deploy.appending(path: "classifier/examples")
        let all = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".jsonl") }
        return try (names.isEmpty ? all.sorted() : names.map { "\($0).jsonl" }).flatMap { name in
            try Data(contentsOf: folder.appending(path: name)).split(separator: 0x0A).map { line in
                let read = try JSONDecoder().decode(Line.self, from: line)
                return LabelledReport(
                    title: read.title, text: read.text, area: read.area, isSure: read.sure ?? true)
            }
        }
    }
}

extension Classifier {
    /// The verdict on a report given as strings.
    func verdict(title: String? = nil, _ text: String) -> Verdict {
        var scratch = ClassifierScratch()
        let (title, text) = (title.map { [UInt8]($0.utf8) }, [UInt8](text.utf8))
        return classify(title: title?.span, text: text.span, scratch: &scratch)
    }
}

extension Verdict {
    /// What must hold of any verdict by a classifier of so many areas, whatever the report: what does not.
    func flaws(areas: Int, other: Int) -> [String] {
        var flaws: [String] = []
        func expect(_ holds: Bool, _ what: String) { if !holds { flaws.append("\(what): \(self)") } }
        expect((0..<areas).contains(area), "the area is one of the district's")
        expect((0...1).contains(confidence), "the confidence lies between 0 and 1")
        expect(evidence.count <= 5 && evidence.allSatisfy { !$0.isEmpty }, "at most five words of evidence")
        expect(suggestions.count <= 2, "at most two suggestions")
        expect(suggestions.allSatisfy { $0.area != other && (0..<areas).contains($0.area) }, "none suggests `other`")
        expect(Set(suggestions.map(\.area)).count == suggestions.count, "each area is suggested once")
        expect(suggestions.allSatisfy { (0...confidence).contains($0.confidence) }, "none is likelier than the guess")
        let likelihoods = suggestions.map(\.confidence)
        expect(likelihoods == likelihoods.sorted(by: >), "the likeliest is suggested first")
        if area != other {
            expect(suggestions.first?.area == area || confidence < 0.01, "the guess is suggested first")
        }
        return flaws
    }
}
