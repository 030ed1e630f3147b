/// A day of the week, in the order of ISO 8601; the raw value is its name in the district file.
package enum Weekday: String, CaseIterable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// The weekday of the day that lies `daysSince1970` days after 1970-01-01, a Thursday.
    package init(daysSince1970: Int64) {
        let index = Int(((daysSince1970 + 3) % 7 + 7) % 7)
        self = Self.allCases[index]
    }
}
