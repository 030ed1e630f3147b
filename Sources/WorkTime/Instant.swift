// WorkTime: instants, working calendars and spans of working time.
//
// Everything here is a value or a pure function: nothing asks for the present time or for the machine's zone, both come
// in as arguments. So any of it may be called from any thread.

/// A moment on the UTC time line, as whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Leap seconds are not counted (POSIX time). How it is written for people and for the wire stands in
/// `Instant+RFC3339.swift`.
package struct Instant: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z, negative before it.
    package var milliseconds: Int64

    /// The instant `milliseconds` after 1970-01-01T00:00:00Z.
    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// 0001-01-01T00:00:00Z, the first instant that RFC 3339 can write in UTC and that we read.
    package static let earliest = Instant(milliseconds: CivilDate(year: 1, month: 1, day: 1).daysSince1970 * 86_400_000)

    /// 9999-12-31T23:59:59.999Z, the last one.
    package static let latest = Instant(
        milliseconds: (CivilDate(year: 9999, month: 12, day: 31).daysSince1970 + 1) * 86_400_000 - 1)

    /// Milliseconds, moved into what can be written, so that sums of a few cannot overflow.
    var writableMilliseconds: Int64 {
        max(Self.earliest.milliseconds, min(Self.latest.milliseconds, milliseconds))
    }

    /// Whether `left` is the earlier one.
    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }
}
