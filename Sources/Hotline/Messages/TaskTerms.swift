package import WorkTime

/// What all new cases of one area, kind and urgency are measured by, made ready for many tasks: limits beside their
/// calendars, and their JSON.
///
/// Its deadlines are those that a case has when it is opened (``Case/open(_:_:)``), without making one. A class, because a
/// copy of all its parts for each task would cost more than the deadlines.
package final class TaskTerms: Sendable {
    /// ``CaseTerms/taskMembers``
    package let members: [UInt8]
    private let desk: String
    private let atDesk: Ends
    private let elsewhere: Ends
    private let promise: CountedLimit?

    /// The limits of a round.
    private struct Ends: Sendable {
        let accept, contact, end: CountedLimit?

        init(_ limits: RoundLimits, _ calendars: Calendars) {
            accept = CountedLimit(limits.accept, calendars)
            contact = CountedLimit(limits.contact, calendars)
            end = CountedLimit(limits.end, calendars)
        }
    }

    /// A limit and the calendar that it is counted in.
    private struct CountedLimit: Sendable {
        let limit: TimeLimit
        let calendar: WorkCalendar

        init?(_ limit: CaseLimit?, _ calendars: Calendars) {
            guard let limit, let calendar = calendars[limit.calendar] else { return nil }
            self.limit = limit.limit
            self.calendar = calendar
        }

        func due(from start: Instant) -> Instant? { try? calendar.due(from: start, limit: limit).instant }
    }

    package init(_ terms: CaseTerms, kind: ReportKind, calendars: Calendars) {
        members = terms.taskMembers
        desk = terms.rules.desk
        // Which department it is matters only if it is the desk; no other has an empty id.
        atDesk = Ends(terms.roundLimits(of: kind, department: desk, isRedo: false), calendars)
        elsewhere = Ends(terms.roundLimits(of: kind, department: "", isRedo: false), calendars)
        promise = CountedLimit(terms.residentLimit(of: kind), calendars)
    }

    /// The deadlines of the lead task of round 1.
    ///
    /// - Parameters:
    ///   - clockStart: see ``LateEntryClock``.
    ///   - externalDueAt: the city platform's deadline.
    package func deadlines(of assignment: Assignment, clockStart: Instant, externalDueAt: Instant?) -> TaskDeadlines {
        let ends = assignment.department == desk ? atDesk : elsewhere
        let assignedAt = assignment.assignedAt
        var promisedBy = promise?.due(from: clockStart)
        if let externalDueAt { promisedBy = min(externalDueAt, promisedBy ?? externalDueAt) }
        return TaskDeadlines(
            acceptBy: ends.accept?.due(from: assignedAt), contactBy: ends.contact?.due(from: assignedAt),
            resolveBy: ends.end?.due(from: assignedAt), promisedBy: promisedBy, clockStart: clockStart)
    }
}

extension TaskDeadlines {
    /// Those of a task for a department that supports from the start: nobody sets it a date of its own.
    package var supporting: TaskDeadlines { TaskDeadlines(promisedBy: promisedBy, clockStart: clockStart) }
}
