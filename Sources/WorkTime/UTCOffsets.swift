import Foundation

/// A zone's distance from UTC at one instant after another, remembered for the quarter of an hour it was asked for:
/// asking Foundation each time would cost more than writing the time.
package struct UTCOffsets: Sendable {
    /// Every zone's changes since 1970 fall on a quarter of an hour (tz database).
    private static let quarterHour: Int64 = 900_000

    private let zone: TimeZone
    private var quarter = Int64.min
    private var offset = 0

    /// - Returns: nil if no zone of the tz database bears the name.
    package init?(zone identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.zone = zone
    }

    /// Seconds ahead of UTC at `instant`.
    package mutating func offset(at instant: Instant) -> Int {
        let wanted = instant.milliseconds / Self.quarterHour
        if wanted != quarter {
            quarter = wanted
            offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000))
        }
        return offset
    }
}
