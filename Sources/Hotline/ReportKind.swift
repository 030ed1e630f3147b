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

    /// Its name in Chinese and English.
    package var name: BilingualName {
        switch self {
        case .help: BilingualName(zh: "求助", en: "help")
        case .complaint: BilingualName(zh: "投诉", en: "complaint")
        case .question: BilingualName(zh: "咨询", en: "question")
        case .suggestion: BilingualName(zh: "建议", en: "suggestion")
        case .tipoff: BilingualName(zh: "举报", en: "tip-off")
        case .praise: BilingualName(zh: "表扬", en: "praise")
        case .wish: BilingualName(zh: "点单", en: "wish")
        }
    }
}
