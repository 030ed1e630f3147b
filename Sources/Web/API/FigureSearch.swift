import Hotline
import Store
import WorkTime

/// Which figures an address asks for: the same as `qiaomen figures` understands.
struct FigureSearch: Sendable {
    let scope: FigureScope
    let dueBefore: Instant

    static let names: Set<String> = ["from", "to", "by", "only", "asOf", "dueWithin", "lang"]
    /// Beyond ten years nothing is kept anyway, and weeks would be many.
    private static let longest: Int64 = 3_660 * 86_400_000

    init(_ fields: RequestFields, now: Instant, _ days: DistrictDays) throws(WebError) {
        if let stray = fields.names.first(where: { !Self.names.contains($0) }) {
            throw .wrongField(String(stray.prefix(64)), "one of \(Self.names.sorted().joined(separator: ", "))")
        }
        func time(_ name: String, _ read: (String) -> Instant?) throws(WebError) -> Instant? {
            guard let text = fields[name] else { return nil }
            guard let instant = read(text) else { throw .wrongField(name, WebError.timeExpectation) }
            return instant
        }
        let asOf = try time("asOf", days.instant(asked:)) ?? now
        let today = days.date(at: asOf).daysSince1970
        let window = FigureWindow(
            from: try time("from", days.instant(asked:)) ?? days.start(ofDay: today - 29),
            to: try time("to", days.end(asked:)) ?? asOf)
        guard window.end.milliseconds - window.start.milliseconds <= Self.longest else {
            throw .wrongField("from", "a window of at most ten years")
        }
        var grouping = FigureGrouping.whole
        if let text = fields["by"] {
            guard let named = FigureGrouping(rawValue: text) else {
                throw .wrongField("by", "one of \(FigureGrouping.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            grouping = named
        }
        scope = FigureScope(window, asOf: asOf, by: grouping, only: try fields["only"].map(Self.selection))
        let hours = try fields["dueWithin"].map(Self.hours) ?? 24
        dueBefore = Instant(
            milliseconds: min(Instant.latest.milliseconds, asOf.milliseconds + Int64(hours) * 3_600_000))
    }

    /// `department=housing`
    private static func selection(_ text: String) throws(WebError) -> FigureScope.Selection {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let grouping = FigureGrouping(rawValue: String(parts[0])), grouping != .whole,
            grouping != .week
        else { throw .wrongField("only", "a grouping and a group, such as street=zhongyuan") }
        return FigureScope.Selection(grouping, parts[1].isEmpty ? nil : String(parts[1]))
    }

    /// `24h` or `3d`
    private static func hours(_ text: String) throws(WebError) -> Int {
        let isDays = text.hasSuffix("d")
        let digits = isDays || text.hasSuffix("h") ? text.dropLast() : text[...]
        guard let number = Int(digits), (1...8_784).contains(number), case let hours = isDays ? number * 24 : number,
            hours <= 8_784
        else { throw .wrongField("dueWithin", "a time of at most a year such as 24h or 3d") }
        return hours
    }
}
