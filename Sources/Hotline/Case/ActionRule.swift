/// Who may do what with a case, in which states, and where that leads: one row of the table of actions.
///
/// The code checks by this table, and pages and documentation are made from it, so that they cannot say different
/// things. What else an action asks for (a time, a request that is open) is checked where it is done.
package struct ActionRule: Sendable, Hashable {
    /// The action that the row is about.
    package let action: ProgressAction
    /// What people call it.
    package let name: BilingualName
    /// Who may do it.
    package let parties: Set<Party>
    /// The states in which it may be done.
    package let from: Set<CaseState>
    /// Where it leads; nil if the state stays, or depends on more than the action.
    package let to: CaseState?
    /// It changes nothing until the desk grants it.
    package let isRequest: Bool
    /// Done to a merged case, it counts for the case that answers for it.
    package let reachesRoot: Bool

    /// The row of an action.
    package static subscript(action: ProgressAction) -> ActionRule {
        byAction[action] ?? ActionRule(action, "", "", by: [], from: [])
    }

    private static let byAction = Dictionary(uniqueKeysWithValues: all.map { ($0.action, $0) })

    private init(
        _ action: ProgressAction, _ zh: String, _ en: String, by parties: Set<Party>, from: Set<CaseState>,
        to: CaseState? = nil, isRequest: Bool = false, reachesRoot: Bool = false
    ) {
        self.action = action
        name = BilingualName(zh: zh, en: en)
        self.parties = parties
        self.from = from
        self.to = to
        self.isRequest = isRequest
        self.reachesRoot = reachesRoot
    }

    private static let running: Set<CaseState> = [.assigned, .accepted, .working]
    private static let open = CaseState.open
    private static let openOrResolved = CaseState.open.union([.resolved])

    /// The table, in the order of a case's life.
    package static let all: [ActionRule] = [
        // The holder.
        ActionRule(.accept, "签收", "accept", by: [.holder], from: [.assigned], to: .accepted),
        ActionRule(.contact, "先行联系", "contact the resident", by: [.holder], from: open),
        ActionRule(.start, "办理", "start work", by: [.holder], from: running, to: .working),
        ActionRule(.assignTo, "内部指派", "assign inside the department", by: [.holder], from: open),
        ActionRule(.return, "退单", "return", by: [.holder], from: running, isRequest: true),
        ActionRule(.suspend, "挂起、挂账", "suspend", by: [.holder], from: open, isRequest: true),
        ActionRule(.extend, "延期", "extend", by: [.holder], from: open, isRequest: true),
        ActionRule(.resolve, "办结", "resolve", by: [.holder], from: open, to: .resolved),
        ActionRule(.report, "督办反馈", "report to the manager", by: [.holder], from: openOrResolved),
        // Several.
        ActionRule(.assist, "吹哨", "call for help", by: [.holder, .desk], from: open),
        ActionRule(.arrive, "报到", "arrive to help", by: [.supporting], from: open),
        ActionRule(.contribute, "协办反馈", "contribute", by: [.supporting, .grid], from: open),
        ActionRule(.resume, "恢复办理", "resume", by: [.holder, .desk], from: CaseState.suspended),
        ActionRule(.setUrgency, "调整紧急程度", "set the urgency", by: [.holder, .desk], from: open),
        // The desk.
        ActionRule(.grant, "同意申请", "grant", by: [.desk, .manager], from: open),
        ActionRule(.refuse, "驳回申请", "refuse", by: [.desk, .manager], from: open),
        ActionRule(.assign, "派单、转派", "assign", by: [.desk], from: open, to: .assigned),
        ActionRule(.reclassify, "调整分类", "reclassify", by: [.desk], from: open),
        ActionRule(.merge, "并案", "merge", by: [.desk], from: open, to: .merged),
        ActionRule(.close, "归档", "close", by: [.desk], from: [.resolved], to: .closed),
        ActionRule(.exclude, "剔除", "exclude from the rates", by: [.desk], from: openOrResolved.union([.closed])),
        // Residents, the hotline for them, managers.
        ActionRule(.urge, "催单", "urge", by: [.hotline], from: openOrResolved, reachesRoot: true),
        ActionRule(.evaluate, "共评、回访", "evaluate", by: [.hotline, .resident], from: [.resolved], reachesRoot: true),
        ActionRule(
            .reopen, "重办", "reopen", by: [.hotline, .desk], from: [.resolved, .closed], to: .assigned, reachesRoot: true
        ),
        ActionRule(
            .withdraw, "撤单", "withdraw", by: [.hotline, .resident], from: open, to: .closed, reachesRoot: true),
        ActionRule(.supervise, "督办", "supervise", by: [.manager], from: openOrResolved),
    ]
}
