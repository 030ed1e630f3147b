package import Hotline

/// What became of the records, and what the tracker did by itself.
package struct TrackerTally: Sendable, Hashable {
    /// One kind of outcome. Raw values are the summary's and the metrics'.
    package enum Outcome: String, CaseIterable, Sendable {
        /// A case began.
        case opened
        /// A report came again with another body.
        case amended
        /// An event changed its case.
        case applied
        /// It was known already.
        case repeated
        /// The state or the sender's right does not allow it: a dead letter.
        case refused
        /// An event waits for its case.
        case early
        /// Nobody can read it, its number is another's, or it waited in vain: a dead letter.
        case dead
        /// A task that follows from a case: nothing to do.
        case shadow
    }

    /// Records by outcome.
    package private(set) var outcomes: [Outcome: Int] = [:]
    /// Events that changed their case, by action.
    package private(set) var actions: [ProgressAction: Int] = [:]
    /// Refused ones, by the kind of refusal: words of a fixed number.
    package private(set) var refusals: [String: Int] = [:]
    /// Endorsements of wishes that count.
    package var endorsed = 0
    /// Pairs of cases that look alike.
    package var linked = 0
    /// What time alone did.
    package var settled = 0
    /// Rungs that were told.
    package var told = 0

    package init() {}

    package subscript(outcome: Outcome) -> Int { outcomes[outcome] ?? 0 }

    package mutating func count(_ outcome: Outcome) {
        outcomes[outcome, default: 0] += 1
    }

    /// An event changed its case.
    package mutating func countApplied(_ action: ProgressAction) {
        count(.applied)
        actions[action, default: 0] += 1
    }

    /// A record became a dead letter.
    ///
    /// - Parameter kind: why, in one word.
    package mutating func countDead(_ outcome: Outcome, _ kind: String) {
        count(outcome)
        if outcome == .refused { refusals[kind, default: 0] += 1 }
    }

    package mutating func add(_ other: TrackerTally) {
        outcomes.merge(other.outcomes, uniquingKeysWith: +)
        actions.merge(other.actions, uniquingKeysWith: +)
        refusals.merge(other.refusals, uniquingKeysWith: +)
        endorsed += other.endorsed
        linked += other.linked
        settled += other.settled
        told += other.told
    }
}
