import Foundation
import Hotline
import WorkTime

/// The form of an action: what it asks for, and the event that its fields make.
struct ActionForm: Sendable {
    /// What a field is entered by, and what it becomes in the event.
    enum Field: Sendable {
        /// Words, of one line or several.
        case text(String, isLong: Bool, isNeeded: Bool)
        /// A number.
        case number(String, ClosedRange<Int>)
        /// An instant on the district's clock.
        case time(String, isNeeded: Bool)
        /// One of these, or several; an empty value is none.
        case choice(String, [(value: String, name: BilingualName)], isNeeded: Bool)
        case choices(String, [(value: String, name: BilingualName)])

        var name: String {
            switch self {
            case .text(let name, _, _), .number(let name, _), .time(let name, _), .choice(let name, _, _),
                .choices(let name, _):
                name
            }
        }
    }

    let action: ProgressAction
    let fields: [Field]

    /// Actions that forms of their own are for, or that people do from other places.
    private static let elsewhere: Set<ProgressAction> = [.grant, .refuse]

    /// The forms for what somebody may do with a case as it stands, in the order of the table of actions.
    static func all(for principal: Principal, on state: Case, in district: District) -> [ActionForm] {
        ActionRule.all.filter { rule in
            rule.from.contains(state.state) && !elsewhere.contains(rule.action)
                && principal.mayAct(rule.action, on: state, desk: district.deskID)
        }.map { ActionForm($0.action, on: state, in: district) }
    }

    init(_ action: ProgressAction, on state: Case, in district: District) {
        let others = district.departments.filter { $0.id != state.holder }.map { ($0.id, $0.name) }
        self.action = action
        var fields: [Field] =
            switch action {
            case .accept, .contact, .arrive, .contribute, .resume, .reopen, .close, .urge, .withdraw, .grant, .refuse:
                []
            case .start:
                [
                    .choice("stage", Choices.stages, isNeeded: false),
                    .text("participants", isLong: false, isNeeded: false),
                ]
            case .return:
                [.choice("ground", Choices.grounds, isNeeded: true), .choice("suggested", others, isNeeded: false)]
            case .suspend:
                [
                    .choice("kind", Choices.suspensions, isNeeded: true), .time("until", isNeeded: true),
                    .text("owner", isLong: false, isNeeded: false),
                ]
            case .extend: [.number("workingDays", 1...60), .text("reason", isLong: true, isNeeded: true)]
            case .assist:
                [
                    .choices("departments", others), .text("reason", isLong: true, isNeeded: true),
                    .time("dueBy", isNeeded: false),
                ]
            case .assignTo: [.text("person", isLong: false, isNeeded: true)]
            case .resolve:
                [.text("reply", isLong: true, isNeeded: true)]
                    + (state.subject.kind == .wish ? [.choice("answer", Choices.answers, isNeeded: true)] : [])
            case .report: [.choice("ref", Self.supervisions(of: state), isNeeded: true)]
            case .assign: [.choice("to", others, isNeeded: true), .choices("supporting", others)]
            case .reclassify: [.choice("area", district.areas.map { ($0.id, $0.name) }, isNeeded: true)]
            case .merge: [.text("into", isLong: false, isNeeded: true)]
            case .setUrgency: [.choice("urgency", Choices.urgencies, isNeeded: true)]
            case .exclude: [.choice("ground", Choices.exclusions, isNeeded: true)]
            case .supervise: [.choice("level", Choices.levels, isNeeded: true), .time("answerBy", isNeeded: true)]
            case .evaluate:
                [
                    .choice("reached", Choices.reached, isNeeded: true),
                    .choice("resolved", Choices.resolved, isNeeded: false),
                    .choice("satisfaction", Choices.satisfaction, isNeeded: false),
                ]
            }
        let needsNote = action == .exclude || action == .supervise
        if action != .accept { fields.append(.text("note", isLong: true, isNeeded: needsNote)) }
        self.fields = fields
    }

    /// The field that 常用语 are for: the first that takes several lines.
    var cannedField: String? {
        for case .text(let name, isLong: true, _) in fields { return name }
        return nil
    }

    /// 督办 that wait for an answer.
    private static func supervisions(of state: Case) -> [(value: String, name: BilingualName)] {
        state.supervisions.filter { $0.answeredAt == nil }.map { ($0.id, BilingualName(zh: "督办", en: "supervision")) }
    }

    /// What was entered, or what was chosen instead.
    static func entered(_ text: String?, orCanned canned: String?) -> String {
        [text, canned].lazy.map { ($0 ?? "").trimmingCharacters(in: .whitespacesAndNewlines) }
            .first { !$0.isEmpty } ?? ""
    }

    /// The event that a filled form makes; what is wrong in it is told as the topic would tell it.
    ///
    /// - Parameters:
    ///   - id: the form's, so that it counts once however often it is sent.
    func event(
        _ form: FormFields, id: String, number: CaseNumber, at now: Instant, _ days: WallTimes
    ) throws(WebError) -> ProgressEvent {
        var members: [String: Any] = [
            "id": id, "case": number.description, "action": action.rawValue, "at": days.text(now),
        ]
        for field in fields {
            let text = Self.entered(form[field.name], orCanned: field.name == cannedField ? form["canned"] : nil)
            switch field {
            case .choices(let name, _):
                let chosen = form.all(name).filter { !$0.isEmpty }
                if !chosen.isEmpty { members[name] = chosen }
            case _ where text.isEmpty: break
            case .text("participants", _, _):
                members["participants"] = text.split(whereSeparator: { "，,、;；".contains($0) }).map {
                    $0.trimmingCharacters(in: .whitespaces)
                }
            case .text("into", _, _): members["into"] = CaseNumber(typed: text)?.description ?? text
            case .number(let name, _): members[name] = Int(text) ?? text
            case .time(let name, _): members[name] = days.time(typed: text) ?? text
            case .choice("reached", _, _): members["reached"] = text == "true"
            case .choice("satisfaction", _, _): members["satisfaction"] = Int(text) ?? text
            case .text(let name, _, _), .choice(let name, _, _): members[name] = text
            }
        }
        do throws(MessageError) {
            let json = (try? JSONSerialization.data(withJSONObject: members)).map { [UInt8]($0) } ?? []
            return try ProgressEvent(json: json.span.bytes)
        } catch {
            throw .wrongField(error.field, error.expected)
        }
    }
}

/// Times as forms have them, on the district's clock.
struct WallTimes: Sendable {
    let utcOffset: Int

    func text(_ instant: Instant) -> String { instant.rfc3339(utcOffset: utcOffset) }

    /// `2026-11-30T18:00`, as browsers send it.
    func time(typed text: String) -> String? {
        let sign = utcOffset < 0 ? "-" : "+"
        let minutes = abs(utcOffset) / 60
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let whole = (text.utf8.count == 16 ? text + ":00" : text) + sign + two(minutes / 60) + ":" + two(minutes % 60)
        return (try? Instant(rfc3339: whole)) == nil ? nil : whole
    }
}

/// What may be chosen.
enum Choices {
    typealias List = [(value: String, name: BilingualName)]

    static let stages: List = ProgressBody.Start.Stage.allCases.map { ($0.rawValue, $0.name) }
    static let grounds: List = [
        ("notResponsible", BilingualName(zh: "非本单位职责", en: "not responsible")),
        ("outsideArea", BilingualName(zh: "不在辖区", en: "outside its area")),
        ("unclear", BilingualName(zh: "诉求不清", en: "unclear")),
        ("shared", BilingualName(zh: "需多部门办理", en: "shared with others")),
    ]
    static let suspensions: List = [
        ("waiting", BilingualName(zh: "挂起（到期自动恢复）", en: "waiting (ends by itself)")),
        ("ledger", BilingualName(zh: "挂账（须填责任人和复核日期）", en: "ledger (with an owner and a review date)")),
    ]
    static let answers: List = [
        ("adopted", BilingualName(zh: "已采纳", en: "adopted")), ("planned", BilingualName(zh: "列入计划", en: "planned")),
        ("declined", BilingualName(zh: "不予采纳", en: "declined")),
    ]
    static let urgencies: List = Urgency.allCases.map { ($0.rawValue, $0.name) }
    static let exclusions: List = [
        ("withdrawn", BilingualName(zh: "已撤回", en: "withdrawn")),
        ("unreasonable", BilingualName(zh: "不合理诉求", en: "unreasonable")),
        ("unreachable", BilingualName(zh: "无法联系", en: "unreachable")),
        ("outOfScope", BilingualName(zh: "超出职责范围", en: "out of scope")),
        ("none", BilingualName(zh: "恢复计入", en: "counts again")),
    ]
    static let levels: List = [
        ("reminder", BilingualName(zh: "提醒", en: "reminder")), ("formal", BilingualName(zh: "正式督办", en: "formal")),
        ("listed", BilingualName(zh: "挂牌督办", en: "listed")),
    ]
    static let reached: List = [
        ("true", BilingualName(zh: "已接通", en: "reached")), ("false", BilingualName(zh: "未接通", en: "not reached")),
    ]
    static let resolved: List = [
        ("yes", BilingualName(zh: "已解决", en: "resolved")), ("no", BilingualName(zh: "未解决", en: "not resolved")),
        ("unanswered", BilingualName(zh: "未表态", en: "unanswered")),
    ]
    static let satisfaction: List = [
        ("5", BilingualName(zh: "5 非常满意", en: "5 very satisfied")), ("4", BilingualName(zh: "4 满意", en: "4 satisfied")),
        ("3", BilingualName(zh: "3 基本满意", en: "3 rather satisfied")),
        ("2", BilingualName(zh: "2 不满意", en: "2 dissatisfied")),
        ("1", BilingualName(zh: "1 非常不满意", en: "1 very dissatisfied")),
    ]
}
