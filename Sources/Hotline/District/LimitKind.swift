/// What a case's time limits are set for. Raw values are the district file's.
package enum LimitKind: String, CaseIterable, Sendable {
    /// 派单: the desk gives the case to a department.
    case dispatch
    /// 签收: the department takes the case.
    case accept
    /// 先行联系: the department speaks to the resident.
    case contact
    /// 办结: the department ends the case.
    case resolve
    /// 重办: it ends it once more, after the resident was not content.
    case redo
    /// A wish (点单) is answered: adopted, planned or declined.
    case answer
    /// 承诺: what the resident is promised, where that is another time than `resolve`.
    case promise

    /// What a district need not set.
    package var isOptional: Bool { self == .promise }
}
