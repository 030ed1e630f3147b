package import Hotline
import WorkTime

/// How long it took until things were done.
package struct ClosureTimes: Sendable, Hashable {
    /// As time passes, without pauses.
    package var elapsed = WaitingTimes()
    /// In working time.
    package var working = WaitingTimes()

    package init() {}

    /// The percentiles that are shown.
    package static let percents = [50, 90, 99]
}

extension FigureReader {
    /// 办结用时: how long what was received in the window took, or has taken until `asOf`.
    ///
    /// Otherwise than by department: cases received in the window, without wishes, withdrawn and merged ones; the time is
    /// that of the resident's clock until the last resolve, of one that is open its age. By department: its rounds that
    /// began in the window and have to be resolved; the time is what it is charged; one that was taken away or given back
    /// has taken at least that long.
    ///
    /// The cohort is what came in, not what went out: a case counts in one window, from its first day on, whether it is
    /// done or not. So nothing drops out because it takes long. An open one's age counts with its past pauses, which
    /// columns do not hold: it can only make a figure larger.
    package func closureTimes(_ scope: FigureScope) throws -> [String?: ClosureTimes] {
        var times = try byWeek(scope) { scope in
            var times: [String?: ClosureTimes] = [:]
            var calendars = OpenCalendars(terms.policy)
            try rows(Self.closures(scope), scope) { row in
                times[row[0], default: ClosureTimes()].add(row, asOf: scope.asOf, &calendars)
            }
            return times
        }
        for key in times.keys {
            times[key]?.elapsed.sort()
            times[key]?.working.sort()
        }
        return times
    }

    /// Columns: group; 1 done, 0 not done; elapsed and working time; of what is open since when, area, kind and urgency.
    private static func closures(_ scope: FigureScope) -> String {
        scope.isByRound ? roundClosures(scope) : caseClosures(scope)
    }

    private static func caseClosures(_ scope: FigureScope) -> String {
        let cohort = Cohort.closures(byRound: false)
        let isDone = "c.resolvedAt < ?3"
        return """
            SELECT \(cohort.column(scope.grouping)), \(cohort.outcome), CASE WHEN \(isDone) THEN c.elapsedMs END,
                CASE WHEN \(isDone) THEN c.workingMs END, c.clockStart, c.area, c.kind, c.urgency
                \(cohort.source(scope).body)
            """
    }

    private static func roundClosures(_ scope: FigureScope) -> String {
        let cohort = Cohort.closures(byRound: true)
        let found = cohort.source(scope)
        let isInTurn = Cohort.isInTurn
        let source =
            found.hasCase
            ? found.body
            : found.body.replacing("rounds r", with: "rounds r LEFT JOIN cases c ON c.id = r.caseID AND \(isInTurn)")
        return """
            SELECT \(cohort.column(scope.grouping)), \(cohort.outcome),
                CASE WHEN NOT \(isInTurn) THEN r.elapsedMs END, CASE WHEN NOT \(isInTurn) THEN r.workingMs END,
                r.assignedAt, c.area, c.kind, c.urgency \(source)
            """
    }

    /// The cases behind closure times, in the order of their arrival: those that are done (`hits`), those that are not
    /// (`misses`), or both; nothing is excluded or unanswered here.
    ///
    /// - Parameter group: the group's key, if the scope has groups; of weeks give the week's window instead.
    package func cases(
        behindClosures part: FigurePart, _ scope: FigureScope, group: String? = nil, limit: Int = 1_000
    ) throws -> [CaseNumber] {
        var cohort = Cohort.closures(byRound: scope.isByRound)
        switch part {
        case .hits: break
        case .misses: cohort.outcome = "NOT (\(cohort.outcome))"
        case .all: cohort.outcome = "1"
        case .unanswered, .excluded: return []
        }
        return try numbers(cohort, nil, scope, group: group, limit: limit)
    }
}

extension Cohort {
    /// What has to be closed; a row counts as 1 if it was done and as 0 if it was not.
    fileprivate static func closures(byRound: Bool) -> Cohort {
        byRound
            ? .rounds(
                "r.assignedAt >= ?1 AND r.assignedAt < min(?2, ?3) AND r.kind IN ('resolve', 'redo')",
                outcome: "NOT \(isInTurn) AND r.ending = 'resolved'")
            : .cases(
                """
                c.receivedAt >= ?1 AND c.receivedAt < min(?2, ?3) AND c.kind <> 'wish'
                    AND (c.open = 1 OR c.resolvedAt > 0)
                """, outcome: "coalesce(c.resolvedAt < ?3, 0)", department: "c.holder")
    }

    fileprivate static let isInTurn = "(r.endedAt IS NULL OR r.endedAt >= ?3)"
}

extension ClosureTimes {
    /// Both together.
    package static func + (left: ClosureTimes, right: ClosureTimes) -> ClosureTimes {
        var both = left
        both.elapsed.add(right.elapsed)
        both.working.add(right.working)
        return both
    }

    /// A row of what ``FigureReader/closureTimes(_:)`` reads.
    fileprivate mutating func add(_ row: Columns, asOf instant: Instant, _ calendars: inout OpenCalendars) {
        let isDone: Bool = row[1]
        guard let elapsed: Int64 = row[2] else {
            let start: Instant = row[4]
            self.elapsed.addOpen(for: instant.milliseconds - start.milliseconds)
            let calendar = calendars[row[5], row[6], row[7]]
            if let calendar { working.addOpen(for: calendar.workingMilliseconds(from: start, to: instant)) }
            return
        }
        isDone ? self.elapsed.addDone(after: elapsed) : self.elapsed.addOpen(for: elapsed)
        // Without a calendar there is no working time.
        guard let worked: Int64 = row[3] else { return }
        isDone ? working.addDone(after: worked) : working.addOpen(for: worked)
    }
}
