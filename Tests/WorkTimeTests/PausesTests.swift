import TestKit
import Testing
import WorkTime

@Suite("Pauses", .timeLimit(.minutes(1)))
struct PausesTests {
    private func pauses(_ ranges: Range<Int64>...) -> Pauses {
        Pauses(
            ranges.map { Pause(from: Instant(milliseconds: $0.lowerBound), to: Instant(milliseconds: $0.upperBound)) })
    }

    @Test("stand in the order of time, whatever the order in which they came")
    func order() {
        #expect(pauses(50..<60, 10..<20, 30..<40) == pauses(10..<20, 30..<40, 50..<60))
    }

    @Test("that overlap or touch are one")
    func merging() {
        #expect(pauses(10..<20, 20..<30) == pauses(10..<30))
        #expect(pauses(10..<20, 30..<40, 15..<35) == pauses(10..<40))
        #expect(pauses(10..<40, 20..<30) == pauses(10..<40))
        #expect(pauses(10..<20, 30..<40, 50..<60, 5..<70) == pauses(5..<70))
        #expect(pauses(10..<20, 21..<30).list.count == 2)
    }

    @Test("that end when they begin, or before, are none")
    func empty() {
        let (earlier, later) = (Instant(milliseconds: 10), Instant(milliseconds: 20))
        #expect([Pause(from: earlier, to: earlier), Pause(from: later, to: earlier)] as Pauses == .none)
    }

    @Test("hold the same time as the single ones, for 2,000 random sets")
    func random() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<2_000 {
            var paused = [Bool](repeating: false, count: 64)
            var pauses = Pauses()
            for _ in 0..<Int.random(in: 0...8, using: &random) {
                let first = Int.random(in: 0..<64, using: &random)
                let last = min(64, first + Int.random(in: 0...12, using: &random))
                for index in first..<last { paused[index] = true }
                pauses.insert(
                    Pause(from: Instant(milliseconds: Int64(first)), to: Instant(milliseconds: Int64(last))))
            }
            var held = [Bool](repeating: false, count: 64)
            for pause in pauses.list {
                for index in pause.start.milliseconds..<pause.end.milliseconds {
                    #expect(!held[Int(index)])
                    held[Int(index)] = true
                }
            }
            #expect(held == paused)
            for (earlier, later) in zip(pauses.list, pauses.list.dropFirst()) { #expect(earlier.end < later.start) }
        }
    }
}
