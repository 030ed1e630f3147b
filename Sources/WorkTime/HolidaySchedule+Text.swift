/// Holidays as text.
extension HolidaySchedule {
    /// Reads lines such as these, one a year, in order and without a gap:
    ///
    ///     version china-2026-1.11.0
    ///     2026 off 01-01..01-03 02-15..02-23 work 01-04 02-14
    ///
    /// Lines that begin with `#` and empty lines are comments.
    ///
    /// - Throws: `HolidayScheduleError`, with the line.
    package init(text: String) throws(HolidayScheduleError) {
        var version: String?
        var years: ClosedRange<Int>?
        var exceptions: [Int64: Day] = [:]
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            if version == nil {
                guard words.count == 2, words[0] == "version" else {
                    throw HolidayScheduleError(line: index + 1, expected: "`version` and a name, before all years")
                }
                version = String(words[1])
                continue
            }
            let next = years.map { $0.upperBound + 1 }
            guard let year = words.first.flatMap({ Int($0) }), WorkCalendar.years.contains(year), year == next ?? year
            else {
                let known = WorkCalendar.years
                let which = next.map { "the year \($0)" } ?? "a year from \(known.lowerBound) to \(known.upperBound)"
                throw HolidayScheduleError(line: index + 1, expected: which)
            }
            years = (years?.lowerBound ?? year)...year
            do {
                try Self.read(words.dropFirst(), of: year, into: &exceptions)
            } catch {
                throw HolidayScheduleError(line: index + 1, expected: error.expected)
            }
        }
        guard let version, let years else {
            throw HolidayScheduleError(line: lines.count, expected: "a version and at least one year")
        }
        self.init(version: version, years: years, exceptions: exceptions)
    }

    private struct Expectation: Error {
        let expected: String
    }

    /// `off 01-01..01-03 02-15 work 01-04`
    private static func read(
        _ words: ArraySlice<Substring>, of year: Int, into exceptions: inout [Int64: Day]
    ) throws(Expectation) {
        var kind: Day?
        for word in words {
            switch word {
            case "off": kind = .off
            case "work": kind = .makeUp
            default:
                guard let kind else { throw Expectation(expected: "`off` or `work` after the year") }
                let ends = word.split(separator: "..", omittingEmptySubsequences: false).map { day($0, of: year) }
                guard (1...2).contains(ends.count), let first = ends.first ?? nil, let last = ends.last ?? nil,
                    first <= last
                else {
                    throw Expectation(expected: "days of \(year) such as 02-14 or 02-15..02-23")
                }
                for day in first...last where exceptions.updateValue(kind, forKey: day) != nil {
                    throw Expectation(expected: "each day once, in `\(word)`")
                }
            }
        }
    }

    /// Days since 1970 of `02-14`.
    private static func day(_ text: Substring, of year: Int) -> Int64? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let month = Int(parts[0]),
            let day = Int(parts[1]), (1...12).contains(month),
            (1...CivilDate.daysInMonth(month, of: year)).contains(day)
        else { return nil }
        return CivilDate(year: year, month: month, day: day).daysSince1970
    }
}

/// Where a text of holidays is wrong.
package struct HolidayScheduleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// From 1.
    package let line: Int
    /// What should have stood there.
    package let expected: String

    package init(line: Int, expected: String) {
        self.line = line
        self.expected = expected
    }

    /// `holidays, line 7: expected the year 2005`.
    package var description: String { "holidays, line \(line): expected \(expected)" }
}
