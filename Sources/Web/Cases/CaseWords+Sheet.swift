import Foundation
import Hotline
import Store
import WorkTime

/// 转办单: a case on one sheet of paper, for those who sign.
extension CaseWords {
    /// A sheet has room for so much of a report, in characters.
    private static let textLength = 900
    /// And for so many rounds: the first and the latest.
    private static let roundCount = 6

    /// What the sheet says.
    func sheet(_ state: Case, _ record: ReportRecord?, for principal: Principal) -> [String: Any] {
        var values = facts(of: state)
        if var report = report(record, of: state, for: principal) {
            if let text = report["text"] as? String, text.count > Self.textLength {
                report["text"] = text.prefix(Self.textLength) + "…"
                report["isCut"] = true
            }
            values["report"] = report
        }
        values["printedAt"] = services.now().text(in: services.zone)
        values["supporting"] = state.supporting.map { support in
            var values: [String: Any] = ["department": department(support.department)]
            values["reason"] = support.reason
            values["dueBy"] = support.dueBy?.text(in: services.zone)
            return values
        }
        values["hasSupporting"] = !state.supporting.isEmpty
        values["limits"] = limits(of: state)
        let rounds = state.rounds
        let shown = rounds.count > Self.roundCount ? rounds.prefix(1) + rounds.suffix(Self.roundCount - 1) : rounds[...]
        values["rounds"] = shown.map(round)
        values["policy"] = state.terms.policy
        return values
    }

    /// The present round's limits, and what the resident was promised.
    private func limits(of state: Case) -> [[String: Any]] {
        let round = state.round
        let clocks: [(LimitKind, CaseClock)] = [
            (.accept, round.accept), (.contact, round.contact), (round.kind, round.clock),
        ]
        var rows = clocks.compactMap { kind, clock -> [String: Any]? in
            guard let due = clock.due else { return nil }
            var row: [String: Any] = ["name": language(kind.name), "due": due.instant.text(in: services.zone)]
            row["limit"] = clock.limit.map { limit($0.limit) }
            row["doneAt"] = clock.stoppedAt?.text(in: services.zone)
            return row
        }
        if let promisedBy = state.promisedBy {
            var row: [String: Any] = [
                "name": language(LimitKind.promise.name), "due": promisedBy.text(in: services.zone),
            ]
            row["limit"] = state.residentClock.limit.map { limit($0.limit) }
            rows.append(row)
        }
        return rows
    }

    /// 5 个工作日
    private func limit(_ limit: TimeLimit) -> String {
        let unit =
            switch limit.unit {
            case .minutes: "分钟"
            case .hours: "小时"
            case .days: "天"
            case .workingMinutes: "分钟工作时间"
            case .workingHours: "个工作小时"
            case .workingDays: "个工作日"
            }
        return language(zh: "\(limit.amount) \(unit)", en: limit.description)
    }

    private func round(_ round: Round) -> [String: Any] {
        var values: [String: Any] = [
            "number": round.number, "department": department(round.department), "reason": language(round.reason.name),
            "from": round.assignedAt.text(in: services.zone),
        ]
        values["to"] = round.endedAt?.text(in: services.zone)
        values["ending"] = round.ending.map { language($0.name) }
        if let due = round.clock.due { values["due"] = due.instant.text(in: services.zone) }
        return values
    }
}

extension TaskReason {
    /// As people call it.
    fileprivate var name: BilingualName {
        switch self {
        case .classified: BilingualName(zh: "自动派单", en: "classified")
        case .assigned: BilingualName(zh: "派单、转派", en: "assigned by the desk")
        case .reopened: BilingualName(zh: "重办", en: "reopened")
        case .supporting: BilingualName(zh: "协办", en: "supporting")
        case .withdrawn: BilingualName(zh: "撤回", en: "withdrawn")
        }
    }
}

extension Round.Ending {
    /// As people call it.
    fileprivate var name: BilingualName {
        switch self {
        case .resolved: BilingualName(zh: "办结", en: "resolved")
        case .returned: BilingualName(zh: "退单", en: "returned")
        case .dispatched: BilingualName(zh: "派出", en: "dispatched")
        case .reassigned: BilingualName(zh: "转派", en: "re-assigned")
        case .merged: BilingualName(zh: "并案", en: "merged")
        case .withdrawn: BilingualName(zh: "撤单", en: "withdrawn")
        }
    }
}

extension LimitKind {
    /// As people call it.
    fileprivate var name: BilingualName {
        switch self {
        case .dispatch: BilingualName(zh: "派单时限", en: "Dispatch by")
        case .accept: BilingualName(zh: "签收时限", en: "Accept by")
        case .contact: BilingualName(zh: "联系时限", en: "Contact by")
        case .resolve: BilingualName(zh: "办结时限", en: "Resolve by")
        case .redo: BilingualName(zh: "重办时限", en: "Redo by")
        case .answer: BilingualName(zh: "答复时限", en: "Answer by")
        case .promise: BilingualName(zh: "承诺居民时限", en: "Promised by")
        }
    }
}
