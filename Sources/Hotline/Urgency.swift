/// How soon somebody has to come. Raw values are the wire's; a later case is more urgent.
package enum Urgency: String, CaseIterable, Comparable, Sendable {
    /// 一般, the default.
    case normal
    /// 紧急.
    case urgent
    /// 特急: danger to life; its clocks run around the clock.
    case emergency

    /// Its name in Chinese and English.
    package var name: BilingualName {
        switch self {
        case .normal: BilingualName(zh: "一般", en: "normal")
        case .urgent: BilingualName(zh: "紧急", en: "urgent")
        case .emergency: BilingualName(zh: "特急", en: "emergency")
        }
    }

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
