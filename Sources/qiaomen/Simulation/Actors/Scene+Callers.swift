import Hotline
import WorkTime

/// Residents, and the hotline that speaks with them.
extension Scene {
    /// What each of them does next.
    var callersDeeds: [Deed?] {
        guard state.mergedInto == nil else { return [] }
        return [urging, withdrawal, reopening] + state.presentCallers.map(evaluation)
    }

    /// 催单.
    private var urging: Deed? {
        guard isOpen, state.urges < temper.urges else { return nil }
        let name = "urge\(state.urges)"
        let start = state.rounds[0].assignedAt
        return deed(name, by: .hotline, at: daytime(after: start, hours: 20.0...200, name), of: someCaller(name), .urge)
    }

    /// 撤单.
    private var withdrawal: Deed? {
        guard isOpen, temper.isWithdrawn else { return nil }
        let at = daytime(after: state.rounds[0].assignedAt, hours: 1.0...150, "withdraw")
        return deed("withdraw", by: fate.happens(0.5, "withdraws") ? .hotline : .resident, at: at, .withdraw)
    }

    /// 重办 of what is closed, for some when it is too late for that.
    private var reopening: Deed? {
        guard temper.isReopened, !state.resolves.isEmpty, let closedAt = state.closing?.at ?? state.closesAt else {
            return nil
        }
        let isLate = fate.happens(0.2, "reopens late")
        let at = daytime(after: closedAt, hours: isLate ? 725...1_000 : 10...700, "reopen")
        return deed("reopen", by: .hotline, at: at, of: someCaller("reopen"), .reopen)
    }

    private func someCaller(_ purpose: String) -> CaseNumber {
        fate.pick(state.presentCallers.map(\.number), "caller \(purpose)") ?? state.number
    }

    /// 共评, 回访: who answers, answers at the first, second or third call.
    private func evaluation(of caller: Caller) -> Deed? {
        guard state.state == .resolved, state.subject.kind != .wish, caller.isReachable else { return nil }
        let (resolve, fate) = (state.resolves.count, Fate(seed: district.seed, caller.number))
        guard resolve > 0, !caller.hasEvaluated(resolve: resolve) else { return nil }
        let turn = "\(resolve).\(caller.number)"
        let silence = fate.happens(0.12, "silent \(turn)") ? 3 : fate.count([0.25, 0.08], "calls \(turn)")
        let attempt = caller.evaluations.count { $0.resolve == resolve }
        guard attempt < 3 else { return nil }
        let name = "evaluate.\(turn).\(attempt)"
        let start = max(
            state.resolves[resolve - 1].at, caller.evaluations.last { $0.resolve == resolve }?.at ?? .earliest)
        let at = daytime(after: start, hours: 2.0...70, name)
        guard attempt >= silence else {
            return deed(name, by: .hotline, at: at, of: caller.number, .evaluate(.notReached))
        }
        let doer: Deed.Doer = fate.happens(0.25, "alone \(turn)") ? .resident : .hotline
        return deed(name, by: doer, at: at, of: caller.number, .evaluate(opinion(of: fate, resolve)))
    }

    private func opinion(of fate: Fate, _ resolve: Int) -> ProgressBody.Evaluation {
        if resolve <= Temper(fate).disappointments {
            return .init(
                resolved: .no, satisfaction: fate.happens(0.8, "says") ? fate.number(1...2, "worth\(resolve)") : nil)
        }
        if fate.happens(0.05, "says nothing \(resolve)") { return .init(resolved: .unanswered, satisfaction: nil) }
        let satisfaction =
            fate.happens(0.08, "unanswered \(resolve)")
            ? nil : fate.count([0.95, 0.9, 0.85, 0.5], "worth\(resolve)") + 1
        return .init(resolved: .yes, satisfaction: satisfaction)
    }
}
