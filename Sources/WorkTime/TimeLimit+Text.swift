/// Time limits as people write them, in the district file, on the command line and in tasks.
extension TimeLimit: CustomStringConvertible {
    /// Reads `30 minutes`, `24 hours`, `7 days`, `30 working minutes`, `2 working hours`, `5 working days` or
    /// `5 working days at the same time`.
    ///
    /// Singular and plural are alike; between words stands one blank; small letters only.
    ///
    /// - Throws: `TimeLimitError`, with what was expected.
    package init(_ text: String) throws(TimeLimitError) {
        let words = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard let number = words.first, !number.isEmpty, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw .form
        }
        guard let unit = words.dropFirst().first.flatMap({ Self.units[$0] }) else { throw .unit }
        guard let amount = Int(number), let limit = TimeLimit(amount, unit.unit, count: unit.dayCount) else {
            throw .amount
        }
        self = limit
    }

    /// The text that ``init(_:)`` reads as this limit, in singular or plural as the number wants it.
    package var description: String {
        let noun = amount == 1 ? unit.noun : unit.noun + "s"
        return "\(amount) \(noun)\(dayCount == .sameTime ? Self.sameTime : "")"
    }

    private static let sameTime = " at the same time"

    /// Units by what may stand after the number.
    private static let units: [Substring: (unit: Unit, dayCount: DayCount)] = {
        var units: [Substring: (unit: Unit, dayCount: DayCount)] = [:]
        for unit in Unit.allCases {
            for name in [unit.noun, unit.noun + "s"] {
                units[name[...]] = (unit, .endOfDay)
                if unit == .workingDays { units[(name + sameTime)[...]] = (unit, .sameTime) }
            }
        }
        return units
    }()
}

extension TimeLimit.Unit {
    /// Its name in the singular.
    fileprivate var noun: String {
        switch self {
        case .minutes: "minute"
        case .hours: "hour"
        case .days: "day"
        case .workingMinutes: "working minute"
        case .workingHours: "working hour"
        case .workingDays: "working day"
        }
    }
}

/// Why a text is not a time limit. It never quotes the text.
package enum TimeLimitError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It does not begin with a whole number.
    case form
    /// The number is too small or too large.
    case amount
    /// After the number stands something else than a unit.
    case unit

    /// What was expected, as one line.
    package var description: String {
        switch self {
        case .form: "expected a number and a unit, such as 2 working hours, 5 working days or 24 hours"
        case .amount: "expected a number from 1 to \(TimeLimit.maximumAmount)"
        case .unit:
            "expected minutes, hours, days, working minutes, working hours or working days after the number and one blank"
        }
    }
}
