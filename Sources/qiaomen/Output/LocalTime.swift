import Foundation
import Hotline
import WorkTime

/// `2026-11-23 16:05:09` in the given zone.
func localTime(_ instant: Instant, _ zone: TimeZone) -> String {
    let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
    let text = instant.rfc3339(utcOffset: zone.secondsFromGMT(for: date))
    return String(text.prefix(19)).replacing("T", with: " ")
}

extension District {
    /// The zone that its dates are shown in; UTC should the machine not know it.
    var zone: TimeZone { TimeZone(identifier: timeZone) ?? .gmt }
}
