/// A condition that did not come true in time.
package struct TimedOut: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) {
        self.description = description
    }
}

/// Waits for a condition; fails loudly when it does not come.
package func eventually(
    _ what: String, within seconds: Double = 45, _ condition: @Sendable () async throws -> Bool
) async throws {
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(seconds)
    while try await !condition() {
        if clock.now >= deadline { throw TimedOut(description: "not within \(seconds) s: \(what)") }
        try await Task.sleep(for: .milliseconds(10))
    }
}
