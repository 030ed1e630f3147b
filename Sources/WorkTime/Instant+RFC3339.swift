/// Times as RFC 3339 writes them: `2026-09-15T08:30:00+08:00`.
extension Instant {
    /// Reads an RFC 3339 date-time.
    ///
    /// The offset is required (`Z`, `z`, `+08:00`; `-00:00` means UTC). Years run from 0001 to 9999, in UTC as well. A
    /// fraction may have any number of digits; what is finer than a millisecond is cut off. A leap second is taken as
    /// the last millisecond of its minute, whatever its fraction, so that it stays inside its day; it may stand only
    /// where UTC can have one, at 23:59:60 UTC (any day: the list of those that happened is not ours to keep). A
    /// blank instead of the `T` is refused, as the standard's grammar does.
    package init(rfc3339 text: Span<UInt8>) throws(InstantError) {
        var reader = RFC3339Reader(text: text)
        self = try reader.read()
    }

    /// Reads an RFC 3339 date-time from a string; see ``init(rfc3339:)-(Span<UInt8>)``.
    package init(rfc3339 text: String) throws(InstantError) {
        let bytes = Array(text.utf8)
        try self.init(rfc3339: bytes.span)
    }

    /// Appends the instant as an RFC 3339 date-time.
    ///
    /// Milliseconds are written only where there are some; UTC is written as `Z`. RFC 3339 knows neither offsets finer
    /// than a minute nor years beyond 0001 to 9999: a finer offset is cut to whole minutes (the text still means this
    /// instant), an offset beyond ±23:59 is taken as that, and an instant beyond the years as the nearest that can be
    /// written.
    ///
    /// - Parameter utcOffset: how far the zone's clocks are ahead of UTC, in seconds (28,800 in China).
    package func write(utcOffset: Int, into bytes: inout [UInt8]) {
        let minutes = max(-1_439, min(1_439, utcOffset / 60))
        let shift = Int64(minutes) * 60_000
        let first = Instant.earliest.milliseconds
        let last = Instant.latest.milliseconds
        let local = max(first, min(last, max(first - shift, min(last - shift, milliseconds)) + shift))
        let days = local >= 0 ? local / 86_400_000 : (local + 1) / 86_400_000 - 1
        let ofDay = Int(local - days * 86_400_000)
        let date = CivilDate(daysSince1970: days)

        let time = ofDay / 1_000
        bytes.append(twoDigits: date.year / 100)
        bytes.append(twoDigits: date.year % 100)
        bytes.append("-", twoDigits: date.month)
        bytes.append("-", twoDigits: date.day)
        bytes.append("T", twoDigits: time / 3_600)
        bytes.append(":", twoDigits: time / 60 % 60)
        bytes.append(":", twoDigits: time % 60)
        if ofDay % 1_000 != 0 {
            bytes.append(".", twoDigits: ofDay % 1_000 / 10)
            bytes.append(UInt8(ascii: "0") + UInt8(ofDay % 10))
        }
        guard minutes != 0 else { return bytes.append(UInt8(ascii: "Z")) }
        bytes.append(minutes < 0 ? "-" : "+", twoDigits: abs(minutes) / 60)
        bytes.append(":", twoDigits: abs(minutes) % 60)
    }

    /// The instant as an RFC 3339 date-time in the zone `utcOffset` seconds ahead of UTC; see ``write(utcOffset:into:)``.
    package func rfc3339(utcOffset: Int = 0) -> String {
        var bytes: [UInt8] = []
        write(utcOffset: utcOffset, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Instant: CustomStringConvertible {
    /// The RFC 3339 date-time in UTC.
    package var description: String {
        rfc3339()
    }
}

extension Instant: Decodable {
    /// Decodes an RFC 3339 string.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(rfc3339: try container.decode(String.self))
        } catch let error as InstantError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }
}

extension [UInt8] {
    /// Appends `mark` and a number from 0 to 99.
    fileprivate mutating func append(_ mark: Unicode.Scalar, twoDigits number: Int) {
        append(UInt8(ascii: mark))
        append(twoDigits: number)
    }

    /// Appends a number from 0 to 99.
    fileprivate mutating func append(twoDigits number: Int) {
        append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
        append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }
}
