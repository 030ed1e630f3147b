import Foundation
import Hotline

/// The words that speak for areas, and what those that a report holds say, in figures.
///
/// A word inside a place's name, or inside one of its area's exceptions, says nothing.
struct AreaWords: Sendable {
    let patterns: [WordPattern]
    /// The area of each word, an index.
    private let areaOf: [Int]
    /// What each word weighs: three bytes, which are one Chinese character or three Latin letters, are one point.
    private let points: [Double]

    init(_ areas: [Area]) {
        var patterns: [WordPattern] = []
        var areaOf: [Int] = []
        var points: [Double] = []
        for (index, area) in areas.enumerated() {
            for word in area.words {
                patterns.append(WordPattern(word, .area, payload: areaOf.count))
                areaOf.append(index)
                points.append(Double(word.utf8.count) / 3)
            }
            patterns += area.exceptions.map { WordPattern($0, .area, payload: Self.exception) }
        }
        self.patterns = patterns
        self.areaOf = areaOf
        self.points = points
    }

    /// The payload of a phrase that only keeps the words inside it from counting.
    private static let exception = -1

    /// Calls `body` with each word that counts among a title's or a text's matches, its area and what it weighs.
    ///
    /// - Parameter end: only words that begin before it.
    func forEachHit(
        among matches: [WordMatch], before end: Int = .max, _ body: (WordMatch, _ area: Int, _ points: Double) -> Void
    ) {
        var nameEnd = 0
        for match in matches {
            guard match.range.lowerBound < end else { return }
            if match.layer == .place { nameEnd = match.range.upperBound }
            guard match.layer == .area, match.payload != Self.exception, match.range.lowerBound >= nameEnd else {
                continue
            }
            body(match, areaOf[match.payload], points[match.payload])
        }
    }
}

/// The areas' words that one report holds. Reused from report to report.
struct WordCounts: Sendable {
    /// Where a word can stand; in each of the two its points count once.
    enum Place: Int {
        case title = 0
        case text = 1
    }

    /// One word met: where it was met first, and the points that it brought.
    struct Hit: Sendable {
        let word: Int
        let area: Int
        let range: Range<Int>
        let isInTitle: Bool
        var points: Double
        var places: UInt8
    }

    private(set) var hits: [Hit] = []
    private var tallies: [Tally] = []

    private struct Tally {
        var points = 0.0
        var occurrences = 0.0
    }

    /// Forgets the report before.
    mutating func reset(areas: Int) {
        hits.removeAll(keepingCapacity: true)
        if tallies.count != areas * 2 { tallies = [Tally](repeating: Tally(), count: areas * 2) }
        for index in tallies.indices { tallies[index] = Tally() }
    }

    mutating func add(_ match: WordMatch, of area: Int, points: Double, in place: Place) {
        let tally = area * 2 + place.rawValue
        tallies[tally].occurrences += 1
        let bit = UInt8(1) << UInt8(place.rawValue)
        if let index = hits.firstIndex(where: { $0.word == match.payload }) {
            guard hits[index].places & bit == 0 else { return }
            hits[index].places |= bit
            hits[index].points += points
        } else {
            hits.append(
                Hit(
                    word: match.payload, area: area, range: match.range, isInTitle: place == .title, points: points,
                    places: bit))
        }
        tallies[tally].points += points
    }

    /// How many figures ``figures(of:titleLength:textLength:_:)`` gives.
    static let figureCount = 8

    /// What the words of one area say: of title and text each, whether there is one, the logarithms of their points
    /// and of their occurrences, and their points by the root of the length.
    ///
    /// - Parameters:
    ///   - titleLength: in characters of three bytes, as is `textLength`.
    ///   - body: is given the figures that are not 0, each with its index.
    @inline(__always)
    func figures(of area: Int, titleLength: Double, textLength: Double, _ body: (Int, Double) -> Void) {
        for place in 0..<2 {
            let tally = tallies[area * 2 + place]
            guard tally.occurrences > 0 else { continue }
            let length = place == 0 ? titleLength + 10 : textLength + 20
            body(place * 4, 1)
            body(place * 4 + 1, log(1 + tally.points))
            body(place * 4 + 2, log(1 + tally.occurrences))
            body(place * 4 + 3, tally.points / length.squareRoot())
        }
    }

    /// Whether there is any word.
    var hasHits: Bool { !hits.isEmpty }

    /// Takes out the hit with the most points among those of an area; of equals, the first met.
    mutating func takeHeaviest(of area: Int) -> Hit? {
        var best: Int?
        for index in hits.indices where hits[index].area == area {
            if let heaviest = best, hits[heaviest].points >= hits[index].points { continue }
            best = index
        }
        return best.map { hits.remove(at: $0) }
    }
}
