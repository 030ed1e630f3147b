import Foundation
import Hotline
import Store
import Testing
import WorkTime

/// What JSON of a figure is written as.
func jsonBytes(_ document: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(document)
}

/// What JSON says of figures.
@Suite(.timeLimit(.minutes(1)))
struct FigureDocumentTests {
    @Test("Every share stands with what it is made of, every time with how many it is of")
    func parts() throws {
        let test = try TestStore()
        let terms = try test.terms()
        let town = BusyTown(test.policy, seed: 7, cases: 200)
        try test.write(town.cases.map { ($0, 0) })
        let end = Instant(milliseconds: Samples.start.milliseconds + 60 * 86_400_000)
        let scope = FigureScope(FigureWindow(from: Samples.start, to: end), asOf: end, by: .department)
        let sheet = try test.store.figures(terms) { try $0.sheet(scope) }
        let object = try JSONSerialization.jsonObject(with: try jsonBytes(FigureDocument(sheet, terms)))
        let document = try #require(object as? [String: Any])
        #expect(document["counts"] as? String == "rounds")
        #expect((document["to"] as? String)?.hasSuffix("+08:00") == true)
        let groups = try #require(document["groups"] as? [[String: Any]])
        #expect(groups.compactMap { $0["group"] as? String } == ["desk", "greening", "housing", "rural"])
        for group in groups {
            let rates = try #require(group["rates"] as? [String: [String: Any]])
            for (name, rate) in rates {
                let (hits, n) = (try #require(rate["hits"] as? Int), try #require(rate["n"] as? Int))
                let share = rate["share"] as? Double
                #expect((share == nil) == (n == 0), "\(name)")
                #expect(abs((share ?? 0) * Double(n) - Double(hits)) < 1e-9, "\(name)")
                #expect((rate["rank"] != nil) == (n >= 10), "\(name)")
                #expect(rate["before"] != nil && rate["excluded"] != nil && rate["unanswered"] != nil)
            }
            for closure in try #require(group["closure"] as? [String: [String: Any]]).values {
                #expect(closure["n"] as? Int == (closure["done"] as? Int ?? 0) + (closure["open"] as? Int ?? 0))
            }
        }
    }
}
