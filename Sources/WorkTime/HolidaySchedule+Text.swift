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
        var schedule: HolidaySchedule?
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
            if let version {
                do {
                    schedule = try Self.adding(line, to: schedule, version: version, replaces: false)
                } catch {
                    throw HolidayScheduleError(line: index + 1, expected: error.expected)
                }
                continue
            }
            let words = line.split(separator: " ")
            guard words.count == 2, words[0] == "version" else {
                throw HolidayScheduleError(line: index + 1, expected: "`version` and a name, before all years")
            }
            version = String(words[1])
        }
        guard let schedule else {
            throw HolidayScheduleError(line: lines.count, expected: "a version and at least one year")
        }
        self = schedule
    }

    /// The schedule with one year more, the next, or with one of its years corrected. Its version names the year.
    ///
    /// - Parameter line: a year as ``init(text:)`` reads it.
    /// - Throws: `HolidayScheduleError`, for line 1.
    package func adding(year line: String) throws(HolidayScheduleError) -> HolidaySchedule {
        do {
            let year = line.prefix { $0 != " " }
            return try Self.adding(line[...], to: self, version: "\(version)+\(year)", replaces: true)
        } catch {
            throw HolidayScheduleError(line: 1, expected: error.expected)
        }
    }

    private struct Expectation: Error {
        let expected: String
    }

    /// - Parameter replaces: whether the year may be one that is known; otherwise it is the next.
    private static func adding(
        _ line: Substring, to schedule: HolidaySchedule?, version: String, replaces: Bool
    ) throws(Expectation) -> HolidaySchedule {
        let words = line.split(separator: " ")
        var allowed = WorkCalendar.years
        if let known = schedule?.years {
            let next = known.upperBound + 1
            allowed = (replaces ? known.lowerBound : next)...next
        }
        guard let year = words.first.flatMap({ Int($0) }), allowed.contains(year), WorkCalendar.years.contains(year)
        else {
            let (first, last) = (allowed.lowerBound, allowed.upperBound)
            throw Expectation(expected: first == last ? "the year \(first)" : "a year from \(first) to \(last)")
        }
        // A year of which nothing is said would be one without holidays.
        guard words.count > 1 else { throw Expectation(expected: "`off` or `work` after the year") }
        var exceptions = schedule?.exceptions ?? [:]
        let firstDay = CivilDate(year: year, month: 1, day: 1).daysSince1970
        for day in firstDay..<CivilDate(year: year + 1, month: 1, day: 1).daysSince1970 { exceptions[day] = nil }
        try read(words.dropFirst(), of: year, into: &exceptions)
        let known = schedule.map { $0.years.lowerBound...max($0.years.upperBound, year) } ?? year...year
        return HolidaySchedule(version: version, years: known, exceptions: exceptions)
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
