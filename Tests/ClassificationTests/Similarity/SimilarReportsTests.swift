import Classification
import Testing

@Suite("Earlier cases about the same matter", .timeLimit(.minutes(1)))
struct SimilarReportsTests {
    private let flood = sketch("云兴路一下雨就淹，积水半米深", area: "sewage")
    private let again = sketch("云兴路积水，下雨车子都淹了", area: "sewage")
    private let lamp = sketch("文化广场的路灯不亮")

    private func found(_ reports: SimilarReports, _ sketch: ReportSketch) -> [Int] {
        let cases = reports.matches(of: sketch).map(\.case)
        return (0..<2_000).filter { cases.contains(caseNumber($0)) }
    }

    @Test("Best first, of equals the newest; no more than are wanted")
    func order() {
        var reports = SimilarReports(capacity: 10)
        for (number, sketch) in [again, flood, lamp, flood].enumerated() {
            reports.insert(sketch, as: caseNumber(number))
        }
        let matches = reports.matches(of: flood)
        #expect(matches.map(\.case) == [3, 1, 0].map(caseNumber))
        #expect(matches.map(\.score).first == 1)
        #expect(reports.matches(of: flood, limit: 1).map(\.case) == [caseNumber(3)])
        #expect(reports.matches(of: sketch("")) == [])
    }

    @Test("A case is no match of itself")
    func itself() {
        var reports = SimilarReports(capacity: 10)
        reports.insert(flood, as: caseNumber(1))
        #expect(reports.matches(of: again, except: caseNumber(1)) == [])
        #expect(reports.matches(of: again, except: caseNumber(2)).map(\.case) == [caseNumber(1)])
    }

    @Test("A case that comes again replaces itself, and one that is taken out is not found")
    func replacing() {
        var reports = SimilarReports(capacity: 10)
        reports.insert(flood, as: caseNumber(1))
        reports.insert(lamp, as: caseNumber(1))
        #expect(reports.count == 1)
        #expect(found(reports, flood) == [])
        #expect(found(reports, lamp) == [1])
        reports.remove(caseNumber(1))
        reports.remove(caseNumber(1))
        #expect(reports.count == 0)
        #expect(found(reports, lamp) == [])
    }

    @Test("When it is full the oldest gives way", arguments: [1, 2, 7, 64])
    func bounded(capacity: Int) {
        var reports = SimilarReports(capacity: capacity)
        for number in 0..<300 {
            reports.insert(number.isMultiple(of: 2) ? flood : lamp, as: caseNumber(number))
            #expect(reports.count == min(number + 1, capacity))
        }
        let held = 300 - capacity..<300
        #expect(found(reports, flood) == Array(held.filter { $0.isMultiple(of: 2) }.suffix(10)))
    }

    @Test("Taking out and putting in again never holds more than the capacity, nor finds what is not held")
    func churn() {
        var reports = SimilarReports(capacity: 5)
        for number in 0..<200 {
            reports.insert(flood, as: caseNumber(number))
            if number.isMultiple(of: 3) { reports.remove(caseNumber(number - 1)) }
            if number.isMultiple(of: 7) { reports.insert(lamp, as: caseNumber(number)) }
            #expect(reports.count <= 5)
            let present = Set((max(0, number - 5)...number).map(caseNumber))
            #expect(reports.matches(of: flood).allSatisfy { present.contains($0.case) })
        }
    }

    @Test("What is found depends on what was put in, and in which order, alone")
    func deterministic() throws {
        let sketches = try FixtureReport.all().map(\.sketch)
        func run() -> [[SimilarReports.Match]] {
            var reports = SimilarReports(capacity: 100)
            return sketches.enumerated().map { number, sketch in
                defer { reports.insert(sketch, as: caseNumber(number)) }
                return reports.matches(of: sketch)
            }
        }
        #expect(run() == run())
    }

    @Test("Communities do not meet, however many cases are held")
    func communities() {
        var reports = SimilarReports(capacity: 1_000)
        for number in 0..<1_000 {
            let text = "云兴路一下雨就淹，积水半米深"
            reports.insert(
                sketch(text, community: "community-\(number % 10)", area: "sewage"), as: caseNumber(number))
        }
        let matches = reports.matches(
            of: sketch("云兴路积水，下雨车子都淹了", community: "community-3", area: "sewage"), limit: 1_000)
        #expect(!matches.isEmpty)
        let own = Set(stride(from: 3, to: 1_000, by: 10).map(caseNumber))
        #expect(matches.allSatisfy { own.contains($0.case) })
    }
}
