package import WorkTime

/// One step of an escalation: when it is due, and whom it tells.
package struct Rung: Sendable, Hashable {
    /// What is running out.
    package enum Clock: String, CaseIterable, Sendable {
        /// What the resident was promised.
        case resident
        /// The limits of the department's round.
        case accept, contact, resolve
        /// A ledger's review date.
        case review
        /// The answer to a supervision.
        case report
        /// 吹哨: the help of a department that was called.
        case assist
    }

    /// Whom a rung tells, from near to high.
    package enum Ladder: String, CaseIterable, Sendable {
        /// 经办人 → 科室 → 分管领导 → 区督办.
        case holder
        /// 网格员 → 社区 → 街道 → 区.
        case place
    }

    /// Shares of a limit, in per cent, at which somebody is told; the n-th tells the n-th level.
    package static let shares = [50, 80, 100, 150]

    /// The case that it is about.
    package let caseNumber: CaseNumber
    /// What is running out.
    package let clock: Clock
    /// The round whose clock it is; 0 for the resident's, of which there is only one. Of a review the entry of the history
    /// that set its date, of a supervision which one it is, of help the number of the call.
    package let round: Int
    /// The share of the limit that is used up.
    package let percent: Int
    /// Whom it tells.
    package let ladder: Ladder
    /// The department whose ladder it is.
    package let department: String
    /// When somebody is to be told.
    package let due: Instant

    /// Which rung of the ladder, from 0.
    package var level: Int { Self.shares.firstIndex(of: percent) ?? 0 }

    /// What it is told once for: `<case>.<clock>.<round>.<percent>`, whatever its instant.
    package var id: String { "\(caseNumber).\(clock.rawValue).\(round).\(percent)" }
}
