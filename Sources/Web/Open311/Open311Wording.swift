import Hotline
import Store

/// How requests are told to everybody: nobody's name, no inner note, phone and identity numbers masked.
struct Open311Wording: Sendable {
    let catalogue: Open311Catalogue
    let names: GroupNames
    let days: DistrictDays
    let language: Language

    /// One request.
    ///
    /// - Parameter state: the whole case, where its history is asked for.
    func node(_ found: PublicCase, _ state: Case?) -> Open311Node {
        let row = found.row
        var members: [(name: String, value: Open311Node)] = [
            ("service_request_id", .text(row.number.description)),
            ("status", .text(Open311Status(row.state).rawValue)),
            ("status_notes", .text(notes(found))),
            ("service_name", .text(catalogue.name(row.area, row.kind, language))),
            ("service_code", .text(Open311Catalogue.code(row.area, row.kind))),
            ("description", Open311Node(found.text?.maskingPersonalNumbers)),
            ("agency_responsible", .text(department(row.holder))),
            ("service_notice", .nothing),
            ("requested_datetime", .text(days.text(of: row.receivedAt))),
            ("updated_datetime", .text(days.text(of: found.updatedAt))),
            ("expected_datetime", Open311Node(row.promisedBy.map(days.text(of:)))),
            ("address", Open311Node(row.address?.maskingPersonalNumbers)),
            ("address_id", Open311Node(row.community)),
            ("zipcode", .nothing),
            ("lat", Open311Node(degrees: found.location?.latitude)),
            ("long", Open311Node(degrees: found.location?.longitude)),
            // Pictures may show people: they are for those who work on the case.
            ("media_url", .nothing),
        ]
        if let state { members.append(("extended_attributes", extensions(state))) }
        return .object(members)
    }

    private func notes(_ found: PublicCase) -> String {
        let name = language(found.row.state.name)
        if let root = found.row.mergedInto { return "\(name): \(root)" }
        guard !CaseState.open.contains(found.row.state), let reply = found.reply else { return name }
        return "\(name): \(reply.maskingPersonalNumbers)"
    }

    private func department(_ id: String) -> String {
        language(names.name(of: id, by: .department))
    }
}

/// What has happened, as far as everybody may know it.
extension Open311Wording {
    private func extensions(_ state: Case) -> Open311Node {
        .object([
            ("state", .text(state.state.rawValue)),
            ("state_name", .text(language(state.state.name))),
            ("urgency", .text(state.subject.urgency.rawValue)),
            (
                "history",
                .list(
                    item: "event",
                    state.history.compactMap { entry in
                        text(of: entry, state).map { text in
                            .object([("datetime", .text(days.text(of: entry.at))), ("description", .text(text))])
                        }
                    })
            ),
        ])
    }

    /// Nil for what is between the offices.
    private func text(of entry: HistoryEntry, _ state: Case) -> String? {
        switch entry.kind {
        case .opened(let opening):
            let name = department(opening.assignment.department)
            return language(zh: "已受理，由\(name)办理", en: "received; \(name) is responsible")
        case .progress(let applied): return text(of: applied.event.body, state)
        case .resumed: return language(zh: "恢复办理", en: "work goes on")
        case .closed: return language(zh: "已归档", en: "closed")
        case .absorbed(let absorption):
            return language(zh: "并入相同诉求 \(absorption.child)", en: "joined by the same request \(absorption.child)")
        case .followed(.closed): return language(zh: "主工单已归档", en: "the request that answers for it was closed")
        case .followed(.reopened): return language(zh: "主工单重办", en: "the request that answers for it was reopened")
        case .amended, .recounted: return nil
        }
    }

    private func text(of body: ProgressBody, _ state: Case) -> String? {
        switch body {
        case .accept: language(zh: "已签收", en: "accepted")
        case .contact: language(zh: "已与居民联系", en: "the resident was contacted")
        case .start(let start): language(zh: "办理中", en: "work is under way") + stage(start.stage)
        case .assist(let help):
            language(zh: "联合办理：", en: "helped by ") + help.departments.map(department).joined(separator: "、")
        case .resume: language(zh: "恢复办理", en: "work goes on")
        case .resolve(let done): language(zh: "已办结：", en: "resolved: ") + done.reply.maskingPersonalNumbers
        case .grant(let ref): granted(ref, state)
        case .assign(let dispatch):
            language(zh: "转由\(department(dispatch.to))办理", en: "\(department(dispatch.to)) is responsible now")
        case .evaluate(let answer) where answer.reached: language(zh: "已回访", en: "a resident was asked about it")
        case .reopen: language(zh: "重新办理", en: "reopened")
        case .close: language(zh: "已归档", en: "closed")
        case .urge: language(zh: "居民催办", en: "a resident asked about it")
        case .merge(let into): language(zh: "已并入 \(into)", en: "merged into \(into)")
        case .reclassify(let new):
            language(zh: "类别调整为", en: "now about ") + catalogue.name(new.area, state.subject.kind, language)
        case .withdraw: language(zh: "居民撤回", en: "withdrawn by the resident")
        case .supervise(let supervision) where supervision.level == .listed:
            language(zh: "挂牌督办", en: "publicly supervised")
        case .return, .suspend, .extend, .assignTo, .arrive, .contribute, .refuse, .evaluate, .setUrgency, .exclude,
            .supervise, .report:
            nil
        }
    }

    private func stage(_ stage: ProgressBody.Start.Stage?) -> String {
        stage.map { language(zh: "（\($0.name.zh)）", en: " (\($0.name.en))") } ?? ""
    }

    /// What a granted request asked for.
    private func granted(_ ref: String, _ state: Case) -> String? {
        switch state.history.lazy.compactMap(\.progress).last(where: { $0.event.id == ref })?.event.body {
        case .suspend(let suspension):
            language(zh: "暂缓办理至 ", en: "waiting until ") + days.text(of: suspension.until)
        case .extend(let more):
            language(zh: "延期：", en: "more time is needed: ") + more.reason.maskingPersonalNumbers
        default: nil
        }
    }
}
