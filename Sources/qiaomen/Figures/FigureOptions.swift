import ArgumentParser
import Hotline
import Store
package import WorkTime

extension FigureGrouping: ExpressibleByArgument {}
extension FigurePart: ExpressibleByArgument {}

/// A whole week or month that is reported on.
enum ReportPeriod: String, CaseIterable, ExpressibleByArgument, Sendable {
    case week, month

    var unit: FigurePeriod.Unit { self == .week ? .week : .month }
}

/// A date, which means its whole day in the district, or an instant.
package enum FigureDate: Sendable, Equatable {
    case day(CivilDate)
    case instant(Instant)

    /// Reads `2026-11-23` or an RFC 3339 time.
    package init(_ text: String) throws {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.count == 3, parts[0].utf8.count == 4 else {
            self = .instant(try Instant(rfc3339: text))
            return
        }
        let numbers = parts.compactMap { part in part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil }
        guard numbers.count == 3, numbers[0] > 0, (1...12).contains(numbers[1]),
            (1...CivilDate.daysInMonth(numbers[1], of: numbers[0])).contains(numbers[2])
        else { throw ValidationError("expected a date such as 2026-11-23, or a time with its zone") }
        self = .day(CivilDate(year: numbers[0], month: numbers[1], day: numbers[2]))
    }

    /// Its first instant.
    func start(_ days: DistrictDays) -> Instant {
        switch self {
        case .day(let date): days.start(ofDay: date.daysSince1970)
        case .instant(let instant): instant
        }
    }

    /// The first instant after it: of a day, its end.
    func end(_ days: DistrictDays) -> Instant {
        switch self {
        case .day(let date): days.start(ofDay: date.daysSince1970 + 1)
        case .instant(let instant): instant
        }
    }

    /// The date that it is, or lies in.
    func date(_ days: DistrictDays) -> CivilDate {
        switch self {
        case .day(let date): date
        case .instant(let instant): days.date(at: instant)
        }
    }
}

/// `24h` or `3d`; a number alone means hours.
package struct LookAhead: ExpressibleByArgument, Sendable, Equatable {
    /// So many hours, 1 to 8,784.
    package let hours: Int

    /// The next day.
    static let day = LookAhead(hours: 24)

    private init(hours: Int) {
        self.hours = hours
    }

    package init?(argument: String) {
        let isDays = argument.hasSuffix("d")
        let digits = isDays || argument.hasSuffix("h") ? argument.dropLast() : argument[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits),
            (1...8_784).contains(number), case let hours = isDays ? number * 24 : number, hours <= 8_784
        else { return nil }
        self.hours = hours
    }

    /// When it ends.
    func end(from instant: Instant) -> Instant {
        Instant(milliseconds: instant.milliseconds + Int64(hours) * 3_600_000)
    }
}

/// `department=housing`: one group alone.
struct FigureSelection: ExpressibleByArgument, Sendable {
    let selection: FigureScope.Selection

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let grouping = FigureGrouping(rawValue: String(parts[0])), grouping != .whole,
            grouping != .week
        else { return nil }
        selection = FigureScope.Selection(grouping, parts[1].isEmpty ? nil : String(parts[1]))
    }
}

/// A figure by its name: a count or a rate.
enum FigureName: ExpressibleByArgument, Sendable {
    case count(CountFigure)
    case rate(RateFigure)

    init?(argument: String) {
        if let count = CountFigure(rawValue: argument) {
            self = .count(count)
        } else if let rate = RateFigure(rawValue: argument) {
            self = .rate(rate)
        } else {
            return nil
        }
    }

    static var allValueStrings: [String] {
        CountFigure.allCases.map(\.rawValue) + RateFigure.allCases.map(\.rawValue)
    }
}
