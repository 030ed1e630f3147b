import Dispatch
import Foundation
import Synchronization

/// The one place all loggers of a process write to: limits repetition, renders, writes.
///
/// Any thread may call it. Rendering happens outside the lock, writing inside, so lines keep their order and never mix.
package final class LogOutput: Sendable {
    private let format: LogFormat
    private let colours: Bool
    private let write: @Sendable ([UInt8]) -> Void
    private let now: @Sendable () -> Int64
    private let limiter: Mutex<RepeatLimiter>
    private let queue = DispatchQueue(label: "qiaomen.log")

    /// - Parameters:
    ///   - format: text or JSON lines.
    ///   - colours: whether text levels are coloured (on a terminal).
    ///   - now: milliseconds since 1970; tests give their own.
    ///   - write: takes one whole line with its newline; called by one thread at a time.
    package init(
        format: LogFormat, colours: Bool, now: @escaping @Sendable () -> Int64 = currentMilliseconds,
        write: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.format = format
        self.colours = colours
        self.now = now
        self.write = write
        self.limiter = Mutex(RepeatLimiter())
    }

    /// Writes the entry, or counts it if the same was written often enough within this minute.
    package func log(_ entry: LogEntry) {
        let time = now()
        let line = render(entry, at: time)
        let firstSuppressed = limiter.withLock { limiter in
            let (decision, ended) = limiter.admit(entry, at: time)
            for summary in ended { write(render(summary.entry, at: time, repeated: summary.count)) }
            if decision == .write { write(line) }
            return decision == .suppressFirst
        }
        if firstSuppressed {
            // The summary comes even if nothing is ever logged again.
            let wait = DispatchTimeInterval.milliseconds(Int(RepeatLimiter.window) + 1)
            queue.asyncAfter(deadline: .now() + wait) { [weak self] in self?.writeEndedSummaries() }
        }
    }

    /// Writes what was counted but not yet told.
    package func flush() {
        let time = now()
        limiter.withLock { limiter in
            for summary in limiter.drain() { write(render(summary.entry, at: time, repeated: summary.count)) }
        }
    }

    private func writeEndedSummaries() {
        let time = now()
        limiter.withLock { limiter in
            for summary in limiter.expire(at: time) { write(render(summary.entry, at: time, repeated: summary.count)) }
        }
    }

    private func render(_ entry: LogEntry, at time: Int64, repeated: Int? = nil) -> [UInt8] {
        switch format {
        case .text: textLine(entry, at: time, repeated: repeated, colours: colours)
        case .json: jsonLine(entry, at: time, repeated: repeated)
        }
    }
}

/// The machine's time, milliseconds since 1970.
package let currentMilliseconds: @Sendable () -> Int64 = {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
}
