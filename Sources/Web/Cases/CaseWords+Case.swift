import Foundation
import Hotline
import Store
import WorkTime

/// The parts of a case's page.
extension CaseWords {
    /// What stands at its head.
    func facts(of state: Case) -> [String: Any] {
        let left = timeLeft(
            until: CaseState.open.contains(state.state) ? state.round.clock.due?.instant : nil,
            isPaused: CaseState.suspended.contains(state.state))
        let subject = state.subject
        var values: [String: Any] = [
            "number": state.number.description, "grouped": state.number.grouped,
            "state": self.state(state.state, redos: state.redos), "stateClass": Self.style(state.state),
            "left": left.words, "leftClass": left.style, "department": department(state.holder),
            "area": area(subject.area), "confidence": "\(Int((Double(subject.confidence) * 100).rounded())) %",
            "evidence": subject.evidence.joined(separator: language(zh: "、", en: ", ")),
            "hasEvidence": !subject.evidence.isEmpty,
            "suggestions": subject.suggestions.map {
                ["area": area($0.area), "confidence": "\(Int((Double($0.confidence) * 100).rounded())) %"]
            },
            "place": [subject.community.map(community), subject.street.map(street)].compactMap(\.self)
                .joined(separator: " "),
            "kind": language(subject.kind.name), "urgency": language(subject.urgency.name),
            "promisedBy": state.promisedBy?.text(in: services.zone) ?? "", "isPromised": state.promisedBy != nil,
            "callers": state.callers.count, "urges": state.urges, "round": state.round.number,
            "reply": state.resolves.last?.resolution.reply ?? "", "hasReply": !state.resolves.isEmpty,
        ]
        if let root = state.mergedInto { values["root"] = ["href": "/cases/\(root)", "grouped": root.grouped] }
        return values
    }

    /// The report, as far as somebody may read it; nil where there is none any more.
    func report(_ report: ReportRecord?, of state: Case, for principal: Principal) -> [String: Any]? {
        guard let report else { return nil }
        let isConfidential = report.isConfidential ?? (state.subject.kind == .tipoff)
        let isPersonal = principal.seesPersonalData(isConfidential: isConfidential)
        func shown(_ text: String?) -> String { (isPersonal ? text : text?.maskingPersonalNumbers) ?? "" }
        return [
            "title": shown(report.title), "hasTitle": report.title?.isEmpty == false, "text": shown(report.text),
            "address": shown(report.address),
            "hasAddress": report.address != nil, "isConfidential": isConfidential,
            "name": isPersonal ? report.name ?? "" : "", "phone": isPersonal ? report.phone ?? "" : "",
            "isKnown": isPersonal && (report.name != nil || report.phone != nil),
            "channel": channel(report.channel),
            "receivedAt": report.receivedAt.text(in: services.zone),
        ]
    }

    /// Both clocks, each as a bar of 100 units with its pauses, and in words.
    func clocks(of state: Case) -> [[String: Any]] {
        let ends = [state.residentClock, state.round.clock].compactMap { $0.due?.instant } + [services.now()]
        let start = state.residentClock.start.milliseconds
        let span = Double(max(1, (ends.map(\.milliseconds).max() ?? start) - start))
        func unit(_ instant: Instant) -> Double {
            (max(0, min(1, Double(instant.milliseconds - start) / span)) * 1_000).rounded() / 10
        }
        let named = [
            (language(zh: "居民时钟", en: "resident's clock"), state.residentClock),
            (
                language(
                    zh: "承办时钟（\(department(state.holder))）", en: "department's clock (\(department(state.holder)))"),
                state.round.clock
            ),
        ]
        return named.map { name, clock in
            let end = clock.stoppedAt ?? services.now()
            let due = clock.due?.instant
            let isLate = clock.isMet(asOf: services.now()) == false
            return [
                "name": name, "from": unit(clock.start), "length": max(0, unit(end) - unit(clock.start)),
                "pauses": clock.pauses(upTo: services.now()).map { pause in
                    ["from": unit(pause.start), "length": max(0, unit(pause.end) - unit(pause.start))]
                },
                "due": due.map(unit) ?? 0, "hasDue": due != nil, "isLate": isLate,
                "style": isLate ? "late" : "running",
                "words": clockWords(clock, due, isLate: isLate),
            ]
        }
    }

    private func clockWords(_ clock: CaseClock, _ due: Instant?, isLate: Bool) -> String {
        let since = language(zh: "自 ", en: "since ") + clock.start.text(in: services.zone)
        guard let due else { return since }
        let until = language(zh: "，时限 ", en: ", due ") + due.text(in: services.zone)
        let verdict =
            if clock.stoppedAt != nil {
                isLate ? language(zh: "，超时办结", en: ", done late") : language(zh: "，按时办结", en: ", done in time")
            } else if clock.standstill != nil {
                language(zh: "，计时暂停", en: ", stands still")
            } else {
                "，" + timeLeft(until: due).words
            }
        return since + until + (language == .zh ? verdict : verdict.replacing("，", with: ", "))
    }

    /// One thing that happened.
    func entry(_ entry: HistoryEntry) -> [String: Any] {
        var values: [String: Any] = ["at": entry.at.text(in: services.zone), "who": ""]
        switch entry.kind {
        case .opened(let opening):
            values["what"] = language(
                zh: "受理，派至\(department(opening.assignment.department))",
                en: "received, given to \(department(opening.assignment.department))")
        case .progress(let applied):
            values["what"] = what(applied.event.body)
            values["who"] = applied.event.by ?? ""
            if let note = applied.event.note, !note.isEmpty { values["note"] = note }
        case .resumed: values["what"] = language(zh: "到期恢复办理", en: "work goes on by itself")
        case .closed: values["what"] = language(zh: "自动归档", en: "closed by itself")
        case .absorbed(let absorption):
            values["what"] = language(zh: "并入 \(absorption.child.grouped)", en: "joined by \(absorption.child.grouped)")
        case .followed(.closed): values["what"] = language(zh: "主工单归档", en: "the root was closed")
        case .followed(.reopened): values["what"] = language(zh: "主工单重办", en: "the root was reopened")
        case .amended: values["what"] = language(zh: "诉求内容有补充", en: "the report was amended")
        case .recounted: values["what"] = language(zh: "按新公布的节假日重新计算", en: "counted anew by published holidays")
        }
        return values
    }

    private func what(_ body: ProgressBody) -> String {
        let name = language(ActionRule[body.action].name)
        let detail: String? =
            switch body {
            case .assign(let dispatch): department(dispatch.to)
            case .resolve(let resolution): resolution.reply
            case .assist(let help): help.departments.map(department).joined(separator: " ")
            case .extend(let extension_):
                language(
                    zh: "\(extension_.workingDays) 个工作日：\(extension_.reason)",
                    en: "\(extension_.workingDays) working days: \(extension_.reason)")
            case .return(let reasons): why(reasons)
            case .suspend(let suspension): wait(suspension)
            case .start(let start):
                joined([start.stage.map { language($0.name) }, start.participants.joined(separator: listComma)])
            case .assignTo(let assignee): joined([assignee.person, assignee.community.map(community)])
            case .reclassify(let new): joined([area(new.area), new.kind.map { language($0.name) }])
            case .setUrgency(let urgency): language(urgency.name)
            case .merge(let root): root.grouped
            case .evaluate(let answer): said(answer)
            case .supervise(let supervision):
                language(zh: "反馈时限 ", en: "answer by ") + supervision.answerBy.text(in: services.zone)
            case .exclude(let exclusion):
                Choices.exclusions.first { $0.value == exclusion.ground.rawValue }.map { language($0.name) }
            default: nil
            }
        return detail.map { "\(name)：\($0)" } ?? name
    }

    private var listComma: String { language(zh: "、", en: ", ") }

    private func joined(_ parts: [String?]) -> String? {
        let parts = parts.compactMap(\.self).filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: language(zh: "，", en: ", "))
    }

    /// 挂账至 2026-12-01 18:00，责任人李四
    private func wait(_ suspension: ProgressBody.Suspension) -> String? {
        let kind =
            suspension.kind == .ledger ? language(zh: "挂账至 ", en: "ledger until ") : language(zh: "至 ", en: "until ")
        return joined([
            kind + suspension.until.text(in: services.zone),
            suspension.owner.map { language(zh: "责任人", en: "owner ") + $0 },
        ])
    }

    /// 未接通, or 已解决，5 非常满意
    private func said(_ answer: ProgressBody.Evaluation) -> String? {
        guard answer.reached else { return language(zh: "未接通", en: "not reached") }
        let resolved = Choices.resolved.first { $0.value == answer.resolved.rawValue }
        let satisfaction = answer.satisfaction.flatMap { grade in
            Choices.satisfaction.first { $0.value == String(grade) }
        }
        return joined([resolved, satisfaction].map { $0.map { language($0.name) } })
    }

    /// 非本单位职责 → 区美丽乡村办
    private func why(_ reasons: ProgressBody.Return) -> String {
        let ground = Choices.grounds.first { $0.value == reasons.ground.rawValue }.map { language($0.name) }
        return [ground, reasons.suggested.map(department)].compactMap(\.self).joined(separator: " → ")
    }

    func support(_ support: Support) -> [String: Any] {
        [
            "department": department(support.department),
            "arrived": support.arrivedAt != nil || support.contributions > 0, "contributions": support.contributions,
        ]
    }

    /// A request that waits for the desk, with its buttons.
    func request(_ request: PendingRequest, mayDecide: Bool) -> [String: Any] {
        [
            "what": what(request.body), "at": request.at.text(in: services.zone), "ref": request.id,
            "mayDecide": mayDecide, "grant": language(ActionRule[.grant].name),
            "refuse": language(ActionRule[.refuse].name),
        ]
    }

    /// An action's form.
    func form(_ form: ActionForm) -> [String: Any] {
        let rule = ActionRule[form.action]
        let texts = Texts.of(language)
        let name = form.action.rawValue
        let isAlone = form.fields.isEmpty
        let canned = services.district.cannedNotes.filter { $0.fits(form.action) }.map(\.text)
        return [
            "action": name,
            "name": language(rule.name) + (rule.isRequest ? language(zh: "（申请）", en: " (request)") : ""),
            "eventID": UUID().uuidString.lowercased(), "isAlone": isAlone, "hasFields": !isAlone,
            "fields": form.fields.map { field -> [String: Any] in
                let label = texts["field.\(field.name)"] ?? field.name
                let id = "\(name)-\(field.name)"
                var values: [String: Any] = ["name": field.name, "label": label, "id": id, "isNeeded": false]
                switch field {
                case .text(_, let isLong, let isNeeded):
                    values[isLong ? "isLong" : "isLine"] = true
                    values["isNeeded"] = isNeeded
                    if isLong, field.name == form.cannedField, !canned.isEmpty {
                        // Without words of one's own, what is chosen counts.
                        (values["canned"], values["isNeeded"]) = (["options": canned], false)
                    }
                case .number(_, let range):
                    (values["isNumber"], values["isNeeded"]) = (true, true)
                    (values["low"], values["high"]) = (range.lowerBound, range.upperBound)
                case .time(_, let isNeeded): (values["isTime"], values["isNeeded"]) = (true, isNeeded)
                case .choice(_, let options, let isNeeded):
                    (values["isChoice"], values["isNeeded"]) = (true, isNeeded)
                    values["options"] = options.map { ["value": $0.value, "text": language($0.name)] }
                case .choices(_, let options):
                    values["isChoices"] = true
                    values["options"] = options.map {
                        ["value": $0.value, "text": language($0.name), "id": "\(id)-\($0.value)"]
                    }
                }
                return values
            },
        ]
    }
}

extension CaseClock {
    /// The stretches in which it stood still, the present one up to `now`.
    fileprivate func pauses(upTo now: Instant) -> [Pause] {
        pauses.list + (standstill.map { [Pause(from: $0.since, to: max($0.since, now))] } ?? [])
    }
}
