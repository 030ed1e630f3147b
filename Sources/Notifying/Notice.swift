package import Hotline
package import WorkTime

/// Something that somebody is told: that there is a case, and what about. It holds nothing of what residents wrote, and
/// nobody's name or number.
package struct Notice: Sendable, Hashable {
    /// What happened.
    package enum Kind: String, Sendable {
        /// A new task, to answer for or to help with.
        case task, supporting
        /// 重办.
        case redo
        /// A rung of a ladder.
        case escalation
        /// 督办.
        case supervision

        func name(isEnglish: Bool) -> String {
            switch self {
            case .task: isEnglish ? "New task" : "新工单"
            case .supporting: isEnglish ? "Your help is wanted" : "协办工单"
            case .redo: isEnglish ? "To be redone" : "重办工单"
            case .escalation: isEnglish ? "Time is running out" : "时限提醒"
            case .supervision: isEnglish ? "Supervision" : "督办"
            }
        }
    }

    /// The same whenever the same is told.
    package var id: String
    package var kind: Kind
    package var number: CaseNumber
    package var department: String
    package var area: String
    package var community: String?
    package var street: String?
    package var reportKind: ReportKind
    package var urgency: Urgency
    /// By when it has to be done, or answered.
    package var due: Instant?
    /// Of a rung, how much of the time is used up, in per cent.
    package var percent: Int?
    /// Whom a rung tells.
    package var contact: String?
}

/// Notices of what trackers and ingest workers write.
extension Notice {
    /// A task, from `tasks.<department>`; nil for one that tells a department that it is no longer wanted.
    package init?(task fields: TaskHead) {
        switch (fields.reason, fields.role) {
        case ("withdrawn", _): return nil
        case ("reopened", _): kind = .redo
        case (_, "supporting"): kind = .supporting
        default: kind = .task
        }
        id = "\(fields.number).\(fields.round).\(fields.role).\(fields.department)"
        (number, department, area) = (fields.number, fields.department, fields.area)
        (community, street, reportKind, urgency) = (fields.community, fields.street, fields.kind, fields.urgency)
        due = fields.resolveBy
    }

    /// A rung that was told, from `escalations`.
    package init(_ escalation: Escalation) {
        id = escalation.rung.id
        kind = .escalation
        (number, department, area) = (escalation.rung.caseNumber, escalation.rung.department, escalation.area)
        (community, street) = (escalation.community, escalation.street)
        (reportKind, urgency) = (escalation.kind, escalation.urgency)
        (percent, contact) = (escalation.rung.percent, escalation.contact)
    }

    /// A 督办, from `cases`.
    package init(_ supervision: SupervisionRecord, of state: Case) {
        id = "\(state.number).supervision.\(supervision.id)"
        kind = .supervision
        (number, department, area) = (state.number, state.holder, state.subject.area)
        (community, street) = (state.subject.community, state.subject.street)
        (reportKind, urgency) = (state.subject.kind, state.subject.urgency)
        due = supervision.answerBy
    }
}
