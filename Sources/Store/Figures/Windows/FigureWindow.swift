package import WorkTime

/// A stretch of time that figures are about: half-open, so that windows side by side share no event.
package struct FigureWindow: Sendable, Hashable {
    /// The first instant that belongs to it.
    package let start: Instant
    /// The first that no longer does.
    package let end: Instant

    /// A window that ends no later than it starts holds nothing.
    package init(from start: Instant, to end: Instant) {
        self.start = start
        self.end = end
    }

    /// Whether an instant belongs to it.
    package func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }

    /// As much of another window as of this one has passed at `instant`: what of a week that still lasts may be compared
    /// with.
    package func passedShare(of other: FigureWindow, asOf instant: Instant) -> FigureWindow {
        guard instant < end else { return other }
        let passed = max(0, instant.milliseconds - start.milliseconds)
        let end = Instant(milliseconds: other.start.milliseconds + passed)
        return FigureWindow(from: other.start, to: min(other.end, end))
    }
}
