import Foundation
import TestKit
import Testing
import WorkTime

@Suite("Times as RFC 3339 writes them", .timeLimit(.minutes(1)))
struct InstantTests {
    private func read(_ text: String) throws(InstantError) -> Int64 {
        try Instant(rfc3339: text).milliseconds
    }

    @Test(
        "a date-time with an offset is read to the millisecond",
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("1970-01-01T08:00:00+08:00", 0),
            ("1969-12-31T23:59:59.999Z", -1),
            ("2026-09-15T08:30:00+08:00", 1_789_432_200_000),
            ("2026-09-15t00:30:00z", 1_789_432_200_000),
            ("2026-09-14T17:00:00-07:30", 1_789_432_200_000),
            ("2026-09-15T00:30:00-00:00", 1_789_432_200_000),
            ("2026-09-15T00:30:00.5Z", 1_789_432_200_500),
            ("2026-09-15T00:30:00.1239999999999999999999999999Z", 1_789_432_200_123),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
            ("2000-02-29T23:59:59+23:59", 951_782_459_000),
        ] as [(String, Int64)])
    func reads(text: String, milliseconds: Int64) throws {
        #expect(try read(text) == milliseconds)
    }

    @Test(
        "a leap second is the last millisecond of its minute, so that it stays inside its day",
        arguments: [
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999Z"),
            ("2017-01-01T07:59:60+08:00", "2016-12-31T23:59:59.999Z"),
            ("1990-12-31T15:59:60.7-08:00", "1990-12-31T23:59:59.999Z"),
        ])
    func leapSecond(text: String, same: String) throws {
        #expect(try read(text) == read(same))
    }

    @Test(
        "what is no RFC 3339 time is refused, with what was expected and where",
        arguments: [
            ("", "a year from 0001 to 9999", 0),
            ("2026", "a hyphen after the year", 4),
            ("0000-01-01T00:00:00Z", "a year from 0001 to 9999", 0),
            ("026-09-15T08:30:00Z", "a year from 0001 to 9999", 3),
            ("2026-13-15T08:30:00Z", "a month from 01 to 12", 5),
            ("2026-00-15T08:30:00Z", "a month from 01 to 12", 5),
            ("2026-9-15T08:30:00Z", "a month from 01 to 12", 6),
            ("2026-04-31T08:30:00Z", "a day from 01 to 30, the last of that month", 8),
            ("2026-02-29T08:30:00Z", "a day from 01 to 28, the last of that month", 8),
            ("2026-09-00T08:30:00Z", "a day from 01 to 31", 8),
            ("2026-09-15 08:30:00Z", "a T between date and time", 10),
            ("2026-09-15", "a T between date and time", 10),
            ("2026-09-15T24:00:00Z", "an hour from 00 to 23", 11),
            ("2026-09-15T08:60:00Z", "a minute from 00 to 59", 14),
            ("2026-09-15T08:30Z", "a colon after the minute", 16),
            ("2026-09-15T08:30:61Z", "a second from 00 to 59, or 60 for a leap second", 17),
            ("2026-09-15T08:30:60Z", "a second from 00 to 59 (60 only at 23:59 UTC)", 17),
            ("2026-09-15T23:59:60+08:00", "a second from 00 to 59 (60 only at 23:59 UTC)", 17),
            ("2026-09-15T08:30:00.Z", "a digit after the point", 20),
            ("2026-09-15T08:30:00,5Z", "an offset: Z, +hh:mm or -hh:mm", 19),
            ("2026-09-15T08:30:00", "an offset: Z, +hh:mm or -hh:mm", 19),
            ("2026-09-15T08:30:00+0800", "a colon in the offset", 22),
            ("2026-09-15T08:30:00+08", "a colon in the offset", 22),
            ("2026-09-15T08:30:00+24:00", "an offset's hour from 00 to 23", 20),
            ("2026-09-15T08:30:00+08:60", "an offset's minute from 00 to 59", 23),
            ("2026-09-15T08:30:00Z ", "the end of the time", 20),
            ("２０２６-09-15T08:30:00Z", "a year from 0001 to 9999", 0),
            ("0001-01-01T00:00:00+08:00", "a time in the years 0001 to 9999 of UTC", 0),
            ("9999-12-31T23:59:59-00:01", "a time in the years 0001 to 9999 of UTC", 0),
        ])
    func refuses(text: String, expected: String, offset: Int) {
        #expect(throws: InstantError(expected: expected, offset: offset)) { try read(text) }
    }

    @Test("written in the zone's offset, milliseconds only where there are some")
    func writes() {
        let instant = Instant(milliseconds: 1_789_432_200_000)
        #expect(instant.rfc3339(utcOffset: 28_800) == "2026-09-15T08:30:00+08:00")
        #expect(instant.rfc3339(utcOffset: -27_000) == "2026-09-14T17:00:00-07:30")
        #expect(instant.description == "2026-09-15T00:30:00Z")
        #expect(Instant(milliseconds: 1_789_432_200_007).description == "2026-09-15T00:30:00.007Z")
        #expect(Instant(milliseconds: -1).description == "1969-12-31T23:59:59.999Z")
    }

    @Test("what RFC 3339 cannot write becomes the nearest that it can, and never another instant without need")
    func clamps() throws {
        #expect(Instant(milliseconds: .max).description == "9999-12-31T23:59:59.999Z")
        #expect(Instant(milliseconds: .min).description == "0001-01-01T00:00:00Z")
        #expect(Instant.latest.rfc3339(utcOffset: 28_800) == "9999-12-31T23:59:59.999+08:00")
        #expect(Instant.earliest.rfc3339(utcOffset: -3_600) == "0001-01-01T00:00:00-01:00")
        #expect(Instant(milliseconds: 0).rfc3339(utcOffset: 29_143) == "1970-01-01T08:05:00+08:05")
        #expect(Instant(milliseconds: 0).rfc3339(utcOffset: 1_000_000) == "1970-01-01T23:59:00+23:59")
        #expect(Instant(milliseconds: 0).rfc3339(utcOffset: .min) == "1969-12-31T00:01:00-23:59")
    }

    @Test("for 20,000 random instants and offsets: written as Foundation reads, and read as Foundation writes")
    func agreesWithFoundation() throws {
        var random = SeededGenerator(seed: 20_261_123)
        // Before 1582 Foundation's calendar is not the proleptic Gregorian one.
        let range = Int64(-12_000_000_000_000)...Instant.latest.milliseconds - 86_400_000
        for _ in 0..<20_000 {
            let instant = Instant(milliseconds: Int64.random(in: range, using: &random))
            let offset = Int.random(in: -48...56, using: &random) * 900
            let text = instant.rfc3339(utcOffset: offset)
            #expect(try Instant(rfc3339: text) == instant)

            let zone = try #require(TimeZone(secondsFromGMT: offset))
            let style = Date.ISO8601FormatStyle(
                timeZoneSeparator: .colon, includingFractionalSeconds: instant.milliseconds % 1_000 != 0, timeZone: zone
            )
            // Foundation cuts its doubles off at the millisecond, so give it a little more.
            let date = Date(timeIntervalSince1970: (Double(instant.milliseconds) + 0.2) / 1_000)
            #expect(try Instant(rfc3339: style.format(date)) == instant)
            let read = try style.parse(text)
            #expect(Int64((read.timeIntervalSince1970 * 1_000).rounded()) == instant.milliseconds)
        }
    }

    @Test("no mangled time is read as another than what it says, and none brings the reader down")
    func mangled() throws {
        var random = SeededGenerator(seed: 7)
        let alphabet = Array("0123456789-+:.TZtz ".utf8)
        for _ in 0..<50_000 {
            var bytes = Array("2026-09-15T08:30:00.250+08:00".utf8)
            for _ in 0...Int.random(in: 0...2, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: bytes[place] = alphabet.randomElement(using: &random) ?? 0
                case 1: bytes.remove(at: place)
                default: bytes.insert(alphabet.randomElement(using: &random) ?? 0, at: place)
                }
            }
            guard let instant = try? Instant(rfc3339: bytes.span) else { continue }
            #expect(try Instant(rfc3339: instant.description) == instant)
        }
    }

    @Test("a JSON string is decoded, and what is wrong with it is told")
    func decodable() throws {
        let decoder = JSONDecoder()
        #expect(
            try decoder.decode([Instant].self, from: Data(#"["1970-01-01T00:00:01Z"]"#.utf8))
                == [Instant(milliseconds: 1_000)])
        #expect(throws: DecodingError.self) {
            try decoder.decode([Instant].self, from: Data(#"["1970-01-01"]"#.utf8))
        }
    }
}
