/// One reading of one RFC 3339 date-time, from left to right.
struct RFC3339Reader: ~Escapable {
    private let text: Span<UInt8>
    private var position = 0

    @_lifetime(copy text)
    init(text: Span<UInt8>) {
        self.text = text
    }

    @_lifetime(self: copy self)
    mutating func read() throws(InstantError) -> Instant {
        let date = try readDate()
        try expect("T", "t", "a T between date and time")
        let hour = try readNumber(digits: 2, in: 0...23, "an hour from 00 to 23")
        try expect(":", ":", "a colon after the hour")
        let minute = try readNumber(digits: 2, in: 0...59, "a minute from 00 to 59")
        try expect(":", ":", "a colon after the minute")
        let secondPosition = position
        let second = try readNumber(digits: 2, in: 0...60, "a second from 00 to 59, or 60 for a leap second")
        let fraction = try readFraction()
        let offset = try readOffset()
        guard position == text.count else {
            throw InstantError(expected: "the end of the time", offset: position)
        }

        let utcMinute = date.daysSince1970 * 1_440 + Int64(hour * 60 + minute - offset)
        var milliseconds = utcMinute * 60_000 + Int64(second * 1_000 + fraction)
        if second == 60 {
            guard (utcMinute + 1) % 1_440 == 0 else {
                throw InstantError(
                    expected: "a second from 00 to 59 (60 only at 23:59 UTC)", offset: secondPosition)
            }
            milliseconds = utcMinute * 60_000 + 59_999
        }
        let instant = Instant(milliseconds: milliseconds)
        guard instant >= .earliest, instant <= .latest else {
            throw InstantError(expected: "a time in the years 0001 to 9999 of UTC", offset: 0)
        }
        return instant
    }

    @_lifetime(self: copy self)
    private mutating func readDate() throws(InstantError) -> CivilDate {
        let year = try readNumber(digits: 4, in: 1...9999, "a year from 0001 to 9999")
        try expect("-", "-", "a hyphen after the year")
        let month = try readNumber(digits: 2, in: 1...12, "a month from 01 to 12")
        try expect("-", "-", "a hyphen after the month")
        let dayPosition = position
        let day = try readNumber(digits: 2, in: 1...31, "a day from 01 to 31")
        let last = CivilDate.daysInMonth(month, of: year)
        guard day <= last else {
            throw InstantError(expected: "a day from 01 to \(last), the last of that month", offset: dayPosition)
        }
        return CivilDate(year: year, month: month, day: day)
    }

    /// The milliseconds of a fraction, 0 where there is none.
    @_lifetime(self: copy self)
    private mutating func readFraction() throws(InstantError) -> Int {
        guard position < text.count, text[position] == UInt8(ascii: ".") else { return 0 }
        position += 1
        let start = position
        var milliseconds = 0
        while position < text.count, let digit = digit(text[position]) {
            if position - start < 3 { milliseconds = milliseconds * 10 + digit }
            position += 1
        }
        guard position > start else { throw InstantError(expected: "a digit after the point", offset: position) }
        for _ in 0..<max(0, 3 - (position - start)) { milliseconds *= 10 }
        return milliseconds
    }

    /// Minutes east of UTC.
    @_lifetime(self: copy self)
    private mutating func readOffset() throws(InstantError) -> Int {
        let start = position
        guard start < text.count else { throw InstantError(expected: "an offset: Z, +hh:mm or -hh:mm", offset: start) }
        position += 1
        switch text[start] {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"): return 0
        case UInt8(ascii: "+"), UInt8(ascii: "-"): break
        default: throw InstantError(expected: "an offset: Z, +hh:mm or -hh:mm", offset: start)
        }
        let hours = try readNumber(digits: 2, in: 0...23, "an offset's hour from 00 to 23")
        try expect(":", ":", "a colon in the offset")
        let minutes = try readNumber(digits: 2, in: 0...59, "an offset's minute from 00 to 59")
        let offset = hours * 60 + minutes
        return text[start] == UInt8(ascii: "-") ? -offset : offset
    }

    @_lifetime(self: copy self)
    private mutating func readNumber(
        digits: Int, in range: ClosedRange<Int>, _ expected: StaticString
    ) throws(InstantError) -> Int {
        var number = 0
        for index in position..<position + digits {
            guard index < text.count, let digit = digit(text[index]) else {
                throw InstantError(expected: expected.description, offset: min(index, text.count))
            }
            number = number * 10 + digit
        }
        guard range.contains(number) else { throw InstantError(expected: expected.description, offset: position) }
        position += digits
        return number
    }

    @_lifetime(self: copy self)
    private mutating func expect(
        _ byte: Unicode.Scalar, _ other: Unicode.Scalar, _ expected: StaticString
    ) throws(InstantError) {
        guard position < text.count, text[position] == UInt8(ascii: byte) || text[position] == UInt8(ascii: other)
        else {
            throw InstantError(expected: expected.description, offset: position)
        }
        position += 1
    }

    private func digit(_ byte: UInt8) -> Int? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int(byte - UInt8(ascii: "0")) : nil
    }
}
