import Store
import TestKit
import Testing

/// How long things take, where some are not done yet.
@Suite(.timeLimit(.minutes(1)))
struct WaitingTimesTests {
    private static let hour: Int64 = 3_600_000

    /// - Parameters: in hours.
    private func times(done: [Int], open: [Int] = []) -> WaitingTimes {
        var times = WaitingTimes()
        for hours in open { times.addOpen(for: Int64(hours) * Self.hour) }
        for hours in done { times.addDone(after: Int64(hours) * Self.hour) }
        return times
    }

    private func reached(_ hours: Int) -> WaitingPercentile { .reached(Int64(hours) * Self.hour) }

    private func beyond(_ hours: Int) -> WaitingPercentile { .beyond(Int64(hours) * Self.hour) }

    @Test(
        "Closures of 1, 2, 3, 4 and 100 hours: mean 22, p50 3, p90 100, by nearest rank and by Kaplan and Meier alike")
    func nearestRank() {
        let times = times(done: [100, 3, 1, 4, 2])
        #expect(times.mean == 22 * Double(Self.hour))
        #expect(times.plainPercentiles([50, 90]) == [3 * Self.hour, 100 * Self.hour])
        #expect(times.percentiles([50, 90]) == [reached(3), reached(100)])
    }

    @Test("The remissions of Freireich's 21 patients on 6-MP: p50 is 23 weeks, and a quarter did not last 13")
    func freireich() {
        // Freireich et al., Blood 21 (1963); in Kalbfleisch and Prentice: S(6) = 0.857, S(13) = 0.690, S(23) = 0.448.
        let times = times(
            done: [6, 6, 6, 7, 10, 13, 16, 22, 23], open: [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35])
        #expect(times.percentiles([14, 15, 25, 30, 31, 50, 55]) == [6, 7, 13, 13, 16, 23, 23].map(reached))
        #expect(times.percentiles([56, 90]) == [beyond(35), beyond(35)])
    }

    @Test("By hand: 1 done, 2 open, 3 done, 4 open, 5 done: S is 4/5, 8/15, 0")
    func byHand() {
        let times = times(done: [1, 3, 5], open: [2, 4])
        #expect(times.percentiles([20, 21, 46, 47, 99]) == [1, 3, 3, 5, 5].map(reached))
        #expect((times.done, times.open, times.count) == (3, 2, 5))
    }

    @Test("Of those open as long as one took, it is not known that they take longer: they are still at risk")
    func ties() {
        #expect(times(done: [2], open: [2]).percentiles([50, 51]) == [reached(2), beyond(2)])
    }

    @Test("An open case aged 50 hours does not make p90 look better")
    func oldOpenCase() {
        let closed = Array(1...10)
        let before = times(done: closed).percentiles([50, 90])
        let after = times(done: closed, open: [50]).percentiles([50, 90])
        #expect(before == [reached(5), reached(9)])
        #expect(after == [reached(6), reached(10)])
        #expect(times(done: closed, open: [50, 50]).percentiles([90]) == [beyond(50)])
        #expect(times(done: closed, open: [50]).plainPercentiles([90]) == [9 * Self.hour])
    }

    @Test("Nothing gives nothing, and only open ones say how long at least")
    func few() {
        #expect(WaitingTimes().percentiles([50]) == [nil])
        #expect(WaitingTimes().plainPercentiles([50]) == [nil])
        #expect(WaitingTimes().mean == nil)
        #expect(times(done: [], open: [3, 7]).percentiles([50]) == [beyond(7)])
        #expect(times(done: [], open: [3, 7]).plainPercentiles([50]) == [nil])
        #expect(times(done: [0]).percentiles([1, 99]) == [reached(0), reached(0)])
    }

    @Test("Percentiles are answered in the order in which they are asked")
    func order() {
        let times = times(done: Array(1...100))
        #expect(times.percentiles([90, 50, 99]) == [90, 50, 99].map(reached))
        #expect(times.plainPercentiles([90, 50, 99]) == [90, 50, 99].map { Int64($0) * Self.hour })
    }

    @Test("If all are done, every percentile is the nearest rank", arguments: 1...20)
    func allDone(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let done = (0..<Int.random(in: 1...400, using: &random)).map { _ in Int.random(in: 0...60, using: &random) }
        let times = times(done: done)
        let percents = Array(1...99)
        let ranks = percents.map { done.sorted()[(done.count * $0 + 99) / 100 - 1] }
        #expect(times.percentiles(percents) == ranks.map(reached))
        #expect(times.plainPercentiles(percents) == ranks.map { Int64($0) * Self.hour })
    }

    @Test("As the product over all times says, one factor after another", arguments: 1...20)
    func product(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let done = (0..<Int.random(in: 0...80, using: &random)).map { _ in Int.random(in: 0...40, using: &random) }
        let open = (0..<Int.random(in: 1...80, using: &random)).map { _ in Int.random(in: 0...60, using: &random) }
        let percents = [3, 17, 29, 50, 71, 90, 99]
        let expected = percents.map { percent -> WaitingPercentile in
            var survival = 1.0
            for time in Set(done).sorted() {
                let atRisk = (done + open).count { $0 >= time }
                survival *= 1 - Double(done.count { $0 == time }) / Double(atRisk)
                if survival <= 1 - Double(percent) / 100 + 1e-12 { return reached(time) }
            }
            return beyond((done + open).max() ?? 0)
        }
        #expect(times(done: done, open: open).percentiles(percents) == expected)
    }

    @Test("One more that is open never lowers a percentile", arguments: 1...20)
    func monotone(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let done = (0..<Int.random(in: 1...50, using: &random)).map { _ in Int.random(in: 0...40, using: &random) }
        var open: [Int] = []
        var before = times(done: done).percentiles([50, 90, 99]).map(height)
        for _ in 0..<30 {
            open.append(Int.random(in: 0...80, using: &random))
            let after = times(done: done, open: open).percentiles([50, 90, 99]).map(height)
            #expect(zip(before, after).allSatisfy { $0 <= $1 })
            before = after
        }
    }

    /// What lies beyond is higher than what was reached.
    private func height(_ percentile: WaitingPercentile?) -> Int64 {
        switch percentile {
        case nil: -1
        case .reached(let milliseconds): milliseconds
        case .beyond: .max
        }
    }
}
