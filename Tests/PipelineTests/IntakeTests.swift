import Dispatch
import Pipeline
import TestKit
import Testing

@Suite("Intake and back-off", .timeLimit(.minutes(1)))
struct IntakeTests {
    private let second: UInt64 = 1_000_000_000

    @Test("a worker that is full for a moment only waits; one that stays full pauses, still polling for rebalances")
    func hysteresis() {
        var intake = Intake()
        #expect(intake.decide(hasRoom: true, now: 0) == .drain)
        #expect(intake.decide(hasRoom: false, now: second) == .wait)
        #expect(intake.decide(hasRoom: false, now: 2 * second - 1) == .wait)
        #expect(intake.decide(hasRoom: false, now: 2 * second) == .pauseAndDrain)
        #expect(intake.decide(hasRoom: false, now: 2 * second + 1) == .pauseAndDrain)
        #expect(intake.decide(hasRoom: true, now: 3 * second) == .resumeAndDrain)
        #expect(intake.decide(hasRoom: true, now: 3 * second) == .drain)
    }

    @Test("room in between starts the wait anew")
    func roomResets() {
        var intake = Intake()
        #expect(intake.decide(hasRoom: false, now: 0) == .wait)
        #expect(intake.decide(hasRoom: true, now: second / 2) == .drain)
        #expect(intake.decide(hasRoom: false, now: second) == .wait)
        #expect(intake.decide(hasRoom: false, now: second + second / 2) == .wait)
    }

    @Test("pauses double up to the limit, each drawn from the upper half of its span, and begin anew after a success")
    func backoff() throws {
        var generator = SeededGenerator(seed: 7)
        var backoff = Backoff(base: 0.1, limit: 5)
        for attempt in 0..<40 {
            let span = min(5, 0.1 * Double(1 << min(attempt, 20)))
            guard case .milliseconds(let pause) = backoff.next(using: &generator) else {
                Issue.record("expected milliseconds")
                return
            }
            #expect(Double(pause) >= span * 500 - 1 && Double(pause) <= span * 1000 + 1)
        }
        #expect(backoff.failures == 40)
        backoff.reset()
        guard case .milliseconds(let first) = backoff.next(using: &generator) else { return }
        #expect(first <= 100)
    }
}
