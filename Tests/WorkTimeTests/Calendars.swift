import Testing
import WorkTime

/// The instant that an RFC 3339 text names; without an offset it is China's.
func time(_ text: String) throws -> Instant {
    let isDateAndTime = text.count == 16
    return try Instant(rfc3339: isDateAndTime ? text + ":00+08:00" : text)
}

/// A pause between two such times.
func pause(_ start: String, _ end: String) throws -> Pause {
    Pause(from: try time(start), to: try time(end))
}

/// A limit as people write it.
func limit(_ text: String) throws -> TimeLimit { try TimeLimit(text) }

/// A calendar without holidays, Monday to Friday, in China's zone.
func mondayToFriday(_ windows: String...) throws -> WorkCalendar {
    try WorkCalendar(
        id: "plain", zone: "Asia/Shanghai", week: .mondayToFriday(try windows.map { try #require(WorkWindow($0)) }),
        holidays: nil)
}

extension Instant {
    /// As the tests write it: `2026-11-23T17:00` in China.
    var inChina: String {
        let text = rfc3339(utcOffset: 28_800)
        return text.hasSuffix(":00+08:00") ? String(text.prefix(16)) : text
    }
}

extension WorkCalendar {
    /// When a limit ends, as the tests write it.
    func dueText(_ start: String, _ limitText: String, _ pauses: Pauses = .none) throws -> String {
        try due(from: time(start), limit: limit(limitText), pauses: pauses).instant.inChina
    }
}
