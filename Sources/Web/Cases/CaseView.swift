import Foundation
import HTTPTypes
import Hotline
import Hummingbird
import Store
import WorkTime

/// The page of a case: what it is about, its clocks, its history, and what somebody may do with it now.
struct CaseView: Sendable {
    let services: WebServices

    private struct Found: Sendable {
        let state: Case
        let report: ReportRecord?
        let relations: CaseRelations
    }

    func show(_ context: WebContext) async throws -> Response {
        let done = FormFields(context.query)["done"].flatMap(ProgressAction.init(rawValue:))
        return try await page(context, done: done)
    }

    /// 转办单: the case on one sheet of paper.
    func sheet(_ context: WebContext) async throws -> Response {
        let principal = try context.signedIn()
        let found = try await find(context)
        let values = CaseWords(services, context.language).sheet(found.state, found.report, for: principal)
        let title = context.language(zh: "转办单 ", en: "Transfer sheet ") + found.state.number.grouped
        return services.pages.page("sheet", titled: title, values, context)
    }

    /// Does what a form says, and shows the case again: with a notice, or with what was refused.
    func act(_ context: WebContext) async throws -> Response {
        let principal = try context.signedIn()
        guard let action = context.parameters.get("action").flatMap(ProgressAction.init(rawValue:)) else {
            throw WebError.notFound
        }
        let found = try await find(context)
        let form = ActionForm(action, on: found.state, in: services.district)
        do {
            let event = try event(form, context.form, found.state)
            _ = try await ActionSender(services).send(event, by: principal, trace: context.trace)
        } catch {
            guard error.status == .conflict || error.status == .badRequest else { throw error }
            return try await page(context, problem: error)
        }
        context.notes.did(action.rawValue)
        return .redirect(to: "/cases/\(found.state.number)?done=\(action.rawValue)", type: .normal)
    }

    private func event(_ form: ActionForm, _ fields: FormFields, _ state: Case) throws(WebError) -> ProgressEvent {
        let now = services.now()
        let id = fields["id"].flatMap { (1...128).contains($0.unicodeScalars.count) ? $0 : nil }
        // A request is decided by its id, which the desk's button carries.
        if form.action == .grant || form.action == .refuse {
            let ref = fields["ref"] ?? ""
            return ProgressEvent(
                id: id ?? UUID().uuidString, caseNumber: state.number, at: now, by: nil,
                body: form.action == .grant ? .grant(ref: ref) : .refuse(ref: ref))
        }
        return try form.event(
            fields, id: id ?? UUID().uuidString, number: state.number, at: now,
            WallTimes(utcOffset: services.zone.utcOffset(at: now)))
    }

    private func find(_ context: WebContext) async throws -> Found {
        let principal = try context.signedIn()
        guard let number = CaseNumber(typed: context.parameters.get("case") ?? "") else { throw WebError.notFound }
        let found = try await services.reads.read { store throws(StoreError) in
            (
                try store.cases([number])[number]?.case, try store.report(of: number),
                try CaseRoutes.relations(of: number, principal, store)
            )
        }
        guard let state = found.0, principal.mayRead(state) else { throw WebError.notFound }
        return Found(state: state, report: found.1, relations: found.2)
    }

    private func page(
        _ context: WebContext, done: ProgressAction? = nil, problem: WebError? = nil
    ) async throws -> Response {
        let principal = try context.signedIn()
        let found = try await find(context)
        let words = CaseWords(services, context.language)
        var values = words.facts(of: found.state)
        values["report"] = words.report(found.report, of: found.state, for: principal)
        values["clocks"] = words.clocks(of: found.state)
        values["history"] = found.state.history.reversed().map(words.entry)
        values["supporting"] = found.state.supporting.map(words.support)
        values["hasSupporting"] = !found.state.supporting.isEmpty
        let related =
            found.relations.similar.prefix(10).map(\.number) + found.relations.merged + found.relations.replies
        values["related"] = related.map { ["href": "/cases/\($0)", "grouped": $0.grouped] }
        values["hasRelated"] = !related.isEmpty
        let mayDecide = principal.mayAct(.grant, on: found.state, desk: services.district.deskID)
        values["requests"] = found.state.requests.map { words.request($0, mayDecide: mayDecide) }
        values["hasRequests"] = !found.state.requests.isEmpty
        let forms = ActionForm.all(for: principal, on: found.state, in: services.district)
        values["forms"] = forms.map(words.form)
        values["hasForms"] = !forms.isEmpty
        if let done {
            let name = context.language(ActionRule[done].name)
            values["notice"] = context.language(
                zh: "已提交：\(name)。处理后本页自动更新。", en: "Sent: \(name). The page shows it once it is applied.")
        }
        if let problem { values["problem"] = context.language(problem.message) }
        return services.pages.page(
            "case", titled: found.state.number.grouped, values, context, status: problem?.status ?? .ok, isLive: true)
    }
}
