import Foundation
package import WorkTime

/// The time of a simulated district: it passes faster than ours.
package struct FastClock: Sendable {
    private let start: Instant
    private let begin: ContinuousClock.Instant
    /// Simulated seconds a second.
    package let speed: Double

    /// - Parameters:
    ///   - start: what it says at first.
    ///   - speed: simulated seconds a second.
    package init(from start: Instant, speed: Double, at begin: ContinuousClock.Instant = .now) {
        self.start = start
        self.speed = speed
        self.begin = begin
    }

    /// The simulated time.
    package var now: Instant { now(at: .now) }

    package func now(at instant: ContinuousClock.Instant) -> Instant {
        let passed = begin.duration(to: instant) / .milliseconds(1)
        return Instant(milliseconds: start.milliseconds + Int64(passed * speed))
    }
}
