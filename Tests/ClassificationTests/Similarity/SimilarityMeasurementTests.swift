import Classification
import Testing

/// How often the rule is right, over all pairs of the fixture's reports: 265 of the 105,570 are on the same matter; among
/// the others are forms filled in for several places, and the many troubles of one community and area.
///
/// | measured when the rule was made | precision | recall |
/// |---|---|---|
/// | all | 0.91 | 0.69 |
/// | both in one language | 0.90 | 0.74 |
/// | one in Chinese, one in English | 0.97 | 0.56 |
/// | matters written when all was done | 0.88 | 0.70 |
/// | real letters, community unknown: 152 pairs drawn by strata of TF-IDF cosine and read by eye | 0.99 | 0.67 |
/// | the same, every link among 16,700 letters of a whole province: 50 links read by eye | 0.81 | - |
///
/// The real letters are no part of this project. By the Jaccard index of their pairs of characters alone, or their TF-IDF
/// cosine, no threshold would give the fixture's reports of one community and area a precision of 0.6 with more than two
/// hundredths of recall: neighbours use other words, and forms the same.
@Suite("How often similar reports are about the same matter", .timeLimit(.minutes(1)))
struct SimilarityMeasurementTests {
    private let reports: [FixtureReport]
    private let sketches: [ReportSketch]

    init() throws {
        reports = try FixtureReport.all()
        sketches = reports.map(\.sketch)
    }

    /// Precision and recall over all pairs of reports that are wanted.
    private func measure(
        where isWanted: (FixtureReport, FixtureReport) -> Bool
    ) -> (precision: Double, recall: Double) {
        var (linked, same, both) = (0, 0, 0)
        for right in reports.indices {
            for left in 0..<right where isWanted(reports[left], reports[right]) {
                let isLinked = Similarity(sketches[left], sketches[right]).isSameMatter
                let isSame = reports[left].matter == reports[right].matter
                linked += isLinked ? 1 : 0
                same += isSame ? 1 : 0
                both += isLinked && isSame ? 1 : 0
            }
        }
        return (Double(both) / Double(max(1, linked)), Double(both) / Double(max(1, same)))
    }

    @Test("Nine links of ten are right, and two thirds are found")
    func all() {
        let figures = measure { _, _ in true }
        #expect(figures.precision >= 0.9)
        #expect(figures.recall >= 0.67)
    }

    @Test("In one language, and across")
    func languages() {
        let within = measure { $0.isChinese == $1.isChinese }
        #expect(within.precision >= 0.88)
        #expect(within.recall >= 0.71)
        let across = measure { $0.isChinese != $1.isChinese }
        #expect(across.precision >= 0.95)
        #expect(across.recall >= 0.53)
    }

    @Test("Matters that were written when the rule was done")
    func unseen() {
        let figures = measure { max($0.matter, $1.matter) > 300 }
        #expect(figures.precision >= 0.8)
        #expect(figures.recall >= 0.65)
    }

    @Test("The index finds all that comparing with every report finds")
    func index() {
        var held = SimilarReports(capacity: reports.count)
        for (number, sketch) in sketches.enumerated() {
            let expected = (0..<number).filter { Similarity(sketch, sketches[$0]).isSameMatter }
            let found = held.matches(of: sketch, limit: .max)
            #expect(Set(found.map(\.case)) == Set(expected.map(caseNumber)))
            held.insert(sketch, as: caseNumber(number))
        }
    }
}
