import Foundation
import Hotline
import Hummingbird
import Store
import WorkTime

/// The page of a grid worker (网格员), made for the phone: what is open in the own grid, due first; what was seen on
/// site; and what residents say at their doors.
struct GridPage: Sendable {
    /// How many cases a page has: a phone's.
    private static let pageSize = 20

    let services: WebServices

    func show(_ context: WebContext) async throws -> Response {
        try await page(context)
    }

    /// Files a report for a resident, on the channel of those who go from door to door.
    func file(_ context: WebContext) async throws -> Response {
        let (principal, community) = try worker(context)
        let channel = Principal.doorToDoor
        guard services.district.channels.contains(where: { $0.id == channel }), principal.mayFile(on: channel) else {
            throw WebError.notAllowed
        }
        let now = services.now()
        let report = FiledReport(
            context.form, community: community, at: now, utcOffset: services.zone.utcOffset(at: now))
        let number: CaseNumber
        do {
            number = try await report.publish(on: channel, services.intake, trace: context.trace)
        } catch {
            return try await page(context, problem: error)
        }
        context.notes.did("file")
        return .redirect(to: "/grid?filed=\(number)", type: .normal)
    }

    /// What was seen on site: it stands in the case's history, for those who work on it.
    func note(_ context: WebContext) async throws -> Response {
        let (principal, _) = try worker(context)
        guard let number = CaseNumber(typed: context.parameters.get("case") ?? "") else { throw WebError.notFound }
        do {
            let event = ProgressEvent(
                id: context.formID, caseNumber: number, at: services.now(), note: try Self.note(context.form),
                body: .contribute)
            _ = try await ActionSender(services).send(event, by: principal, trace: context.trace)
        } catch {
            guard error.status == .conflict || error.status == .badRequest else { throw error }
            return try await page(context, notTaken: (number, error))
        }
        context.notes.did("contribute")
        return .redirect(to: "/grid?noted=\(number)#case-\(number)", type: .normal)
    }

    private static func note(_ form: FormFields) throws(WebError) -> String {
        let note = ActionForm.entered(form["note"], orCanned: form["canned"])
        guard !note.isEmpty else {
            throw .badRequest("note-missing", zh: "请填写现场情况", en: "Please write what was seen.")
        }
        guard note.unicodeScalars.count <= ProgressLimits.note.upperBound else {
            throw .wrongField("note", "at most \(ProgressLimits.note.upperBound) characters")
        }
        return note
    }

    private func worker(_ context: WebContext) throws(WebError) -> (Principal, community: String) {
        let principal = try context.require(.grid)
        guard principal.role == .grid, let community = principal.community else { throw .notAllowed }
        return (principal, community)
    }

    private func page(
        _ context: WebContext, problem: WebError? = nil, notTaken: (number: CaseNumber, problem: WebError)? = nil
    ) async throws -> Response {
        let (_, community) = try worker(context)
        let words = CaseWords(services, context.language)
        var values = form(context, keeping: problem != nil)
        values["place"] = words.community(community)
        do {
            try await fillRows(&values, words, context, notTaken)
        } catch {
            guard WebError(error) == .storeAway else { throw error }
            values["warning"] = context.language(WebError.storeAway.message)
        }
        let query = FormFields(context.query)
        if let filed = query["filed"].flatMap(CaseNumber.init(typed:)) {
            values["notice"] = context.language(zh: "已登记，工单号 ", en: "Filed under ") + filed.grouped
        } else if let noted = query["noted"].flatMap(CaseNumber.init(typed:)) {
            values["notice"] = context.language(zh: "已提交现场记录 ", en: "Sent: ") + noted.grouped
        }
        if let problem { values["problem"] = context.language(problem.message) }
        let status = (problem ?? notTaken?.problem)?.status ?? .ok
        return services.pages.page("grid", title: "grid", values, context, status: status, isLive: status == .ok)
    }

    private func fillRows(
        _ values: inout [String: Any], _ words: CaseWords, _ context: WebContext,
        _ notTaken: (number: CaseNumber, problem: WebError)?
    ) async throws(StoreError) {
        guard let principal = context.principal else { return }
        var query = principal.limiting(CaseQuery(.due))
        query.limit = Self.pageSize
        query.after = FormFields(context.query)["after"].flatMap(CasePageKey.init(text:))
        let (page, reports) = try await services.reads.read { [query] store throws(StoreError) in
            let page = try store.page(query)
            var reports: [CaseNumber: ReportRecord] = [:]
            for row in page.rows { reports[row.number] = try store.report(of: row.number) }
            return (page, reports)
        }
        let rows = page.rows.map { row in
            var values = words.row(row)
            values["eventID"] = UUID().uuidString.lowercased()
            let report = reports[row.number]
            let isConfidential = report?.isConfidential ?? (row.kind == .tipoff)
            if let report, principal.seesPersonalData(isConfidential: isConfidential) {
                values["about"] = report.title ?? report.text ?? ""
                values["address"] = report.address
                values["name"] = report.name
                if let phone = report.phone {
                    values["phone"] = ["text": phone, "digits": PhoneNumber.digits(of: phone)]
                }
            }
            if let notTaken, notTaken.number == row.number {
                values["rowProblem"] = context.language(notTaken.problem.message)
            }
            return values
        }
        if let notTaken, !page.rows.contains(where: { $0.number == notTaken.number }) {
            values["problem"] = notTaken.number.grouped + " " + context.language(notTaken.problem.message)
        }
        (values["rows"], values["isEmpty"]) = (rows, rows.isEmpty)
        let canned = services.district.cannedNotes.filter { $0.fits(.contribute) }.map(\.text)
        if !canned.isEmpty { values["canned"] = ["options": canned] }
        if let next = page.next { values["next"] = context.address(of: "/grid", after: next) }
    }

    /// The form's choices and, when it is shown again, what was entered.
    private func form(_ context: WebContext, keeping: Bool) -> [String: Any] {
        func choices(_ name: String, _ all: [(value: String, name: BilingualName)]) -> [[String: Any]] {
            let chosen = keeping ? context.form[name] : nil
            return all.map { ["value": $0.value, "text": context.language($0.name), "isChosen": $0.value == chosen] }
        }
        // What was not acknowledged keeps its id: sent again, it is the same report.
        let id = (keeping ? context.form["id"] : nil) ?? UUID().uuidString.lowercased()
        let entered = ["text", "address", "name", "phone"].reduce(into: ["id": id]) { entered, name in
            entered[name] = keeping ? context.form[name] : nil
        }
        return [
            "kinds": choices("kind", ReportKind.allCases.map { ($0.rawValue, $0.name) }),
            "urgencies": choices("urgency", Choices.urgencies), "entered": entered, "isFiling": keeping,
        ]
    }
}
