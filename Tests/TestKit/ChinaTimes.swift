import Testing
package import WorkTime

/// The instant that an RFC 3339 text names; without seconds and offset it is China's.
package func time(_ text: String) throws -> Instant {
    try Instant(rfc3339: text.count == 16 ? text + ":00+08:00" : text)
}

/// A limit as people write it.
package func limit(_ text: String) throws -> TimeLimit { try TimeLimit(text) }

/// A calendar without holidays, Monday to Friday, in China's zone.
package func mondayToFriday(_ windows: String...) throws -> WorkCalendar {
    try WorkCalendar(
        id: "plain", zone: "Asia/Shanghai", week: .mondayToFriday(try windows.map { try #require(WorkWindow($0)) }),
        holidays: nil)
}

extension Instant {
    /// As tests write it: `2026-11-23T17:00` in China.
    package var inChina: String {
        let text = rfc3339(utcOffset: 28_800)
        return text.hasSuffix(":00+08:00") ? String(text.prefix(16)) : text
    }
}
