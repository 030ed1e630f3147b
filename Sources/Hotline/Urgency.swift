/// How soon somebody has to come. Raw values are the wire's; a later case is more urgent.
package enum Urgency: String, CaseIterable, Comparable, Sendable {
    /// 一般, the default.
    case normal
    /// 紧急.
    case urgent
    /// 特急: danger to life; its clocks run around the clock.
    case emergency

    private var rank: Int {
        switch self {
        case .normal: 0
        case .urgent: 1
        case .emergency: 2
        }
    }

    package static func < (left: Urgency, right: Urgency) -> Bool {
        left.rank < right.rank
    }
}
