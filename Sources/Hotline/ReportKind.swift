/// What a resident wants with a report. Raw values are the wire's.
package enum ReportKind: String, CaseIterable, Sendable {
    /// 求助: asks for help; the default.
    case help
    /// 投诉: complains about somebody's doing.
    case complaint
    /// 咨询: asks a question.
    case question
    /// 建议: proposes something.
    case suggestion
    /// 举报: reports a wrong, confidentially by default.
    case tipoff
    /// 表扬: praises.
    case praise
    /// 点单: wishes for something; others may endorse it (附议).
    case wish
}
