import Kafka
import Testing
import Tracking
import WorkTime

@Suite("When time may do its work", .timeLimit(.minutes(1)))
struct EscalationClockTests {
    private let partition = TopicPartition(topic: "progress.a", partition: 0)

    /// Whether it begins; a macro takes no mutating call.
    private func begins(_ clock: inout EscalationClock, _ milliseconds: Int64, anyway: Bool = false) -> Bool {
        clock.begin(at: at(milliseconds), anyway: anyway)
    }

    /// Up to when time may do its work, if partitions are applied up to `applied`.
    private func settlement(_ clock: inout EscalationClock, _ applied: Int64?) -> Instant? {
        clock.settlement { _ in applied }
    }

    private func at(_ milliseconds: Int64) -> Instant { Instant(milliseconds: milliseconds) }

    @Test("nothing begins before a case's time has come; the earliest of all counts")
    func begins() {
        var clock = EscalationClock()
        #expect(!begins(&clock, 100), "no case wants to be looked at")
        clock.applied(wakes: at(60))
        clock.applied(wakes: at(80))
        clock.applied(wakes: nil)
        #expect(!begins(&clock, 59))
        #expect(begins(&clock, 60))
        #expect(!begins(&clock, 90), "one at a time")
    }

    @Test("time waits until the inputs are applied up to their ends as they were when it had come")
    func waits() {
        var clock = EscalationClock()
        clock.nextWake = at(10)
        #expect(begins(&clock, 50))
        #expect(settlement(&clock, 100) == nil, "the ends are not known yet")
        clock.ends([partition: 7])
        #expect(settlement(&clock, 6) == nil)
        #expect(settlement(&clock, 7) == at(50))
        #expect(settlement(&clock, 7) == at(50), "again, as long as cases are due")
    }

    @Test("a partition that is gone holds up nobody")
    func gone() {
        var clock = EscalationClock()
        #expect(begins(&clock, 50, anyway: true))
        clock.ends([partition: 7])
        #expect(settlement(&clock, nil) == at(50))
    }

    @Test("settling goes on while cases are due, then rests until the next")
    func rests() {
        var clock = EscalationClock()
        #expect(begins(&clock, 50, anyway: true))
        clock.ends([:])
        #expect(settlement(&clock, nil) == at(50))
        clock.settled(nextWake: at(50))
        #expect(!clock.isResting)
        clock.settled(nextWake: at(51))
        #expect(clock.isResting && clock.nextWake == at(51))
        #expect(!begins(&clock, 50))
    }
}
