package import WorkTime

/// One thing that happened to a case.
///
/// Folding a case's entries gives its state: an entry holds all that it takes, also the terms that were resolved when it
/// happened.
package struct HistoryEntry: Sendable, Hashable {
    /// What happened.
    package enum Kind: Sendable, Hashable {
        case opened(Opening)
        case progress(AppliedProgress)
        /// A waiting suspension came to its end.
        case resumed
        /// It closed by itself.
        case closed(Closing.Outcome)
        /// Another case was merged into this one.
        case absorbed(Absorption)
        /// The case that this one was merged into was closed or opened again.
        case followed(RootChange)
        /// The report came once more with another body; the id of the department that it would have gone to.
        case amended(department: String)
        /// A year's holidays were published, and dates that had rested on guesses moved; the holidays' version.
        case recounted(holidays: String)
    }

    /// 1, 2, 3 …: the order in which things were applied.
    package let seq: Int
    /// The effective time.
    package let at: Instant
    /// What happened.
    package let kind: Kind

    /// Whether nobody did it: it follows from the time alone.
    package var isDerived: Bool {
        switch kind {
        case .resumed, .closed: true
        case .opened, .progress, .absorbed, .followed, .amended, .recounted: false
        }
    }

    /// The event that it was, if it was one.
    package var progress: AppliedProgress? {
        if case .progress(let applied) = kind { applied } else { nil }
    }
}

/// How a case begins.
package struct Opening: Sendable, Hashable {
    /// The lead task of round 1.
    package let assignment: Assignment
    /// Who reported it.
    package let caller: Caller
    /// What it is measured by.
    package let terms: CaseTerms

    package init(assignment: Assignment, caller: Caller, terms: CaseTerms) {
        self.assignment = assignment
        self.caller = caller
        self.terms = terms
    }
}

/// An event that was applied.
package struct AppliedProgress: Sendable, Hashable {
    /// The event as it came.
    package let received: ReceivedProgress
    /// What its identity stands for, so that a repeat is told from another event.
    package let body: BodyHash
    /// How long its JSON is.
    package let bytes: Int
    /// Whose event it was.
    package let author: Author
    /// The terms that it was given, if it brought new ones.
    package let terms: CaseTerms?

    /// What was done.
    package var event: ProgressEvent { received.event }
}

/// What a merged case brings to the one that answers for it.
package struct Absorption: Sendable, Hashable {
    /// The merged case.
    package let child: CaseNumber
    /// Its callers, with those whom it had taken over itself.
    package let callers: [Caller]
    /// The resident's clock of the merged case.
    package let clock: CaseClock
    /// How often they had asked.
    package let urges: Int
    /// Who had endorsed it, if it is a wish.
    package let endorsers: [String]
}

/// What a merged case learns of the one that answers for it.
package enum RootChange: String, CaseIterable, Sendable {
    case closed, reopened
}
