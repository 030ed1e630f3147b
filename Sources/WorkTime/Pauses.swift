/// A stretch of time in which a clock does not run: half-open, it runs again at `end`.
package struct Pause: Sendable, Hashable {
    package let start: Instant
    package let end: Instant

    /// A pause that ends no later than it starts is none.
    package init(from start: Instant, to end: Instant) {
        self.start = start
        self.end = end
    }

    var first: Int64 { start.writableMilliseconds }
    var last: Int64 { end.writableMilliseconds }
}

/// The pauses of one clock: in order, none twice. Those that overlap or touch are one.
///
/// A pause that still lasts must be given an end as well, the one that is planned, or now: a clock that nobody means to
/// start again has no due instant to ask for.
package struct Pauses: Sendable, Hashable, ExpressibleByArrayLiteral {
    /// In the order of time, with time between each and the next.
    package private(set) var list: [Pause] = []

    /// No pause.
    package static let none = Pauses()

    package init() {}

    /// Pauses in any order.
    package init(_ pauses: some Sequence<Pause>) {
        for pause in pauses { insert(pause) }
    }

    package init(arrayLiteral pauses: Pause...) {
        self.init(pauses)
    }

    /// Adds a pause.
    package mutating func insert(_ pause: Pause) {
        guard pause.start < pause.end else { return }
        let first = list.firstIndex { $0.end >= pause.start } ?? list.count
        let past = list.firstIndex { $0.start > pause.end } ?? list.count
        guard first < past else { return list.insert(pause, at: first) }
        let merged = Pause(
            from: min(pause.start, list[first].start), to: max(pause.end, list[past - 1].end))
        list.replaceSubrange(first..<past, with: CollectionOfOne(merged))
    }
}
