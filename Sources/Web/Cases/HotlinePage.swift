import Foundation
import HTTPTypes
import Hotline
import Hummingbird
import Store
import WorkTime

/// The hotline's page: file a report, find a case, and who is to be called back.
struct HotlinePage: Sendable {
    /// How far back addresses are looked through, in milliseconds: 180 days.
    private static let reach: Int64 = 180 * 86_400_000

    let services: WebServices

    func show(_ context: WebContext) async throws -> Response {
        try await page(context)
    }

    /// Puts a report on its channel's topic; the case comes once it was classified.
    func file(_ context: WebContext) async throws -> Response {
        let principal = try context.require(.hotline, .desk)
        let channel = context.form["channel"] ?? ""
        guard services.district.channels.contains(where: { $0.id == channel }), principal.mayFile(on: channel) else {
            throw WebError.notAllowed
        }
        let report = FiledReport(
            context.form, at: services.now(), utcOffset: services.zone.utcOffset(at: services.now()))
        let number: CaseNumber
        do {
            number = try await report.publish(on: channel, services.intake, trace: context.trace)
        } catch {
            return try await page(context, problem: error)
        }
        context.notes.did("file")
        return .redirect(to: "/hotline?filed=\(number)", type: .normal)
    }

    /// The page; after a `problem` with what was entered. While the store is away a report can be filed all the same.
    ///
    /// - Parameter notTaken: what a caller said, and why it was not taken: shown beside the caller's row.
    func page(
        _ context: WebContext, problem: WebError? = nil, notTaken: (number: CaseNumber, problem: WebError)? = nil
    ) async throws -> Response {
        let principal = try context.require(.hotline, .desk)
        var values = entered(context, principal, keeping: problem != nil)
        values["q"] = asked(context)
        do {
            try await fillLists(&values, context, principal, notTaken)
        } catch {
            guard WebError(error) == .storeAway else { throw error }
            values["warning"] = context.language(WebError.storeAway.message)
        }
        if let filed = told("filed", context) {
            values["notice"] = context.language(zh: "已登记，工单号 ", en: "Filed under ") + filed.grouped
        } else if let urged = told("urged", context) {
            values["notice"] = context.language(zh: "已提交催单 ", en: "Urged: ") + urged.grouped
        }
        if let problem { values["problem"] = context.language(problem.message) }
        return services.pages.page(
            "hotline", title: "hotline", values, context,
            status: (problem ?? notTaken?.problem)?.status ?? .ok, isLive: problem == nil && notTaken == nil)
    }

    private func asked(_ context: WebContext) -> String {
        (FormFields(context.query)["q"] ?? context.form["q"] ?? "").trimmingCharacters(in: .whitespaces)
    }

    /// The case that the address tells something of.
    private func told(_ name: String, _ context: WebContext) -> CaseNumber? {
        FormFields(context.query)[name].flatMap(CaseNumber.init(typed:))
    }

    private func fillLists(
        _ values: inout [String: Any], _ context: WebContext, _ principal: Principal,
        _ notTaken: (number: CaseNumber, problem: WebError)?
    ) async throws(StoreError) {
        let asked = asked(context)
        let after = (FormFields(context.query)["after"] ?? context.form["after"]).flatMap(CasePageKey.init(text:))
        let (found, callBacks) = try await lists(asked, after, principal)
        if !asked.isEmpty {
            let rows = CasePage(rows: found, next: nil)
            values["sections"] = [
                CaseListPages(services: services).section(
                    rows, context, heading: "foundHeading", accepting: nil, urging: true)
            ]
        }
        let words = CaseWords(services, context.language)
        let sent = told("asked", context)
        let rows = callBacks.entries.map { entry in
            var row = words.callBack(entry, for: principal)
            row["eventID"] = UUID().uuidString.lowercased()
            if entry.caller.number == sent { row["isSent"] = true }
            if let notTaken, entry.caller.number == notTaken.number {
                row["rowProblem"] = context.language(notTaken.problem.message)
            }
            return row
        }
        var queue: [String: Any] = ["rows": rows, "isEmpty": rows.isEmpty]
        if let after { queue["after"] = after.text }
        if let next = callBacks.next { queue["next"] = "\(context.address(of: "/hotline", after: next))#callbacks" }
        if let sent { queue["queueNotice"] = context.language(zh: "已提交回访结果 ", en: "Sent: ") + sent.grouped }
        // The row is gone if somebody else was quicker.
        if let notTaken, !callBacks.entries.contains(where: { $0.caller.number == notTaken.number }) {
            queue["queueProblem"] = notTaken.number.grouped + " " + context.language(notTaken.problem.message)
        }
        queue["resolved"] = Choices.resolved.map { ["value": $0.value, "text": context.language($0.name)] }
        queue["satisfaction"] = Choices.satisfaction.map { ["value": $0.value, "text": context.language($0.name)] }
        values["callBacks"] = queue
    }

    /// What was asked for, by case number, phone or address, and who is to be called back.
    private func lists(
        _ asked: String, _ after: CasePageKey?, _ principal: Principal
    ) async throws(StoreError) -> ([CaseRow], CallBackQueue) {
        let from = Instant(milliseconds: services.now().milliseconds - Self.reach)
        return try await services.reads.read { store throws(StoreError) in
            var found: [CaseRow] = []
            if let number = CaseNumber(typed: asked), let row = try store.row(of: number) {
                found = [row]
            } else if asked.filter(\.isNumber).count >= 7 {
                found = try store.cases(phone: asked)
            } else if !asked.isEmpty {
                found = try store.cases(address: asked, from: from)
            }
            return (found.filter(principal.mayRead), try CallBackQueue(store, for: principal, after: after))
        }
    }

    /// The form's choices and, when it is shown again, what was entered.
    private func entered(_ context: WebContext, _ principal: Principal, keeping: Bool) -> [String: Any] {
        func choices(_ name: String, _ all: [(value: String, text: String)]) -> [[String: Any]] {
            let chosen = keeping ? context.form[name] : nil
            return all.map { ["value": $0.value, "text": $0.text, "isChosen": $0.value == chosen] }
        }
        let channels = services.district.channels.filter { principal.mayFile(on: $0.id) }
        let communities = services.district.communities
        var values: [String: Any] = [
            "channels": choices("channel", channels.map { ($0.id, context.language($0.name)) }),
            "kinds": choices("kind", ReportKind.allCases.map { ($0.rawValue, context.language($0.name)) }),
            "urgencies": choices("urgency", Urgency.allCases.map { ($0.rawValue, context.language($0.name)) }),
            "communities": choices("community", communities.map { ($0.id, context.language($0.name)) }),
        ]
        // What was not acknowledged keeps its id: sent again, it is the same report.
        let id = (keeping ? context.form["id"] : nil) ?? UUID().uuidString.lowercased()
        values["entered"] = ["text", "address", "name", "phone"].reduce(into: ["id": id]) { entered, name in
            entered[name] = keeping ? context.form[name] : nil
        }
        return values
    }
}
