package import WorkTime

// The life of a case, as a value:
//
//     Opening ──> Case ──apply(event)──> CaseOutcome: applied with actions, repeated, forwarded, refused
//                  │ ▲                                     │
//                  │ └── settle(to:): what time alone does └── tasks, results, what merged cases learn
//                  └──> rungs, charges, asOf(instant): questions that change nothing
//
// Nothing here reads a clock: all times come from messages. The same entries give the same state, whoever folds them
// and whenever.

/// One case: where it stands, its rounds and clocks, its callers, and all that happened to it.
package struct Case: Sendable, Hashable {
    /// What the case is about, as the lead task of round 1 said it; area, kind and urgency as they are now.
    package internal(set) var subject: Assignment
    /// What it is measured by now.
    package internal(set) var terms: CaseTerms
    /// Where it stands.
    package internal(set) var state = CaseState.assigned
    /// The suspension that lasts.
    package internal(set) var suspension: ActiveSuspension?
    /// The resident's clock: it starts once and never anew.
    package internal(set) var residentClock: CaseClock
    /// Departments' turns; never empty, the last is the present one.
    package internal(set) var rounds: [Round]
    /// What the desk has not decided yet.
    package internal(set) var requests: [PendingRequest] = []
    /// How many returns were granted.
    package internal(set) var grantedReturns = 0
    /// How often it went back to those who had resolved it, or to the desk in their place.
    package internal(set) var redos = 0
    /// Those who help.
    package internal(set) var supporting: [Support] = []
    /// The first is the case's own.
    package internal(set) var callers: [Caller]
    /// The case that answers for this one.
    package internal(set) var mergedInto: CaseNumber?
    /// What holders said was done, in order.
    package internal(set) var resolves: [CaseResolve] = []
    /// When it closes by itself if nobody says anything; it moves once if it was counted on days whose holidays nobody
    /// knew.
    package internal(set) var closingDue: Due?
    /// How it ended; nil while it has not.
    package internal(set) var closing: Closing?
    /// 督办, in order.
    package internal(set) var supervisions: [SupervisionRecord] = []
    /// Why it stays out of the rates; nil if it does not.
    package internal(set) var exclusion: ProgressBody.Exclusion.Ground?
    /// How often residents asked when it will be done.
    package internal(set) var urges = 0
    /// All that happened, in order.
    package internal(set) var history: [HistoryEntry] = []
    /// What is kept beside the history.
    package internal(set) var memory = CaseMemory()

    /// Its number.
    package var number: CaseNumber { subject.caseNumber }

    /// The present round.
    package var round: Round { rounds[rounds.count - 1] }

    /// The id of the department that answers for it.
    package var holder: String { round.department }

    /// When the last thing happened.
    package var lastAppliedAt: Instant { history.last?.at ?? round.assignedAt }

    /// When it closes by itself if nobody says anything.
    package var closesAt: Instant? { closingDue?.instant }

    /// Until when the resident was promised an end: the earlier of the limit and the city platform's deadline. A merged
    /// case promises nothing of its own.
    package var promisedBy: Instant? {
        guard mergedInto == nil else { return nil }
        return [residentClock.due?.instant, externalDueAt].compactMap(\.self).min()
    }

    /// The earliest deadline that the city platform set for any caller.
    package var externalDueAt: Instant? {
        callers.lazy.filter { $0.withdrawnAt == nil }.compactMap(\.externalDueAt).min()
    }

    /// The callers who have not withdrawn.
    package var presentCallers: [Caller] { callers.filter { $0.withdrawnAt == nil } }
}

/// What a case remembers that is no part of its history.
package struct CaseMemory: Sendable, Hashable {
    /// Events that were refused, so that a repeat is recognised; the oldest are forgotten.
    package internal(set) var refused: [RefusedEvent] = []
    /// How far each topic was seen by this case: what comes from before is a replay.
    package internal(set) var seen: [String: Int64] = [:]
    /// 附议: who endorsed a wish, one key a person.
    package internal(set) var endorsers: [String] = []

    package init() {}
}

/// An event that was refused.
package struct RefusedEvent: Sendable, Hashable {
    /// What it is known by.
    package let identity: EventIdentity
    /// What it stands for.
    package let body: BodyHash
}
