/// How long things took, and how long those that are not done have taken so far. Times are milliseconds; eight bytes are
/// kept of each.
package struct WaitingTimes: Sendable, Hashable {
    /// Twice the time, and one more if it is not over: of equal times those that are over come first.
    private var packed: [Int64] = []
    private var isSorted = true
    /// How many are done.
    package private(set) var done = 0

    package init() {}

    /// How many are not.
    package var open: Int { packed.count - done }

    /// How many there are.
    package var count: Int { packed.count }

    /// Something was done after so long.
    package mutating func addDone(after milliseconds: Int64) {
        done += 1
        add(Self.clamped(milliseconds) << 1)
    }

    /// Something is not done, and has waited so long.
    package mutating func addOpen(for milliseconds: Int64) {
        add(Self.clamped(milliseconds) << 1 | 1)
    }

    /// All of the other's too.
    package mutating func add(_ other: WaitingTimes) {
        done += other.done
        packed += other.packed
        isSorted = false
    }

    private mutating func add(_ entry: Int64) {
        if let last = packed.last, last > entry { isSorted = false }
        packed.append(entry)
    }

    /// Nothing takes less than no time.
    private static func clamped(_ milliseconds: Int64) -> Int64 { max(0, min(milliseconds, .max >> 1)) }

    /// Puts the times in order, which the questions below suppose; a second time costs nothing.
    package mutating func sort() {
        guard !isSorted else { return }
        packed.sort()
        isSorted = true
    }

    /// The times in order.
    fileprivate var sorted: [Int64] {
        var copy = self
        copy.sort()
        return copy.packed
    }
}

/// A percentile of waiting times.
package enum WaitingPercentile: Sendable, Hashable {
    /// So many milliseconds.
    case reached(Int64)
    /// So many are not done yet that it lies beyond the longest time that was seen.
    case beyond(Int64)
}

extension WaitingTimes {
    /// Percentiles by the estimator of Kaplan and Meier (1958), which knows that what is not done takes at least as long
    /// as it has waited.
    ///
    /// With d(t) done after exactly t and r(t) that have taken or waited t or longer:
    ///
    ///     S(t) = ∏ over times u ≤ t of (1 − d(u) ÷ r(u)),   percentile p = the least t with S(t) ≤ 1 − p
    ///
    /// If all are done, that is the nearest rank, ``plainPercentiles(_:)``. One more that is not done can only raise it.
    ///
    /// - Parameter percents: 1 to 99.
    /// - Returns: one for each of `percents`; nil where there is nothing at all.
    package func percentiles(_ percents: [Int]) -> [WaitingPercentile?] {
        let entries = sorted
        guard let last = entries.last else { return percents.map { _ in nil } }
        var found = [WaitingPercentile](repeating: .beyond(last >> 1), count: percents.count)
        var wanted = percents.indices.sorted { percents[$0] < percents[$1] }[...]
        // Between two that are not done the product is a quotient of two counts, without rounding.
        var (base, baseCount) = (1.0, entries.count)
        for (index, entry) in entries.enumerated() {
            let remaining = entries.count - index - 1
            guard entry & 1 == 0 else {
                base *= Double(remaining + 1) / Double(baseCount)
                baseCount = remaining
                continue
            }
            // Those done at one time are done together; the last of them says where the curve stands.
            if remaining > 0, entries[index + 1] == entry { continue }
            let survival = base * Double(remaining) / Double(baseCount)
            while let which = wanted.first, survival * 100 <= Double(100 - percents[which]) + 1e-9 {
                found[which] = .reached(entry >> 1)
                wanted.removeFirst()
            }
            if wanted.isEmpty { break }
        }
        return found
    }

    /// Percentiles of what is done, as if nothing else waited: the nearest rank, the least time that at least p per cent
    /// took no longer than. They look better the more is left undone, and are shown beside.
    package func plainPercentiles(_ percents: [Int]) -> [Int64?] {
        let entries = sorted
        guard done > 0 else { return percents.map { _ in nil } }
        let ranks = percents.map { max(1, (done * $0 + 99) / 100) }
        var found = [Int64?](repeating: nil, count: percents.count)
        var rank = 0
        for entry in entries where entry & 1 == 0 {
            rank += 1
            for (index, wanted) in ranks.enumerated() where wanted == rank { found[index] = entry >> 1 }
        }
        return found
    }

    /// The mean of what is done, in milliseconds.
    package var mean: Double? {
        guard done > 0 else { return nil }
        return packed.reduce(0.0) { $0 + ($1 & 1 == 0 ? Double($1 >> 1) : 0) } / Double(done)
    }
}
