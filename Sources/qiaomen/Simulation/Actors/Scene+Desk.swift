import Hotline
import WorkTime

/// The desk: it hands on what lies with it, and looks after all cases.
extension Scene {
    /// What it does next.
    var desksDeed: Deed? {
        [heldDeed, mergeDeed, reassignment, reclassification, closing, deskReopening, exclusion, resumption]
            .lazy.compactMap(\.self).min { $0.at < $1.at }
    }

    /// 派单: what lies with the desk goes to a department; what the desk can answer itself it answers.
    private var heldDeed: Deed? {
        guard !isWithDepartment, isOpen, !temper.isForgotten || round > 1 else { return nil }
        let name = "r\(round).desk"
        let isLate = fate.happens(0.1, "\(name) late")
        let at = after(state.round.assignedAt, minutes: isLate ? 125...900 : 4...115, name)
        if answersItself {
            return deed("\(name).resolve", by: .desk, at: at, resolution(name))
        }
        if temper.isReclassified, round == 1, !isDone("\(name).reclassify"), let area = otherArea {
            return deed("\(name).reclassify", by: .desk, at: now, .reclassify(.init(area: area)))
        }
        return deed("\(name).assign", by: .desk, at: at, .assign(dispatch(name)))
    }

    private var answersItself: Bool {
        let chance =
            switch state.subject.kind {
            case .praise: 0.9
            case .question: 0.5
            default: state.redos > state.terms.rules.maxRedo ? 0.4 : 0.15
            }
        return fate.happens(chance, "r\(round) answers itself")
    }

    /// Where the last holder said that it belongs, or somewhere else.
    private func dispatch(_ name: String) -> ProgressBody.Dispatch {
        let last = state.rounds.dropLast().last { $0.department != district.desk }?.department
        let suggested = state.history.reversed().lazy.compactMap { entry -> String? in
            guard case .return(let back) = entry.progress?.event.body else { return nil }
            return back.suggested
        }.first
        let candidates = district.departments.filter { $0 != last }
        let fresh = fate.pick(candidates.isEmpty ? district.departments : candidates, name) ?? district.desk
        let to = suggested.flatMap { fate.happens(0.6, "\(name) as suggested") && $0 != last ? $0 : nil } ?? fresh
        let supporting =
            fate.happens(0.15, "\(name) with help") ? fate.pick(district.departments.filter { $0 != to }, "s") : nil
        return .init(to: to, supporting: supporting.map { [$0] } ?? [])
    }

    private var otherArea: String? { fate.pick(district.areas.filter { $0 != state.subject.area }, "area") }

    /// 并案: a case about what another is about already.
    private var mergeDeed: Deed? {
        guard isOpen, let target, target.number != state.number, target.state != .closed, target.state != .merged,
            target.isWish == (state.subject.kind == .wish)
        else { return nil }
        let at = after(state.rounds[0].assignedAt, minutes: 5...400, "merge")
        return deed("merge.\(target.number)", by: .desk, at: at, .merge(into: target.number))
    }

    /// 转派: the desk takes a case away from who has it.
    private var reassignment: Deed? {
        guard temper.isReassigned, isWithDepartment, isOpen, let to = fate.pick(others, "reassigned to") else {
            return nil
        }
        let at = moment(0.5, of: state.round.clock.due?.instant, from: state.round.assignedAt, "reassign")
        return deed("reassign", by: .desk, at: at, .assign(.init(to: to)))
    }

    private var reclassification: Deed? {
        guard temper.isReclassified, isWithDepartment, isOpen, let area = otherArea else { return nil }
        let kind: ReportKind? =
            state.subject.kind == .help && fate.happens(0.3, "another kind") ? .complaint : nil
        let at = after(state.rounds[0].assignedAt, minutes: 60...1_500, "reclassify")
        if fate.happens(0.3, "urgency instead") {
            let urgency: Urgency = state.subject.urgency == .normal ? .urgent : .normal
            return deed("urgency", by: .desk, at: at, .setUrgency(urgency))
        }
        return deed("reclassify", by: .desk, at: at, .reclassify(.init(area: area, kind: kind)))
    }

    /// 归档, where all have been asked and not all have answered.
    private var closing: Deed? {
        guard state.state == .resolved, let resolve = state.resolves.last else { return nil }
        let isAsked = state.presentCallers.allSatisfy { !$0.isReachable || $0.wasAsked(resolve: state.resolves.count) }
        guard isAsked || state.subject.kind == .wish, fate.happens(0.6, "closes \(state.resolves.count)") else {
            return nil
        }
        let name = "close\(state.resolves.count)"
        return deed(name, by: .desk, at: after(max(resolve.at, state.lastAppliedAt), minutes: 30...1_000, name), .close)
    }

    /// 重办: the desk has looked at what was done.
    private var deskReopening: Deed? {
        guard state.state == .resolved, state.redos == 0, fate.happens(0.02, "desk reopens"),
            let resolve = state.resolves.last
        else { return nil }
        return deed("reopen.desk", by: .desk, at: after(resolve.at, minutes: 20...600, "reopen.desk"), .reopen)
    }

    /// 剔除, and what comes back into the rates.
    private var exclusion: Deed? {
        guard temper.isExcluded, !state.resolves.isEmpty, state.state == .resolved || state.state == .closed else {
            return nil
        }
        let start = state.resolves[0].at
        let grounds: [ProgressBody.Exclusion.Ground] = [.unreasonable, .unreachable, .outOfScope, .withdrawn]
        if !isDone("exclude"), let ground = fate.pick(grounds, "exclude") {
            return deed(
                "exclude", by: .desk, at: after(start, minutes: 60...2_000, "exclude"), .exclude(.init(ground: ground)))
        }
        guard fate.happens(0.25, "included") else { return nil }
        return deed(
            "include", by: .desk, at: after(start, minutes: 2_100...4_000, "include"), .exclude(.init(ground: .none)))
    }

    /// The desk ends a suspension that nobody else ends.
    private var resumption: Deed? {
        guard let suspension = state.suspension, fate.happens(0.08, "desk resumes") else { return nil }
        let at = moment(0.7, of: suspension.until, from: suspension.since, "desk resumes")
        return deed("resume.desk", by: .desk, at: at, .resume)
    }

    // MARK: - Requests

    /// What becomes of a request: most are granted. The desk sometimes overlooks that an extension is a manager's business.
    var decision: Deed? {
        guard let request = state.requests.first else { return nil }
        let name = "decide.\(request.id.dropFirst(17))"
        let isManagers =
            request.body.action == .extend && state.residentClock.extensions.count >= state.terms.rules.extensionsByDesk
        let isRefused =
            request.body.action == .return
            ? temper.isReturnRefused && state.grantedReturns == 0 : fate.happens(0.15, "\(name) refused")
        let ref = request.id
        let body: ProgressBody = isRefused ? .refuse(ref: ref) : .grant(ref: ref)
        guard isManagers else {
            return deed(name, by: .desk, at: after(request.at, minutes: 10...240, name), body)
        }
        if fate.happens(0.3, "\(name) overlooked"), !isDone("\(name).desk") {
            return deed("\(name).desk", by: .desk, at: after(request.at, minutes: 10...120, name), .grant(ref: ref))
        }
        return deed("\(name).manager", by: .manager, at: after(request.at, minutes: 60...600, name), body)
    }
}
