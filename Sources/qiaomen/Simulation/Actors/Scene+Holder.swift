import Hotline
import WorkTime

/// The department that has the case.
extension Scene {
    /// What it does next: the first step of its round that is not done yet.
    var holdersDeed: Deed? {
        guard isWithDepartment, !temper.isForgotten || round > 1 else { return nil }
        if let report = reportDeed { return report }
        // Who has asked for something waits for the answer.
        guard isOpen, state.requests.isEmpty else { return nil }
        let steps = RoundScript(self).steps
        let left = steps.drop { isDone($0.name) || !applies($0) }
        guard let step = left.first else { return nil }
        return deed(step.name, by: .department(state.holder), at: time(of: step), body(of: step))
    }

    /// Whether a step makes sense as the case stands.
    private func applies(_ step: RoundStep) -> Bool {
        switch step.kind {
        case .prolong, .resume: state.suspension != nil
        case .assist: !helpers.isEmpty
        case .raise: state.subject.urgency == .normal
        case .suspend: state.suspension == nil
        default: true
        }
    }

    private func time(of step: RoundStep) -> Instant {
        let round = state.round
        let (start, name) = (round.assignedAt, step.name)
        if let suspension = state.suspension { return time(of: step, in: suspension) }
        return switch step.kind {
        case .accept:
            moment(
                step.share, of: round.accept.due?.instant ?? after(start, minutes: 240...240, name), from: start, name)
        case .contact: moment(step.share, of: round.contact.due?.instant, from: start, name)
        case .return: after(start, minutes: 15...400, name)
        default: moment(step.share, of: round.clock.due?.instant, from: start, name)
        }
    }

    /// While a case is suspended nothing is done but what is about the suspension; then work goes on.
    private func time(of step: RoundStep, in suspension: ActiveSuspension) -> Instant {
        switch step.kind {
        case .prolong: moment(step.share, of: suspension.until, from: suspension.since, step.name)
        case .resume: moment(step.share, of: suspension.until, from: suspension.since, step.name)
        default: after(suspension.until, minutes: 10...600, step.name)
        }
    }

    private func body(of step: RoundStep) -> ProgressBody {
        let (fate, name) = (fate, step.name)
        switch step.kind {
        case .accept: return .accept
        case .contact: return .contact
        case .assignTo: return .assignTo(.init(person: fate.pick(Phrases.persons, name)))
        case .start(let stage):
            let count = fate.number(0...3, name)
            return .start(.init(stage: stage, participants: Array(Phrases.participants.prefix(count))))
        case .assist: return .assist(.init(departments: helpers, reason: "需协同处置。", dueBy: helpDue(name)))
        case .return:
            let grounds: [ProgressBody.Return.Ground] = [.notResponsible, .outsideArea, .unclear]
            return .return(
                .init(ground: fate.pick(grounds, name) ?? .unclear, suggested: fate.pick(others, "suggested \(name)")))
        case .suspend(let kind): return suspension(kind, from: time(of: step), name)
        case .prolong(let kind):
            return suspension(kind, from: max(state.suspension?.until ?? now, time(of: step)), name)
        case .resume: return .resume
        case .extend:
            return .extend(
                .init(workingDays: fate.number(1...10, name), reason: fate.pick(Phrases.reasons, name) ?? ""))
        case .raise: return .setUrgency(.urgent)
        case .resolve: return resolution(name)
        }
    }

    /// What the resident is told; a wish is answered.
    func resolution(_ name: String) -> ProgressBody {
        let answer =
            state.subject.kind == .wish ? fate.pick(ProgressBody.Resolution.Answer.allCases, "answer \(name)") : nil
        return .resolve(.init(reply: fate.pick(Phrases.replies, name) ?? "", answer: answer))
    }

    private func suspension(
        _ kind: ProgressBody.Suspension.Kind, from start: Instant, _ name: String
    ) -> ProgressBody {
        let days = kind == .waiting ? fate.number(1.0...12, name) : fate.number(20.0...60, name)
        let until = Instant(milliseconds: max(start, now).milliseconds + Int64(days * 86_400_000))
        return .suspend(.init(kind: kind, until: until, owner: kind == .ledger ? fate.pick(Phrases.owners, name) : nil))
    }

    /// Departments that could have the case instead.
    var others: [String] { district.departments.filter { $0 != state.holder } }

    /// Departments that could help.
    private var helpers: [String] {
        let helping = Set(state.supporting.map(\.department))
        return fate.pick(others.filter { !helping.contains($0) }, "helper").map { [$0] } ?? []
    }

    private func helpDue(_ name: String) -> Instant? {
        guard fate.happens(0.7, "help due \(name)") else { return nil }
        return max(state.round.clock.due?.instant ?? now, now).adding(milliseconds: 86_400_000)
    }

    /// 督办 is answered, most in time.
    private var reportDeed: Deed? {
        guard isOpen || state.state == .resolved,
            let supervision = state.supervisions.first(where: { $0.answeredAt == nil })
        else { return nil }
        let name = "report.\(supervision.id.split(separator: ".").last ?? "")"
        let share = fate.happens(0.7, name) ? fate.number(0.2...0.95, "share \(name)") : fate.number(1.1...2.5, name)
        return deed(
            name, by: .department(state.holder),
            at: moment(share, of: supervision.answerBy, from: supervision.at, name),
            .report(ref: fate.happens(0.5, "ref \(name)") ? supervision.id : nil))
    }
}
