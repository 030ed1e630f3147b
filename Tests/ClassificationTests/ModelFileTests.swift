import Classification
import Foundation
import Hotline
import TestKit
import Testing

@Suite("Model files", .timeLimit(.minutes(2)))
struct ModelFileTests {
    private let areas: [Area]
    private let bytes: [UInt8]

    init() throws {
        areas = try Shipped.areas()
        bytes = try Model.shipped().encoded()
    }

    /// A model file taken apart: its three lines, and what follows them.
    private struct Parts {
        var head: String
        var card: [String: Any]
        var parameters: [String: Any]
        var rest: [UInt8]

        init(_ bytes: [UInt8]) throws {
            let lines = bytes.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
            head = String(decoding: lines[0], as: UTF8.self)
            card = try JSONSerialization.jsonObject(with: Data(lines[1])) as? [String: Any] ?? [:]
            parameters = try JSONSerialization.jsonObject(with: Data(lines[2])) as? [String: Any] ?? [:]
            rest = Array(lines[3])
        }

        var bytes: [UInt8] {
            get throws {
                var bytes = Array("\(head)\n".utf8)
                for part in [card, parameters] { bytes += try JSONSerialization.data(withJSONObject: part) + [0x0A] }
                return bytes + rest
            }
        }
    }

    private func changed(_ change: (inout Parts) -> Void) throws -> [UInt8] {
        var parts = try Parts(bytes)
        change(&parts)
        return try parts.bytes
    }

    /// What is said of a file; nil if it is a model.
    private func error(_ bytes: [UInt8]) -> ModelError? {
        do {
            _ = try Model(bytes: bytes)
            return nil
        } catch { return error }
    }

    // MARK: - What is a model

    @Test("A model written and read is the same: byte by byte, and verdict by verdict")
    func roundTrip() throws {
        let (shipped, read) = (try Model.shipped(), try Model(bytes: bytes))
        #expect(try read.encoded() == bytes)
        #expect(read.card == shipped.card)
        #expect(read.record == shipped.record)
        let (one, two) = (Classifier(areas: areas, model: shipped), Classifier(areas: areas, model: read))
        for report in try Shipped.examples("pilot", "en-plain") {
            #expect(one.verdict(title: report.title, report.text) == two.verdict(title: report.title, report.text))
        }
    }

    @Test("The order and the spelling of the JSON do not matter")
    func spelling() throws {
        let respelled = try changed { _ in }
        #expect(try Model(bytes: respelled).encoded() == bytes)
        let more = try changed { $0.card["unknown"] = 1 }
        #expect(error(more) == nil)
    }

    @Test("The shipped model knows the district's areas, and its card tells how good it is")
    func shipped() throws {
        let card = try Model.shipped().card
        #expect(Set(card.areas) == Set(areas.map(\.id)))
        #expect(card.version == "grams-1-\(card.trainingHash.prefix(8))")
        #expect(card.figures.macroF1 > 0.78)
        #expect(card.figures.macroF1Sure > card.figures.macroF1)
        #expect(card.figures.calibrationError < 0.03)
        #expect(card.measuredLines > 2_000)
    }

    @Test("The shipped model has learned from every shipped example")
    func examples() throws {
        let record = try Model.shipped().record
        for report in try Shipped.examples() { #expect(record.guess(of: report.fingerprint) != nil, "\(report.text)") }
    }

    // MARK: - What is none

    @Test(
        "What does not begin as a model does is none",
        arguments: [
            "", "\n", "\n\n\n\n", "{}", "qiaomen", "qiaomen-model", "qiaomen-model 1 2\n", "qiaomen-models 1\n{}\n{}\n",
        ])
    func noModel(text: String) {
        #expect(error(Array(text.utf8)) == .notAModel)
    }

    @Test(
        "A model made by another recipe is told from a damaged one", arguments: ["0", "2", "x", "99999999999999999999"])
    func recipe(number: String) throws {
        let error = error(try changed { $0.head = "qiaomen-model \(number)" })
        #expect(error == .otherRecipe(number))
        #expect(error?.description.contains("recipe \(number), this program reads 1: train it anew") == true)
    }

    @Test("A file that ends too early is damaged, wherever it ends")
    func truncated() throws {
        var random = SeededGenerator(seed: 3)
        let head = "qiaomen-model 1\n".utf8.count
        let lengths = Array(head..<head + 40) + (0..<60).map { _ in Int.random(in: head..<bytes.count, using: &random) }
        for length in lengths + [bytes.count - 1] {
            guard case .damaged = error(Array(bytes.prefix(length))) else {
                Issue.record("\(length) bytes are not damaged")
                continue
            }
        }
    }

    @Test("A file that goes on too long is damaged", arguments: [1, 4, 6])
    func longer(by count: Int) {
        guard case .damaged = error(bytes + [UInt8](repeating: 0, count: count)) else {
            Issue.record("\(count) bytes more are a model")
            return
        }
    }

    @Test("A file longer than any model is damaged, however well its parts go together")
    func tooLong() {
        let record = [UInt8](repeating: 0, count: Model.maximumBytes / 5 * 5 + 5 - bytes.count / 5 * 5)
        #expect(error(bytes + record) == .damaged("it is longer than \(Model.maximumBytes) bytes"))
    }

    @Test(
        "Areas that do not go together with the parameters are damaged",
        arguments: [
            [], ["other"], ["sewage", "greenery", "other"], ["sewage", "renovation", "greenery", "none"],
            ["sewage", "sewage", "greenery", "other"], ["sewage", "renovation", "greenery", "more", "other"],
            (0..<8).map(String.init) + ["other"],
        ])
    func areas(ids: [String]) throws {
        let file = try changed { $0.card["areas"] = ids }
        #expect(error(file) == .damaged("its areas and its parameters do not go together"))
    }

    @Test("Parameters that are too few, too many or beyond any sense are damaged")
    func parameters() throws {
        let changes: [(inout Parts) -> Void] = [
            { $0.parameters["constants"] = [0, 0, 0] },
            { $0.parameters["gramSteps"] = [1, 1] },
            { $0.parameters["figureWeights"] = [[0, 0, 0, 0]] },
            { $0.parameters["figureWeights"] = [[Double]](repeating: [0, 0, 0], count: 34) },
            { $0.parameters["newAreaWeights"] = [Double]() },
            { $0.parameters["constants"] = [1e300, 0, 0, -1e300] },
            { $0.parameters["gramSteps"] = [1e300, 1e300, 1e300] },
            { $0.parameters["newAreaConstant"] = -1e9 },
            { $0.parameters["calibration"] = ["slope": 1e308, "intercept": 0] },
            { $0.parameters["calibration"] = ["slope": 1] },
            { $0.parameters["constants"] = nil },
            { $0.card["version"] = nil },
            { $0.card["measuredLines"] = "many" },
        ]
        for (index, change) in changes.enumerated() {
            guard case .damaged(let what) = error(try changed(change)) else {
                Issue.record("change \(index) is a model")
                continue
            }
            #expect(!what.isEmpty)
        }
    }

    @Test("A record that speaks of an area that the model does not have is damaged")
    func record() throws {
        let fifth = try changed { $0.rest = [1, 2, 3, 4, 4] + $0.rest }
        let fourth = try changed { $0.rest = [1, 2, 3, 4, 3] + $0.rest }
        #expect(error(fifth) == .damaged("its record speaks of an area that it does not have"))
        #expect(error(fourth) == nil)
    }

    @Test("An error says to its reader what is wrong")
    func descriptions() {
        #expect(ModelError.notAModel.description == "not a model: the file does not begin with \"qiaomen-model\"")
        #expect(ModelError.damaged("its card").description == "the model file is damaged: its card")
    }

    @Test("Whatever happens to a file's bytes, it is refused or classifies with confidences between 0 and 1")
    func mutations() throws {
        var random = SeededGenerator(seed: 20_261_125)
        let texts = ["污水管网堵塞，污水外溢", "小区的树该修剪了", "", "drain, tree and 改造"]
        let lines = bytes.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
        // Most of the meaning stands in the first lines: half of the mutations go there.
        let start = bytes.count - lines[3].count
        var models = 0
        for round in 0..<500 {
            var mutated = bytes
            let end = Bool.random(using: &random) ? start : mutated.count
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let index = Int.random(in: 0..<end, using: &random)
                switch Int.random(in: 0..<8, using: &random) {
                case 0: mutated[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 1: mutated[index] = UInt8.random(in: 0...255, using: &random)
                case 2: mutated.remove(at: index)
                case 3: mutated.insert(UInt8.random(in: 0...255, using: &random), at: index)
                // Numbers become other numbers.
                default: mutated[index] = Array("0123456789-e.".utf8).randomElement(using: &random) ?? 0
                }
            }
            guard let model = try? Model(bytes: mutated) else { continue }
            models += 1
            let classifier = Classifier(areas: [area("noise", ["树"])] + areas, model: model)
            for text in texts {
                let flaws = classifier.verdict(title: text, text).flaws(areas: areas.count + 1, other: areas.count)
                #expect(flaws.isEmpty, "round \(round)")
            }
        }
        #expect((50..<450).contains(models), "some mutations are models, some are not: \(models)")
    }
}
