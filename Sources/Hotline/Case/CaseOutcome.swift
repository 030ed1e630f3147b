package import WorkTime

/// What became of an event.
package enum CaseOutcome: Sendable, Hashable {
    /// It was applied as entry `seq`; the actions are to be done in this order, with the state's own commit.
    case applied(seq: Int, [CaseAction])
    /// It was known already.
    case repeated
    /// It counts for the case that this one was merged into, and is to be applied there as it stands.
    case forwarded(to: CaseNumber)
    /// It changes nothing; it goes to the dead letters.
    case refused(Refusal)
}

/// What others are to be told.
package enum CaseAction: Sendable, Hashable {
    /// A task for a department.
    case task(TaskOrder)
    /// Something for the hotline to tell a caller.
    case result(CaseResult)
    /// The case `into` takes over callers: ``Case/absorb(_:at:_:)``.
    case absorb(into: CaseNumber, Absorption)
    /// Merged cases follow: ``Case/follow(_:at:)``.
    case follow([CaseNumber], RootChange)
}

/// A task as it follows from a case; the report that travels with it is the store's to add.
package struct TaskOrder: Sendable, Hashable {
    /// The entry of the case's history that it follows from.
    package let seq: Int
    /// All that a task of round 1 carries too.
    package let assignment: Assignment
    /// By when what is to be done.
    package let deadlines: TaskDeadlines
    /// The limits, and the versions that gave them.
    package let terms: CaseTerms

    /// The same whenever the same history is applied: what a repeat is recognised by.
    package var id: String {
        "\(assignment.caseNumber).\(seq).\(assignment.role.rawValue).\(assignment.reason.rawValue).\(assignment.department)"
    }
}

/// What the hotline tells a caller: the value of a record on `results.<channel>`.
package struct CaseResult: Sendable, Hashable {
    /// When callers are told.
    package enum Occasion: String, CaseIterable, Sendable {
        case dispatched, extended, suspended, resolved, closed
    }

    /// The entry of the history that it follows from, in the case that answers for the caller.
    package let seq: Int
    /// The number that the caller was told.
    package let caseNumber: CaseNumber
    /// The case that answers for the caller: the same, unless that was merged.
    package let answeredBy: CaseNumber
    /// The channel that the caller's report came on.
    package let channel: String
    /// The city platform's number of the report.
    package let externalId: String?
    /// Why the caller is told.
    package let occasion: Occasion
    /// Where the case stands.
    package let state: CaseState
    /// When it happened.
    package let at: Instant
    /// Until when an end is promised.
    package let promisedBy: Instant?
    /// What was done, in words for the resident; at an extension, why.
    package let reply: String?

    /// The same whenever the same history is applied: what a repeat is recognised by. A merged case's caller is told of
    /// two histories that count their entries each from 1.
    package var id: String {
        let answered = answeredBy == caseNumber ? "" : "\(answeredBy)."
        return "\(caseNumber).\(answered)\(seq).\(occasion.rawValue)"
    }
}
