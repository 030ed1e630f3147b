package import Hotline

/// What is counted. Raw values are the wire's.
package enum CountFigure: String, CaseIterable, Sendable {
    case received, resolved, open, overdue, ledger, dueSoon

    /// Its name.
    package var name: BilingualName {
        switch self {
        case .received: BilingualName(zh: "受理", en: "received")
        case .resolved: BilingualName(zh: "办结", en: "resolved")
        case .open: BilingualName(zh: "在办", en: "open")
        case .overdue: BilingualName(zh: "超期", en: "overdue")
        case .ledger: BilingualName(zh: "挂账中", en: "on the ledger")
        case .dueSoon: BilingualName(zh: "即将到期", en: "due soon")
        }
    }

    /// Whether it is about how things stand at `asOf`, whatever the window; so it is not told apart by weeks.
    package var isOfNow: Bool { self == .ledger || self == .dueSoon }

    /// The rows that it counts.
    func cohort(byRound: Bool) -> Cohort {
        switch self {
        case .received: .received(byRound: byRound)
        case .resolved: .resolved(byRound: byRound)
        case .open: .open
        case .overdue: .overdue(byRound: byRound)
        case .ledger: .ledger
        case .dueSoon: .dueSoon(byRound: byRound)
        }
    }
}

/// What is a share of something. Raw values are the wire's.
package enum RateFigure: String, CaseIterable, Sendable {
    case acceptOnTime, response, resolveOnTime, dispatchOnTime, answerOnTime
    case solvedFirst, solvedFinal, satisfiedFirst, satisfiedFinal, verySatisfiedFirst, verySatisfiedFinal
    case firstRight, returned, reassigned, redone, extended, onLedger, calledAgain

    /// Its name.
    package var name: BilingualName {
        switch self {
        case .acceptOnTime: BilingualName(zh: "按时签收率", en: "accepted on time")
        case .response: BilingualName(zh: "响应率", en: "contacted on time")
        case .resolveOnTime: BilingualName(zh: "按时办结率", en: "resolved on time")
        case .dispatchOnTime: BilingualName(zh: "按时派单率", en: "dispatched on time")
        case .answerOnTime: BilingualName(zh: "点单按时答复率", en: "wishes answered on time")
        case .solvedFirst: BilingualName(zh: "首次解决率", en: "solved at first")
        case .solvedFinal: BilingualName(zh: "解决率", en: "solved")
        case .satisfiedFirst: BilingualName(zh: "首次满意率", en: "satisfied at first")
        case .satisfiedFinal: BilingualName(zh: "满意率", en: "satisfied")
        case .verySatisfiedFirst: BilingualName(zh: "首次满意率(≥4)", en: "satisfied at first (≥ 4)")
        case .verySatisfiedFinal: BilingualName(zh: "满意率(≥4)", en: "satisfied (≥ 4)")
        case .firstRight: BilingualName(zh: "首次派单准确率", en: "right at first dispatch")
        case .returned: BilingualName(zh: "退单率", en: "returned")
        case .reassigned: BilingualName(zh: "转派率", en: "re-assigned")
        case .redone: BilingualName(zh: "重办率", en: "redone")
        case .extended: BilingualName(zh: "延期率", en: "extended")
        case .onLedger: BilingualName(zh: "挂账率", en: "put on the ledger")
        case .calledAgain: BilingualName(zh: "重复来电率", en: "called again")
        }
    }

    /// Whether more of it is better; those of which less is better are ranked the other way round.
    package var isBetterHigh: Bool {
        switch self {
        case .returned, .reassigned, .redone, .extended, .onLedger, .calledAgain: false
        default: true
        }
    }

    /// The rows that it is a share of.
    func cohort(byRound: Bool, _ terms: FigureTerms) -> Cohort {
        switch self {
        case .acceptOnTime: .acceptOnTime(byRound: byRound)
        case .response: .contactOnTime(byRound: byRound)
        case .resolveOnTime: .resolveOnTime(byRound: byRound)
        case .dispatchOnTime: .dispatchOnTime(byRound: byRound)
        case .answerOnTime: .answerOnTime(byRound: byRound)
        case .solvedFirst: .solved(.first)
        case .solvedFinal: .solved(.final)
        case .satisfiedFirst: .satisfied(.first, from: terms.satisfiedFrom)
        case .satisfiedFinal: .satisfied(.final, from: terms.satisfiedFrom)
        case .verySatisfiedFirst: .satisfied(.first, from: 4)
        case .verySatisfiedFinal: .satisfied(.final, from: 4)
        case .firstRight: .firstRight
        case .returned: .returned(byRound: byRound)
        case .reassigned: .reassigned(byRound: byRound)
        case .redone: .redone(byRound: byRound)
        case .extended: .extended
        case .onLedger: .onLedger
        case .calledAgain: .calledAgain
        }
    }
}
