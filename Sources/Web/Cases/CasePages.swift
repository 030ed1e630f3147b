import Foundation
import HTTPTypes
import Hotline
import Hummingbird
import Store
import WorkTime

/// The pages of those who work on cases: lists, one case with what may be done with it, the desk.
func addCasePages(to router: Router<WebContext>, _ services: WebServices) {
    let lists = CaseListPages(services: services)
    let view = CaseView(services: services)
    router.get("/cases") { request, context in try await lists.all(request, context) }
    router.get("/departments/:department") { _, context in try await lists.department(context) }
    router.post("/departments/:department/accept") { _, context in try await lists.accept(context) }
    router.get("/find") { _, context in try await lists.find(context) }
    let desk = DeskPage(services: services)
    router.get("/desk") { _, context in try await desk.show(context) }
    router.post("/desk/cases/:case/grant") { _, context in try await desk.decide(context, grants: true) }
    router.post("/desk/cases/:case/refuse") { _, context in try await desk.decide(context, grants: false) }
    router.post("/desk/cases/:case/dispatch") { _, context in try await desk.dispatch(context) }
    let hotline = HotlinePage(services: services)
    router.get("/hotline") { _, context in try await hotline.show(context) }
    router.post("/hotline/reports") { _, context in try await hotline.file(context) }
    router.post("/hotline/callbacks/:case") { _, context in try await hotline.evaluate(context) }
    router.post("/hotline/urges/:case") { _, context in try await hotline.urge(context) }
    let grid = GridPage(services: services)
    router.get("/grid") { _, context in try await grid.show(context) }
    router.post("/grid/reports") { _, context in try await grid.file(context) }
    router.post("/grid/cases/:case") { _, context in try await grid.note(context) }
    router.get("/cases/:case") { _, context in try await view.show(context) }
    router.get("/cases/:case/sheet") { _, context in try await view.sheet(context) }
    router.post("/cases/:case/:action") { _, context in try await view.act(context) }
}

/// Lists of cases.
struct CaseListPages: Sendable {
    let services: WebServices

    /// Everything that somebody may see, by the filters of the address.
    func all(_ request: Request, _ context: WebContext) async throws -> Response {
        let principal = try context.signedIn()
        let fields = RequestFields(queryOf: request)
        let search = try CaseSearch(fields, services.zone)
        let page = try await page(principal.limiting(search.query))
        let filters = CaseFilterForm(services: services, language: context.language, fields: fields).model.merging([
            "table": "/api/v1/cases.csv?" + context.filtersOfList,
            "isOpen": fields.names.contains { !["after", "limit", "lang"].contains($0) },
        ]) { first, _ in first }
        return show("cases", [section(page, context, heading: nil, accepting: nil)], context, filters: filters)
    }

    /// A department's worklist: what is due first before the others.
    func department(_ context: WebContext) async throws -> Response {
        let department = try namedDepartment(context)
        var search = try CaseSearch(
            RequestFields(FormFields(context.queryOfList.joined(separator: "&"))), order: .due, services.zone)
        search.query.holder = department.id
        let supportAfter = FormFields(context.query)["supportAfter"].flatMap(CasePageKey.init(text:))
        let (page, supported) = try await services.reads.read { [search] store throws(StoreError) in
            (try store.page(search.query), try store.supported(by: department.id, after: supportAfter))
        }
        let accepting = try context.signedIn().departments.contains(department.id) ? department.id : nil
        var list = section(page, context, heading: nil, accepting: accepting)
        list["hasSheets"] = true
        var sections = [list]
        if !supported.rows.isEmpty || supportAfter != nil {
            list["heading"] = Texts.of(context.language)["heldHeading"]
            var helped = section(
                CasePage(rows: supported.rows, next: nil), context, heading: "supportedHeading", accepting: nil)
            helped["hasSheets"] = true
            if let next = supported.next {
                helped["next"] = "\(context.path)?supportAfter=\(next.text)#supported"
            }
            sections = [list, helped.merging(["anchor": "supported"]) { old, _ in old }]
        }
        return show(titled: context.language(department.name), sections, context)
    }

    /// Several cases are taken at once.
    func accept(_ context: WebContext) async throws -> Response {
        let principal = try context.signedIn()
        let department = try namedDepartment(context)
        var (done, refused) = (0, 0)
        for text in context.form.all("case").prefix(200) {
            guard let number = CaseNumber(typed: text) else { throw WebError.notFound }
            let event = ProgressEvent(
                id: UUID().uuidString.lowercased(), caseNumber: number, at: services.now(), by: nil, body: .accept)
            if try await isAccepted(event, by: principal, trace: context.trace) { done += 1 } else { refused += 1 }
        }
        context.notes.did("accept \(done)")
        return .redirect(to: "/departments/\(department.id)?accepted=\(done)&refused=\(refused)", type: .normal)
    }

    /// - Returns: false if somebody else was quicker: the page shows where it stands now.
    private func isAccepted(_ event: ProgressEvent, by principal: Principal, trace: String?) async throws -> Bool {
        do {
            _ = try await ActionSender(services).send(event, by: principal, trace: trace)
            return true
        } catch {
            guard error.status == .conflict else { throw error }
            return false
        }
    }

    /// A case by its number, as people type it; those who find by more than that look on the hotline's page.
    func find(_ context: WebContext) async throws -> Response {
        let principal = try context.signedIn()
        let asked = FormFields(context.query)["q"] ?? ""
        if let number = CaseNumber(typed: asked) { return .redirect(to: "/cases/\(number)", type: .normal) }
        guard [.hotline, .desk, .admin].contains(principal.role),
            let query = asked.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        else { throw WebError.notFound }
        return .redirect(to: "/hotline?q=\(query)", type: .normal)
    }

    /// The department of the address, if they may see its worklist.
    private func namedDepartment(_ context: WebContext) throws -> Department {
        let principal = try context.signedIn()
        guard
            let department = services.district.departments.first(where: {
                $0.id == context.parameters.get("department")
            }),
            principal.seesWorklist(of: department.id)
        else { throw WebError.notFound }
        return department
    }

    private func page(_ query: CaseQuery) async throws -> CasePage {
        try await services.reads.read { store throws(StoreError) in try store.page(query) }
    }

    /// A list as its template has it.
    func section(
        _ page: CasePage, _ context: WebContext, heading: String?, accepting department: String?,
        urging isUrging: Bool = false
    ) -> [String: Any] {
        let words = CaseWords(services, context.language)
        let rows = page.rows.map { words.row($0, accepts: department != nil, urges: isUrging) }
        var section: [String: Any] = ["rows": rows, "isEmpty": rows.isEmpty]
        if isUrging { section["isUrging"] = true }
        if let heading { section["heading"] = Texts.of(context.language)[heading] }
        if let department, page.rows.contains(where: { $0.state == .assigned }) { section["acceptAt"] = department }
        if let next = page.next { section["next"] = context.address(after: next) }
        return section
    }

    private func show(
        _ title: String, _ sections: [[String: Any]], _ context: WebContext, filters: [String: Any]? = nil
    ) -> Response {
        show(titled: Texts.of(context.language)[title] ?? title, sections, context, filters: filters)
    }

    private func show(
        titled title: String, _ sections: [[String: Any]], _ context: WebContext, filters: [String: Any]? = nil
    ) -> Response {
        var values: [String: Any] = ["title": title, "sections": sections]
        if let filters { values["filters"] = filters }
        let query = FormFields(context.query)
        if let done = query["accepted"].flatMap({ Int($0) }) {
            let refused = query["refused"].flatMap { Int($0) } ?? 0
            values["notice"] = context.language(
                zh: "已提交签收 \(done) 件" + (refused > 0 ? "，\(refused) 件状态已变，未签收" : ""),
                en: "Accepted: \(done)" + (refused > 0 ? "; \(refused) stand elsewhere by now" : ""))
        }
        return services.pages.page("case-list", titled: title, values, context, isLive: true)
    }
}

extension WebContext {
    /// What addresses tell of something that was done.
    private static let told = [
        "accepted=", "refused=", "filed=", "asked=", "urged=", "noted=", "decided=", "sent=", "supportAfter=",
    ]

    /// What the address asks of a list, without what it tells of something that was done.
    fileprivate var queryOfList: [Substring] {
        query.split(separator: "&").filter { part in !Self.told.contains { part.hasPrefix($0) } }
    }

    /// What of the address narrows the list, on whatever page.
    fileprivate var filtersOfList: String {
        queryOfList.filter { part in !["after=", "limit=", "lang="].contains { part.hasPrefix($0) } }
            .joined(separator: "&")
    }

    /// The address of the next page of a list.
    ///
    /// - Parameter place: where the list is; nil if this is its address.
    func address(of place: String? = nil, after key: CasePageKey) -> String {
        let others = queryOfList.filter { !$0.hasPrefix("after=") }
        return (place ?? path) + "?" + (others.map(String.init) + ["after=\(key.text)"]).joined(separator: "&")
    }
}
