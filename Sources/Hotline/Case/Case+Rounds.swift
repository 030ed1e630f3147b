import WorkTime

/// Who has a case: the holder of the round, and those who help.
extension Case {
    /// 派单, 转派: a round begins at another department.
    mutating func assign(
        _ dispatch: ProgressBody.Dispatch, _ new: CaseTerms?, at: Instant, _ calendars: Calendars
    ) -> [CaseAction] {
        let old = round
        let isFromDesk = old.department == terms.rules.desk
        var actions = isFromDesk ? [] : [CaseAction.task(order(.lead, .withdrawn, to: old.department, at: at))]
        endRound(isFromDesk ? .dispatched : .reassigned, at: at, calendars)
        let helping = Set(supporting.map(\.department)).union([dispatch.to])
        var called: [String] = []
        for id in dispatch.supporting where !helping.contains(id) && !called.contains(id) { called.append(id) }
        supporting += called.map { Support(department: $0, since: at) }
        actions += begin(at: dispatch.to, .assigned, new, at: at, calendars)
        actions += called.map { .task(order(.supporting, .supporting, to: $0, at: at)) }
        if dispatch.to != terms.rules.desk { actions += results(.dispatched, at: at) }
        return actions
    }

    /// 吹哨.
    mutating func assist(_ assistance: ProgressBody.Assistance, at: Instant) -> [CaseAction] {
        var called: [String] = []
        for id in assistance.departments where !called.contains(id) { called.append(id) }
        let before = history.dropLast().reduce(0) { $0 + ($1.progress?.event.body.calledDepartments ?? 0) }
        supporting += called.enumerated().map { index, id in
            Support(
                department: id, since: at, reason: assistance.reason, dueBy: assistance.dueBy, call: before + index + 1)
        }
        return called.map { .task(order(.supporting, .supporting, to: $0, at: at)) }
    }

    /// 报到, and what was contributed, which implies it. What a grid worker saw on site stands in the history alone.
    mutating func help(_ applied: AppliedProgress, at: Instant) {
        let id: String
        switch applied.author {
        case .department(let department): id = department
        case .desk: id = terms.rules.desk
        case .hotline, .resident, .grid, .manager: return
        }
        guard let index = supporting.firstIndex(where: { $0.department == id }) else { return }
        supporting[index].arrivedAt = supporting[index].arrivedAt ?? at
        guard applied.event.action == .contribute else { return }
        supporting[index].contributions += 1
        supporting[index].contributedAt = supporting[index].contributedAt ?? at
    }

    /// The present round is over; its requests and its suspension end with it.
    mutating func endRound(_ ending: Round.Ending, at: Instant, _ calendars: Calendars) {
        if suspension != nil { resume(at: at, calendars) }
        requests = []
        rounds[rounds.count - 1].clock.stop(at: at, calendars)
        rounds[rounds.count - 1].ending = ending
    }

    /// A round begins.
    mutating func begin(
        at department: String, _ reason: TaskReason, _ new: CaseTerms?, isRedo: Bool = false, at: Instant,
        _ calendars: Calendars
    ) -> [CaseAction] {
        terms = new ?? terms
        // Who answers for it does not help as well.
        supporting.removeAll { $0.department == department }
        let limits = terms.roundLimits(of: subject.kind, department: department, isRedo: isRedo)
        rounds.append(
            Round(
                number: round.number + 1, department: department, reason: reason, at: at, limits: limits,
                calendars: calendars))
        state = .assigned
        return [.task(order(.lead, reason, to: department, at: at))]
    }

    /// A report that came again with another body went to a department that does not have the case.
    func withdrawAmended(from department: String, at: Instant) -> [CaseAction] {
        department == holder ? [] : [.task(order(.lead, .withdrawn, to: department, at: at))]
    }

    /// Everybody who has a task is told that there is nothing more to do.
    func withdrawals(at: Instant) -> [CaseAction] {
        [.task(order(.lead, .withdrawn, to: holder, at: at))]
            + supporting.map { .task(order(.supporting, .withdrawn, to: $0.department, at: at)) }
    }

    /// A task as the case stands.
    private func order(_ role: TaskRole, _ reason: TaskReason, to department: String, at: Instant) -> TaskOrder {
        var assignment = subject
        assignment.round = round.number
        assignment.role = role
        assignment.reason = reason
        assignment.department = department
        assignment.supporting = role == .lead ? supporting.map(\.department) : []
        assignment.assignedAt = at
        assignment.policy = terms.policy
        let isLead = role == .lead && reason != .withdrawn
        let help = supporting.first { $0.department == department }
        let deadlines = TaskDeadlines(
            acceptBy: isLead ? round.accept.due?.instant : nil, contactBy: isLead ? round.contact.due?.instant : nil,
            resolveBy: isLead ? round.clock.due?.instant : role == .supporting ? help?.dueBy : nil,
            promisedBy: promisedBy, clockStart: residentClock.start)
        return TaskOrder(seq: history.count, assignment: assignment, deadlines: deadlines, terms: terms)
    }
}

extension ProgressBody {
    /// How many departments a 吹哨 names.
    fileprivate var calledDepartments: Int {
        if case .assist(let assistance) = self { assistance.departments.count } else { 0 }
    }
}
