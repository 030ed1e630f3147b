import Hotline
import Store
import Testing

/// Shares, how sure they are, and who comes first.
@Suite(.timeLimit(.minutes(1)))
struct RateTests {
    private func rate(_ hits: Int, of n: Int) -> Rate {
        Rate(counted: Rate.Tally(hits: hits, misses: n - hits))
    }

    @Test(
        "Wilson's interval gives the published bounds",
        arguments: [
            // FixMyStreet #1957; the others from Wilson's formula as Agresti and Coull (1998) and Brown, Cai and DasGupta
            // (2001) give it.
            (1, 1, 0.2065, 1.0), (970, 1_000, 0.9575, 0.9789), (0, 10, 0.0, 0.2775), (8, 10, 0.4902, 0.9433),
            (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662),
        ])
    func wilson(hits: Int, n: Int, lower: Double, upper: Double) throws {
        let interval = try #require(WilsonInterval(hits: hits, of: n))
        #expect(abs(interval.lower - lower) < 0.00006)
        #expect(abs(interval.upper - upper) < 0.00006)
    }

    @Test("Of nothing there is no interval, and no share")
    func nothing() {
        #expect(WilsonInterval(hits: 0, of: 0) == nil)
        #expect(WilsonInterval(hits: 2, of: 1) == nil)
        #expect(Rate().counted.share == nil)
        #expect(Rate().counted.coverage == nil)
    }

    @Test("Each interval holds its share and lies inside 0 to 1")
    func inside() throws {
        for n in 1...60 {
            for hits in 0...n {
                let interval = try #require(WilsonInterval(hits: hits, of: n))
                let share = Double(hits) / Double(n)
                #expect(0 <= interval.lower && interval.lower <= share)
                #expect(share <= interval.upper && interval.upper <= 1)
            }
        }
    }

    @Test("One satisfied of one does not come before 970 of 1,000: it is not ranked at all")
    func luck() {
        #expect(Ranking.ranks(["a": rate(1, of: 1), "b": rate(970, of: 1_000)]) == ["b": 1])
        #expect(Ranking.ranks(["a": rate(10, of: 10), "b": rate(970, of: 1_000)]) == ["b": 1, "a": 2])
    }

    @Test("Equal values share a rank, and the next one counts them: 1, 1, 3")
    func shared() {
        let ranks = Ranking.ranks([
            "a": rate(9, of: 10), "b": rate(9, of: 10), "c": rate(8, of: 10), "d": rate(9, of: 9),
        ])
        #expect(ranks == ["a": 1, "b": 1, "c": 3])
    }

    @Test("Of what is bad, the one of which least is sure comes first")
    func bad() {
        let ranks = Ranking.ranks(
            ["a": rate(0, of: 10), "b": rate(5, of: 1_000), "c": rate(5, of: 10)], isBetterHigh: false)
        #expect(ranks == ["b": 1, "a": 2, "c": 3])
    }

    @Test("Who is ranked is ranked by what counts: exclusions are out")
    func exclusions() {
        var few = rate(9, of: 9)
        few.excluded[.unreasonable] = Rate.Tally(hits: 20, misses: 20)
        #expect(Ranking.ranks(["a": few]).isEmpty)
    }

    @Test("Before exclusions all count; the unanswered are in no denominator, and the coverage says how many they are")
    func parts() {
        var rate = Rate(counted: Rate.Tally(hits: 6, misses: 2, unanswered: 8))
        rate.excluded[.unreasonable] = Rate.Tally(hits: 0, misses: 2, unanswered: 1)
        rate.excluded[.withdrawn] = Rate.Tally(hits: 1)
        #expect(rate.counted.share == 0.75)
        #expect(rate.counted.coverage == 0.5)
        #expect(rate.excludedCount == 4)
        #expect(rate.beforeExclusions == Rate.Tally(hits: 7, misses: 4, unanswered: 9))
        #expect((rate + rate).excludedCount == 8)
    }

    @Test("The three rates weigh as the district says; while one is unknown there is no score")
    func weights() throws {
        var weights = ThreeRateWeights()
        let score = try #require(
            weights.score(response: rate(10, of: 10), solved: rate(8, of: 10), satisfied: rate(6, of: 10)))
        #expect(abs(score - 0.79) < 1e-12)
        #expect(weights.score(response: rate(1, of: 1), solved: Rate(), satisfied: rate(1, of: 1)) == nil)
        (weights.response, weights.solved, weights.satisfied) = (0, 0, 0)
        #expect(weights.score(response: rate(1, of: 1), solved: rate(1, of: 1), satisfied: rate(1, of: 1)) == nil)
    }

    @Test("A change is a share of what was before, of rates a difference; without a before there is none")
    func changes() throws {
        #expect(Change.relative(150, from: 100) == 0.5)
        #expect(Change.relative(1, from: 0) == nil)
        let points = try #require(Change.points(rate(9, of: 10), from: rate(8, of: 10)))
        #expect(abs(points - 0.1) < 1e-12)
        #expect(Change.points(Rate(), from: rate(1, of: 1)) == nil)
    }
}
