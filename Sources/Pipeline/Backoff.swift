package import Dispatch

/// Pauses between attempts: doubled from `base` up to `limit`, each drawn from the upper half of its span, so that
/// workers which failed together do not come back together.
package struct Backoff: Sendable {
    private let base: Double
    private let limit: Double
    private var attempt = 0

    /// - Parameters: seconds.
    package init(base: Double = 0.1, limit: Double = 5) {
        self.base = base
        self.limit = limit
    }

    /// Attempts that have failed since the last ``reset()``.
    package var failures: Int { attempt }

    package mutating func next() -> DispatchTimeInterval {
        var generator = SystemRandomNumberGenerator()
        return next(using: &generator)
    }

    package mutating func next(using generator: inout some RandomNumberGenerator) -> DispatchTimeInterval {
        // Beyond 2^20 times the base every limit is reached.
        let span = min(limit, base * Double(1 << min(attempt, 20)))
        attempt += 1
        return .milliseconds(Int((span * Double.random(in: 0.5...1, using: &generator) * 1000).rounded()))
    }

    package mutating func reset() {
        attempt = 0
    }
}
