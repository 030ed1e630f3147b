import Hotline
import WorkTime

/// What nobody may do and somebody does: all of it is to be refused, and changes nothing.
extension Scene {
    var mischief: Deed? {
        guard let mischief = temper.mischief, !isDone("mischief") else { return nil }
        switch mischief {
        case .grantsItself, .takesAnothers, .wrongRound, .lowersUrgency, .returnsShared, .returnsLate, .reusesIdentity:
            return departmentsMischief(mischief)
        case .grantsNothing, .sendsToNobody, .mergesWithItself: return desksMischief(mischief)
        default: return othersMischief(mischief)
        }
    }

    private func wrong(
        by doer: Deed.Doer, _ minutes: ClosedRange<Int>, from start: Instant? = nil, round: Int? = nil,
        _ body: ProgressBody
    ) -> Deed? {
        deed(
            "mischief", by: doer, at: after(start ?? state.round.assignedAt, minutes: minutes, "mischief"),
            round: round, body)
    }

    private func departmentsMischief(_ mischief: Mischief) -> Deed? {
        guard isOpen, isWithDepartment else { return nil }
        let holder = Deed.Doer.department(state.holder)
        switch mischief {
        case .grantsItself:
            guard let request = state.requests.first else { return nil }
            return wrong(by: holder, 1...9, from: request.at, .grant(ref: request.id))
        case .takesAnothers:
            let helping = Set(state.supporting.map(\.department))
            guard let other = fate.pick(others.filter { !helping.contains($0) }, "taker") else { return nil }
            return wrong(by: .department(other), 10...400, .accept)
        case .wrongRound: return wrong(by: holder, 10...400, round: round + 1, .contact)
        case .lowersUrgency:
            guard state.subject.urgency > .normal else { return nil }
            return wrong(by: holder, 10...100, .setUrgency(.normal))
        case .returnsShared: return wrong(by: holder, 10...200, .return(.init(ground: .shared)))
        case .returnsLate:
            // In an emergency the minutes are not those of work.
            guard state.subject.urgency != .emergency, state.suspension == nil, state.requests.isEmpty else {
                return nil
            }
            return wrong(by: holder, 900...1_200, .return(.init(ground: .unclear)))
        default:
            let own = state.history.lazy.compactMap { $0.progress?.event }.first { $0.action == .accept }
            guard let own, round == 1 else { return nil }
            guard var again = wrong(by: holder, 20...600, .contact) else { return nil }
            again.event.id = own.id
            return again
        }
    }

    private func desksMischief(_ mischief: Mischief) -> Deed? {
        guard isOpen else { return nil }
        switch mischief {
        case .grantsNothing: return wrong(by: .desk, 5...500, .grant(ref: "nothing"))
        case .sendsToNobody: return wrong(by: .desk, 5...500, .assign(.init(to: "nobody")))
        default: return wrong(by: .desk, 5...500, .merge(into: state.number))
        }
    }

    private func othersMischief(_ mischief: Mischief) -> Deed? {
        switch mischief {
        case .evaluatesEarly:
            return isOpen ? wrong(by: .hotline, 10...500, .evaluate(.init(resolved: .yes, satisfaction: 5))) : nil
        case .supervisesThePast:
            guard isOpen else { return nil }
            let yesterday = state.round.assignedAt.adding(milliseconds: -86_400_000)
            return wrong(by: .manager, 10...500, .supervise(.init(level: .formal, answerBy: yesterday)))
        case .resolvesTwice:
            guard state.state == .resolved, let resolve = state.resolves.last else { return nil }
            return wrong(by: .department(state.holder), 5...60, from: resolve.at, resolution("again"))
        case .worksOnMerged:
            guard state.state == .merged, state.holder != district.desk else { return nil }
            return wrong(by: .department(state.holder), 5...60, .accept)
        default:
            guard state.state == .closed, let closing = state.closing else { return nil }
            return wrong(by: .department(state.holder), 60...2_000, from: closing.at, .contact)
        }
    }
}
