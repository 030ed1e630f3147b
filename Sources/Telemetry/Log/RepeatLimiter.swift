import Logging

/// Bounds the log of a long outage: the same message (label, level, text) is written at most ten times a minute; what
/// comes beyond is counted and told in one line when the minute is over.
///
/// Debug and trace are never limited: who asks for them wants all. Memory is bounded: past `capacity` different
/// messages a minute, all further ones of a label and level count as one.
struct RepeatLimiter {
    /// Milliseconds a message's allowance lasts, from its first appearance.
    static let window: Int64 = 60_000
    static let allowance = 10
    static let capacity = 1_000

    enum Decision {
        case write, suppress
        /// The first one of its window that is not written: a summary will be due.
        case suppressFirst
    }

    /// What was left out in a window that is over; `entry` is the last of them.
    struct Summary {
        var entry: LogEntry
        var count: Int
    }

    private struct Key: Hashable {
        var label: String
        var level: Logger.Level
        var message: String?
    }

    private struct Window {
        var start: Int64
        var seen: Int
        var last: LogEntry
    }

    private var windows: [Key: Window] = [:]
    private var earliestStart = Int64.max

    /// Decides over one entry; also gives the summaries of windows that are over.
    mutating func admit(_ entry: LogEntry, at now: Int64) -> (decision: Decision, ended: [Summary]) {
        guard entry.level >= .info else { return (.write, []) }
        let ended = expire(at: now)
        var key = Key(label: entry.label, level: entry.level, message: entry.message)
        if windows[key] == nil, windows.count >= Self.capacity { key.message = nil }

        var window = windows[key] ?? Window(start: now, seen: 0, last: entry)
        window.seen += 1
        window.last = entry
        windows[key] = window
        earliestStart = min(earliestStart, window.start)
        switch window.seen {
        case ...Self.allowance: return (.write, ended)
        case Self.allowance + 1: return (.suppressFirst, ended)
        default: return (.suppress, ended)
        }
    }

    /// Forgets the windows that are over and gives what was left out in them, oldest first.
    mutating func expire(at now: Int64) -> [Summary] {
        // A machine's time may be set back: a window that begins in the future is over too.
        guard now - earliestStart >= Self.window || now < earliestStart else { return [] }
        return remove { now - $0.start >= Self.window || now < $0.start }
    }

    /// Forgets everything and gives what was left out.
    mutating func drain() -> [Summary] {
        remove { _ in true }
    }

    private mutating func remove(where isOver: (Window) -> Bool) -> [Summary] {
        let over = windows.filter { isOver($0.value) }
        for key in over.keys { windows[key] = nil }
        earliestStart = windows.values.lazy.map(\.start).min() ?? .max
        return over.values
            .filter { $0.seen > Self.allowance }
            .sorted { $0.start < $1.start }
            .map { Summary(entry: $0.last, count: $0.seen - Self.allowance) }
    }
}
