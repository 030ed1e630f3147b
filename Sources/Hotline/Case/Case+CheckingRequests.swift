import WorkTime

/// Whether the desk may be asked, and may decide; whether a case may go to others.
extension Case {
    func checkRequest(_ body: ProgressBody, at: Instant, _ calendars: Calendars) throws(Refusal) {
        guard !requests.contains(where: { $0.body.action == body.action }) else { throw .requestPending }
        switch body {
        case .return(let back):
            guard holder != terms.rules.desk else { throw .alreadyHolder(holder) }
            guard back.ground != .shared else { throw .sharedReturn }
            try checkReturns()
            let last = calendars.due(terms.rules.returnWithin, of: terms.rules, from: round.assignedAt)
            if let last, last.instant < at { throw .returnTooLate }
        case .suspend(let suspension): if suspension.until <= at { throw .timeOver }
        case .extend:
            guard let due = round.clock.due else { throw .noLimit }
            if due.instant < at { throw .extensionTooLate }
        default: break
        }
    }

    private func checkReturns() throws(Refusal) {
        if grantedReturns >= terms.rules.maxReturns { throw .finalDispatch(returns: grantedReturns) }
    }

    func checkDecision(of ref: String, grants: Bool, by author: Author, at: Instant) throws(Refusal) {
        guard let request = request(ref) else { throw .unknownRequest }
        let isManagers = needsManager(request.body)
        if case .manager = author, !isManagers { throw .notYours([.desk]) }
        if case .desk = author, isManagers, grants { throw .needsManager }
        guard grants else { return }
        switch request.body {
        case .return: try checkReturns()
        case .suspend(let suspension): if suspension.until <= at { throw .timeOver }
        default: break
        }
    }

    /// The request of that id that is open.
    func request(_ id: String) -> PendingRequest? {
        requests.first { $0.id.utf8.elementsEqual(id.utf8) }
    }

    /// Whether the desk has granted so many extensions that the next is a manager's business.
    func needsManager(_ body: ProgressBody) -> Bool {
        body.action == .extend && residentClock.extensions.count >= terms.rules.extensionsByDesk
    }

    func check(_ assistance: ProgressBody.Assistance, at: Instant, _ policy: CasePolicy) throws(Refusal) {
        if let dueBy = assistance.dueBy, dueBy <= at { throw .timeOver }
        for id in assistance.departments {
            try checkKnown(id, policy)
            if id == holder { throw .alreadyHolder(id) }
            if supporting.contains(where: { $0.department == id }) { throw .alreadySupporting(id) }
        }
    }

    func check(_ dispatch: ProgressBody.Dispatch, _ policy: CasePolicy) throws(Refusal) {
        try checkKnown(dispatch.to, policy)
        if dispatch.to == holder { throw .alreadyHolder(holder) }
        for id in dispatch.supporting { try checkKnown(id, policy) }
    }

    private func checkKnown(_ id: String, _ policy: CasePolicy) throws(Refusal) {
        if let known = policy.departments, !known.contains(id) { throw .unknownDepartment(id) }
    }

    func checkMerge(into root: CaseNumber, _ target: Case?) throws(Refusal) {
        if root == number { throw .ownTarget }
        guard let target, target.number == root else { throw .unknownTarget }
        if let other = target.mergedInto { throw .mergedTarget(into: other) }
        if target.state == .closed { throw .closedTarget }
        if (target.subject.kind == .wish) != (subject.kind == .wish) { throw .mixedMerge }
        if target.callers.count + callers.count > CaseBounds.callers { throw .tooManyEvents }
    }
}
