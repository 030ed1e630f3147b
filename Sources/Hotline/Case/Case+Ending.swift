import WorkTime

/// Resolve, evaluation, reopening, closing.
extension Case {
    /// 办结.
    mutating func resolve(
        _ resolution: ProgressBody.Resolution, at: Instant, _ calendars: Calendars
    ) -> [CaseAction] {
        accept(at: at, calendars)
        endRound(.resolved, at: at, calendars)
        residentClock.stop(at: at, calendars)
        state = .resolved
        resolves.append(CaseResolve(at: at, round: round.number, resolution: resolution))
        closingDue = calendars.due(terms.rules.closeAfter, of: terms.rules, from: at)
        return results(.resolved, at: at, reply: resolution.reply)
    }

    /// 共评, 回访: who is not content has the case again; when nobody is left to ask, it closes.
    mutating func evaluate(
        _ evaluation: ProgressBody.Evaluation, by number: CaseNumber, _ new: CaseTerms?, at: Instant,
        _ calendars: Calendars
    ) -> [CaseAction] {
        guard let index = callers.firstIndex(where: { $0.number == number }) else { return [] }
        callers[index].evaluations.append(
            Caller.Answer(resolve: resolves.count, at: at, evaluation: evaluation))
        if evaluation.resolved == .no { return reopen(for: number, new, at: at, calendars) }
        let reachable = presentCallers.filter(\.isReachable)
        guard evaluation.reached, reachable.allSatisfy({ $0.hasEvaluated(resolve: resolves.count) }) else { return [] }
        return close(.evaluated, at: at, calendars)
    }

    /// 重办: back to those who had resolved it; who did so too often leaves it to the desk. A case that was withdrawn
    /// comes back to who had it, and nobody is to blame.
    ///
    /// - Parameter caller: whose report it is about.
    mutating func reopen(
        for caller: CaseNumber, _ new: CaseTerms?, at: Instant, _ calendars: Calendars
    ) -> [CaseAction] {
        let wasClosed = state == .closed
        let isRedo = closing?.outcome != .withdrawn
        let desk = terms.rules.desk
        let department = isRedo && redos >= terms.rules.maxRedo ? desk : holder
        if isRedo { redos += 1 }
        if !isRedo {
            for index in callers.indices where callers[index].number == caller { callers[index].withdrawnAt = nil }
        }
        closing = nil
        closingDue = nil
        residentClock.restart(at: at, calendars)
        let actions = begin(at: department, .reopened, new, isRedo: isRedo && department != desk, at: at, calendars)
        return wasClosed ? actions + following(.reopened) : actions
    }

    /// Closes by itself, which the history says too.
    mutating func close(_ outcome: Closing.Outcome, at: Instant, _ calendars: Calendars) -> [CaseAction] {
        record(.closed(outcome), at: at)
        return end(outcome, at: at, calendars)
    }

    /// 归档.
    mutating func end(_ outcome: Closing.Outcome, at: Instant, _ calendars: Calendars) -> [CaseAction] {
        state = .closed
        closing = Closing(at: at, outcome: outcome)
        closingDue = nil
        if residentClock.stoppedAt == nil { residentClock.stop(at: at, calendars) }
        return results(.closed, at: at, reply: resolves.last?.resolution.reply) + following(.closed)
    }

    /// 撤单: one caller wants it no more; with the last one it ends.
    mutating func withdraw(_ number: CaseNumber, at: Instant, _ calendars: Calendars) -> [CaseAction] {
        guard let index = callers.firstIndex(where: { $0.number == number }) else { return [] }
        let told = results(.closed, at: at, only: number)
        callers[index].withdrawnAt = at
        guard presentCallers.isEmpty else { return told }
        let withdrawn = withdrawals(at: at)
        endRound(.withdrawn, at: at, calendars)
        return withdrawn + told + end(.withdrawn, at: at, calendars)
    }

    /// What the hotline tells each caller, or one of them.
    func results(
        _ occasion: CaseResult.Occasion, at: Instant, reply: String? = nil, only number: CaseNumber? = nil
    ) -> [CaseAction] {
        presentCallers.filter { number == nil || $0.number == number }.map { caller in
            .result(
                CaseResult(
                    seq: history.count, caseNumber: caller.number, answeredBy: self.number, channel: caller.channel,
                    externalId: caller.externalId, occasion: occasion, state: occasion == .closed ? .closed : state,
                    at: at, promisedBy: promisedBy,
                    reply: reply))
        }
    }

    /// The merged cases that are to do as this one did.
    private func following(_ change: RootChange) -> [CaseAction] {
        let others = callers.map(\.number).filter { $0 != number }
        return others.isEmpty ? [] : [.follow(others, change)]
    }
}
