/// Why an event changes nothing.
package enum Refusal: Error, Sendable, Hashable {
    /// The same identity was used for something else.
    case identityReused
    /// Its `at` lies too far ahead of its record's timestamp.
    case aheadOfTime
    /// The case holds as many events as it may.
    case tooManyEvents
    /// It is for others to do.
    case notYours(Set<Party>)
    /// The state does not allow it.
    case wrongState(CaseState)
    /// It is about another round than the present one.
    case otherRound(present: Int)
    /// A return because others share the case.
    case sharedReturn
    /// `returnWithin` is over.
    case returnTooLate
    /// So many returns were granted; the desk has dispatched finally.
    case finalDispatch(returns: Int)
    /// The same is asked for already.
    case requestPending
    /// No such request is open.
    case unknownRequest
    /// The desk may not decide this alone.
    case needsManager
    /// The time named is over.
    case timeOver
    /// What was to be extended is due already.
    case extensionTooLate
    /// There is no limit to extend.
    case noLimit
    /// No such department.
    case unknownDepartment(String)
    /// It has the case already.
    case alreadyHolder(String)
    /// It helps already.
    case alreadySupporting(String)
    /// Nobody reported the case under that number.
    case unknownCaller
    /// The caller has spoken about this result, or withdrawn the report.
    case alreadyEvaluated
    /// Wishes are answered, not evaluated.
    case wishNotEvaluated
    /// A wish is resolved with an answer.
    case answerMissing
    /// Only a wish has an answer.
    case answerOutOfPlace
    /// A caller has not been asked yet.
    case callBackOpen
    /// `reopenWithin` is over.
    case reopenTooLate
    /// No such case to merge into.
    case unknownTarget
    /// A case cannot be merged into itself.
    case ownTarget
    /// The target is merged itself.
    case mergedTarget(into: CaseNumber)
    /// The target is closed.
    case closedTarget
    /// A wish and a case that is none.
    case mixedMerge
    /// A department may raise the urgency, not lower it.
    case onlyRaise
    /// No such supervision is open.
    case unknownSupervision
}

extension Refusal {
    /// What the sender is told, in Chinese and English.
    package var text: BilingualName {
        switch self {
        case .identityReused: text("该编号已用于另一条内容不同的消息", "the same id was used for an event with another body")
        case .aheadOfTime: text("填报时间晚于收到时间过多", "the time lies too far ahead of when the event was received")
        case .tooManyEvents: text("该工单的记录已达上限", "the case holds as many events as it may")
        case .notYours(let parties): text("只能由\(list(parties, \.zh))办理", "this is for \(list(parties, \.en)) to do")
        case .wrongState(let state):
            text("工单当前为“\(state.name.zh)”，不能这样办理", "the case is \(state.name.en), which does not allow it")
        case .otherRound(let present): text("工单现为第 \(present) 轮", "the case is in round \(present)")
        case .timeOver: text("所填时间已过", "the time named is over")
        case .unknownDepartment(let id): text("没有单位 \(id)", "there is no department \(id)")
        case .alreadyHolder(let id): text("工单已在 \(id)", "\(id) has the case already")
        case .alreadySupporting(let id): text("\(id) 已是协办单位", "\(id) helps already")
        case .onlyRaise: text("承办单位只能调高紧急程度", "a department may raise the urgency, not lower it")
        case .unknownSupervision: text("没有待反馈的督办", "no such supervision is open")
        case .answerMissing: text("点单须答复：采纳、列入计划或不采纳", "a wish is answered: adopted, planned or declined")
        case .answerOutOfPlace: text("只有点单才有采纳答复", "only a wish has an answer")
        default: requestText ?? mergeText ?? callerText
        }
    }

    private var requestText: BilingualName? {
        switch self {
        case .sharedReturn: text("职责交叉不予退单，请吹哨", "a shared case is not returned; call the others for help")
        case .returnTooLate: text("已超过退单时限", "the time for a return is over")
        case .finalDispatch(let returns):
            text("已退单 \(returns) 次，受理中心已最终派单", "after \(returns) returns the desk has dispatched finally")
        case .requestPending: text("同类申请正在审批", "the same is asked for already")
        case .unknownRequest: text("没有该待审批申请", "no such request is open")
        case .needsManager: text("须由领导审批", "a manager has to decide this")
        case .extensionTooLate: text("办理时限已到，不能延期", "what is due already cannot be extended")
        case .noLimit: text("该工单没有时限", "the case has no limit")
        default: nil
        }
    }

    private var mergeText: BilingualName? {
        switch self {
        case .unknownTarget: text("没有该主工单", "there is no such case to merge into")
        case .ownTarget: text("不能并入自身", "a case cannot be merged into itself")
        case .mergedTarget(let root):
            text("目标已并入 \(root.grouped)", "the target is itself merged into \(root.grouped)")
        case .closedTarget: text("目标已归档", "the target is closed")
        case .mixedMerge: text("点单与其他工单不能并案", "a wish is merged with wishes only")
        default: nil
        }
    }

    private var callerText: BilingualName {
        switch self {
        case .unknownCaller: text("该编号没有来电人", "nobody reported the case under that number")
        case .alreadyEvaluated: text("该来电人已评价", "the caller has spoken about this result already")
        case .wishNotEvaluated: text("点单不作回访评价", "wishes are answered, not evaluated")
        case .callBackOpen: text("尚有来电人未回访", "a caller has not been asked yet")
        default: text("已超过重办时限", "the time for reopening is over")
        }
    }

    private func text(_ zh: String, _ en: String) -> BilingualName { BilingualName(zh: zh, en: en) }

    private func list(_ parties: Set<Party>, _ language: KeyPath<BilingualName, String>) -> String {
        let names = Party.allCases.filter(parties.contains).map { $0.name[keyPath: language] }
        return names.joined(separator: language == \BilingualName.zh ? "、" : " or ")
    }
}
