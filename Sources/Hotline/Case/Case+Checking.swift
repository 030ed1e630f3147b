import WorkTime

/// Whether an event may be applied: by the table of actions, and by what each action asks for besides.
extension Case {
    func check(
        _ event: ProgressEvent, by author: Author, at: Instant, _ policy: CasePolicy, _ target: Case?
    ) throws(Refusal) {
        let rule = ActionRule[event.action]
        guard !rule.parties.isDisjoint(with: parties(of: author)) else { throw .notYours(rule.parties) }
        guard rule.from.contains(state) else { throw .wrongState(state) }
        if let named = event.round, named != round.number { throw .otherRound(present: round.number) }
        switch event.body {
        case .return, .suspend, .extend: try checkRequest(event.body, at: at, policy.calendars)
        case .grant(let ref): try checkDecision(of: ref, grants: true, by: author, at: at)
        case .refuse(let ref): try checkDecision(of: ref, grants: false, by: author, at: at)
        case .assist(let assistance): try check(assistance, at: at, policy)
        case .assign(let dispatch): try check(dispatch, policy)
        case .resolve(let resolution):
            if subject.kind == .wish, resolution.answer == nil { throw .answerMissing }
            if subject.kind != .wish, resolution.answer != nil { throw .answerOutOfPlace }
        case .setUrgency(let urgency):
            if case .department = author, urgency < subject.urgency { throw .onlyRaise }
        case .merge(let root): try checkMerge(into: root, target?.asOf(at, policy.calendars))
        case .supervise(let supervision): if supervision.answerBy <= at { throw .timeOver }
        case .report(let ref): if openSupervision(ref) == nil { throw .unknownSupervision }
        case .evaluate, .withdraw, .close, .reopen: try checkEnd(event, at: at, policy.calendars)
        case .accept, .contact, .start, .assignTo, .arrive, .contribute, .resume, .urge, .reclassify, .exclude: break
        }
    }

    /// What an author is to the case.
    package func parties(of author: Author) -> Set<Party> {
        switch author {
        case .department(let id):
            return departmentParties(id)
        case .desk: return departmentParties(terms.rules.desk).union([.desk])
        case .hotline: return [.hotline]
        case .resident: return [.resident]
        case .grid: return [.grid]
        case .manager: return [.manager]
        }
    }

    private func departmentParties(_ id: String) -> Set<Party> {
        var parties: Set<Party> = id == holder ? [.holder] : []
        if supporting.contains(where: { $0.department == id }) { parties.insert(.supporting) }
        return parties
    }

    private func checkEnd(_ event: ProgressEvent, at: Instant, _ calendars: Calendars) throws(Refusal) {
        switch event.body {
        case .evaluate:
            guard subject.kind != .wish else { throw .wishNotEvaluated }
            let caller = try present(event.caseNumber)
            if caller.hasEvaluated(resolve: resolves.count) { throw .alreadyEvaluated }
        case .withdraw: _ = try present(event.caseNumber)
        case .close:
            let isAsked = presentCallers.allSatisfy { !$0.isReachable || $0.wasAsked(resolve: resolves.count) }
            guard isAsked || subject.kind == .wish else { throw .callBackOpen }
        default:
            guard let closing else { return }
            let last = calendars.due(terms.rules.reopenWithin, of: terms.rules, from: closing.at)
            if let last, last.instant < at { throw .reopenTooLate }
        }
    }

    /// The caller of that number who has not withdrawn.
    private func present(_ number: CaseNumber) throws(Refusal) -> Caller {
        guard let caller = callers.first(where: { $0.number == number }) else { throw .unknownCaller }
        guard caller.withdrawnAt == nil else { throw .alreadyEvaluated }
        return caller
    }

    /// The index of the supervision that a report answers.
    func openSupervision(_ ref: String?) -> Int? {
        supervisions.firstIndex { $0.answeredAt == nil && (ref == nil || $0.id == ref) }
    }
}
