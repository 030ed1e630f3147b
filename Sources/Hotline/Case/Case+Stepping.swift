import WorkTime

/// What each thing that happens does to a case. Nothing is checked here: a history is folded by the same steps.
extension Case {
    /// Does what an entry of the history says.
    mutating func step(_ kind: HistoryEntry.Kind, at: Instant, _ calendars: Calendars) -> [CaseAction] {
        record(kind, at: at)
        switch kind {
        case .progress(let applied): return step(applied, at: at, calendars)
        case .absorbed(let absorption): return take(absorption, at: at, calendars)
        case .followed(let change): follow(change, at)
        case .amended(let department): return withdrawAmended(from: department, at: at)
        case .recounted(let holidays): recount(holidays, calendars)
        case .opened, .resumed, .closed: break
        }
        return []
    }

    private mutating func step(_ applied: AppliedProgress, at: Instant, _ calendars: Calendars) -> [CaseAction] {
        let event = applied.event
        switch event.body {
        case .accept: accept(at: at, calendars)
        case .contact:
            accept(at: at, calendars)
            if round.contact.stoppedAt == nil { rounds[rounds.count - 1].contact.stop(at: at, calendars) }
        case .start:
            accept(at: at, calendars)
            state = .working
        case .assignTo(let assignee): rounds[rounds.count - 1].assignee = assignee
        case .return, .suspend, .extend: return request(applied, at: at, calendars)
        case .grant(let ref): return grant(ref, applied.terms, at: at, calendars)
        case .refuse(let ref): requests.removeAll { $0.id.utf8.elementsEqual(ref.utf8) }
        case .resume: resume(at: at, calendars)
        case .resolve(let resolution): return resolve(resolution, at: at, calendars)
        case .assist(let assistance): return assist(assistance, at: at)
        case .arrive, .contribute: help(applied, at: at)
        case .assign(let dispatch): return assign(dispatch, applied.terms, at: at, calendars)
        case .reclassify(let new):
            subject.area = new.area
            subject.kind = new.kind ?? subject.kind
            changeTerms(applied.terms, at: at, calendars)
        case .setUrgency(let urgency):
            subject.urgency = urgency
            changeTerms(applied.terms, at: at, calendars)
        case .evaluate, .reopen, .close, .withdraw, .merge: return stepToEnd(applied, at: at, calendars)
        case .urge, .exclude, .supervise, .report: note(event, at: at)
        }
        return []
    }

    private mutating func stepToEnd(_ applied: AppliedProgress, at: Instant, _ calendars: Calendars) -> [CaseAction] {
        let event = applied.event
        switch event.body {
        case .evaluate(let evaluation):
            return evaluate(evaluation, by: event.caseNumber, applied.terms, at: at, calendars)
        case .reopen: return reopen(for: event.caseNumber, applied.terms, at: at, calendars)
        case .close: return end(.desk, at: at, calendars)
        case .withdraw: return withdraw(event.caseNumber, at: at, calendars)
        case .merge(let root): return merge(into: root, at: at, calendars)
        default: return []
        }
    }

    /// 签收, said or implied.
    mutating func accept(at: Instant, _ calendars: Calendars) {
        if round.accept.stoppedAt == nil { rounds[rounds.count - 1].accept.stop(at: at, calendars) }
        if state == .assigned { state = .accepted }
        if suspension?.resumesTo == .assigned { suspension?.resumesTo = .accepted }
    }

    /// Other limits hold; what is done is done, and time used and pauses stay.
    private mutating func changeTerms(_ new: CaseTerms?, at: Instant, _ calendars: Calendars) {
        guard let new else { return }
        terms = new
        residentClock.change(limit: new.residentLimit(of: subject.kind), at: at, calendars)
        let present = round
        let limits = new.roundLimits(of: subject.kind, department: present.department, isRedo: present.kind == .redo)
        rounds[rounds.count - 1].accept.change(limit: limits.accept, at: at, calendars)
        rounds[rounds.count - 1].contact.change(limit: limits.contact, at: at, calendars)
        rounds[rounds.count - 1].clock.change(limit: limits.end, at: at, calendars)
        rounds[rounds.count - 1].kind = limits.kind
    }

    /// What is only written down.
    private mutating func note(_ event: ProgressEvent, at: Instant) {
        switch event.body {
        case .urge: urges += 1
        case .exclude(let exclusion): self.exclusion = exclusion.ground == .none ? nil : exclusion.ground
        case .supervise(let supervision):
            supervisions.append(
                SupervisionRecord(
                    id: event.id, at: at, level: supervision.level, answerBy: supervision.answerBy, answeredAt: nil))
        case .report(let ref): if let index = openSupervision(ref) { supervisions[index].answeredAt = at }
        default: break
        }
    }
}
