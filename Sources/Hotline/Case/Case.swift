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
    package internal(set) var state = CaseState.assigned
    /// The suspension that lasts.
    package internal(set) var suspension: ActiveSuspension?
    /// The resident's clock: it starts once and never anew.
    package internal(set) var residentClock: CaseClock
    /// Departments' turns; never empty, the last is the present one.
    package internal(set) var rounds: [Round]
    package internal(set) var requests: [PendingRequest] = []
    package internal(set) var grantedReturns = 0
    /// How often it went back to those who had resolved it, or to the desk in their place.
    package internal(set) var redos = 0
    package internal(set) var supporting: [Support] = []
    /// The first is the case's own.
    package internal(set) var callers: [Caller]
    /// The case that answers for this one.
    package internal(set) var mergedInto: CaseNumber?
    package internal(set) var resolves: [CaseResolve] = []
    /// When it closes by itself if nobody says anything.
    package internal(set) var closesAt: Instant?
    package internal(set) var closing: Closing?
    package internal(set) var supervisions: [SupervisionRecord] = []
    /// Why it stays out of the rates; nil if it does not.
    package internal(set) var exclusion: ProgressBody.Exclusion.Ground?
    /// How often residents asked when it will be done.
    package internal(set) var urges = 0
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
    package let identity: EventIdentity
    package let body: BodyHash
}

/// How much a case may hold.
package enum CaseBounds {
    /// Events that are applied, the contract's number.
    package static let events = 200
    /// Of these, the last are for those who can bring it to its end, so that nobody can talk a case to death.
    package static let reserved = 40
    package static let refused = 100
    package static let endorsers = 10_000
    package static let amendments = 20
    package static let callers = 1_000
    /// The whole JSON that is read; what we write stays far below.
    package static let bytes = 16 << 20
}
