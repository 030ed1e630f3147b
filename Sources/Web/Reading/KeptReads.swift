/// What takes long to read, for all who ask for the same: read once at a time, and then kept for nine times as long as
/// reading took, so that reading takes a tenth of the time at most, however many ask and however often.
package actor KeptReads<Key: Hashable & Sendable, Value: Sendable> {
    /// What was read.
    package struct Found: Sendable {
        package let value: Value
        /// After how long it is read anew for who asks again; nil if it was read for this one.
        package let renewedIn: Duration?
    }

    private struct Kept {
        let value: Value
        let until: ContinuousClock.Instant
    }

    /// Nothing is kept longer.
    private static var longest: Duration { .seconds(60) }
    /// So many keys are kept at most.
    private static var capacity: Int { 100 }

    private var kept: [Key: Kept] = [:]
    private var reading: [Key: Task<Value, any Error>] = [:]

    package init() {}

    /// What is kept for a key, or is being read for it, or is read now.
    package func value(of key: Key, _ read: @escaping @Sendable () async throws -> Value) async throws -> Found {
        let now = ContinuousClock.now
        if let found = kept[key], found.until > now { return Found(value: found.value, renewedIn: found.until - now) }
        if let task = reading[key] {
            // It may have begun before what this one wants to see.
            let value = try await task.value
            return Found(value: value, renewedIn: kept[key].map { $0.until - .now } ?? .zero)
        }
        // A task of its own: who asked first may go away, and the others still want it.
        let task = Task {
            defer { reading[key] = nil }
            let value = try await read()
            keep(value, of: key, since: now)
            return value
        }
        reading[key] = task
        return Found(value: try await task.value, renewedIn: nil)
    }

    private func keep(_ value: Value, of key: Key, since start: ContinuousClock.Instant) {
        let end = ContinuousClock.now
        kept = kept.filter { $0.value.until > end }
        guard kept.count < Self.capacity else { return }
        kept[key] = Kept(value: value, until: end + min(Self.longest, (end - start) * 9))
    }
}

extension KeptReads.Found {
    /// The same for templates: after how many milliseconds a live page asks again.
    var askAgain: Int? {
        renewedIn.map { 1 + Int(max(.zero, $0) / .milliseconds(1)) }
    }
}
