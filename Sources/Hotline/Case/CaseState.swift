/// Where a case stands. Raw values are the wire's.
package enum CaseState: String, CaseIterable, Sendable {
    /// 待签收: somebody has it and has not taken it yet; 重办 comes back to here.
    case assigned
    /// 已签收: the holder has taken it.
    case accepted
    /// 办理中: the holder works on it.
    case working
    /// 挂起: the clocks stand still until a certain time.
    case suspendedWaiting = "suspended-waiting"
    /// 挂账: the clocks stand still; it has an owner and a review date.
    case suspendedLedger = "suspended-ledger"
    /// 待回访: the holder says that it is done, the callers are asked.
    case resolved
    /// 已归档.
    case closed
    /// 已并案: another case answers for it.
    case merged

    /// Nobody has said yet that it is done.
    package static let open: Set<CaseState> = [.assigned, .accepted, .working, .suspendedWaiting, .suspendedLedger]

    /// The clocks stand still.
    package static let suspended: Set<CaseState> = [.suspendedWaiting, .suspendedLedger]

    /// Its name in Chinese and English.
    package var name: BilingualName {
        switch self {
        case .assigned: BilingualName(zh: "待签收", en: "assigned")
        case .accepted: BilingualName(zh: "已签收", en: "accepted")
        case .working: BilingualName(zh: "办理中", en: "in progress")
        case .suspendedWaiting: BilingualName(zh: "挂起", en: "waiting")
        case .suspendedLedger: BilingualName(zh: "挂账", en: "on the ledger")
        case .resolved: BilingualName(zh: "待回访", en: "resolved")
        case .closed: BilingualName(zh: "已归档", en: "closed")
        case .merged: BilingualName(zh: "已并案", en: "merged")
        }
    }
}
