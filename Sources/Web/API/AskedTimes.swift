import Store
import WorkTime

/// Times in addresses.
extension DistrictDays {
    /// Reads a time with its zone; a date is the instant at which it begins in the district.
    ///
    /// A plus sign that was not encoded comes as a blank, and is one nevertheless.
    func instant(asked text: String) -> Instant? {
        if let date = CivilDate(asked: text) { return start(ofDay: date.daysSince1970) }
        return try? Instant(rfc3339: text.replacing(" ", with: "+"))
    }

    /// The same as a window's end: a date is in it with all of its day.
    func end(asked text: String) -> Instant? {
        if let date = CivilDate(asked: text) { return start(ofDay: date.daysSince1970 + 1) }
        return instant(asked: text)
    }
}

extension CivilDate {
    /// `2026-11-23`
    fileprivate init?(asked text: String) {
        guard text.utf8.count == 10, let midnight = try? Instant(rfc3339: text + "T00:00:00Z") else { return nil }
        self.init(daysSince1970: midnight.milliseconds / 86_400_000)
    }
}
