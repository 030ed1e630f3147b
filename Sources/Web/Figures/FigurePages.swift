// The managers' pages: what comes in and how it goes, without anything personal.
//
//     /figures ──> FigureAddress ──> FigureFindings (one snapshot of the store) ──> FigureView ──> tables, plots
//        │ each number
//        └──> /figures/cases ──> FigureCaseSearch: the cases behind it
//     /pilots ──> PilotFindings: the communities of the pilot, their stages and wishes
//
// Managers, the desk and admins see all of it. A department sees its own figures (`?department=ID`) and no other's, a
// hotline those of its channels, a grid member those of the community: as the API's figures are, see
// ``Principal/seesFigures(of:)``.

import Hotline
import Hummingbird
import Store
import WorkTime

/// Adds the managers' pages.
func addFigurePages(to router: some RouterMethods<WebContext>, _ services: WebServices) {
    guard let terms = FigureTerms(services.district) else { return }
    let pages = FigurePages(services: services, terms: terms)
    router.get("/figures", use: pages.sheet)
    router.get("/figures/cases", use: pages.cases)
    PilotPages(services: services).addRoutes(to: router)
}

/// `/figures` and the lists behind its numbers.
struct FigurePages: Sendable {
    let services: WebServices
    let terms: FigureTerms
    let kept = KeptReads<FigureAddress, FigureFindings>()

    func sheet(_ request: Request, _ context: WebContext) async throws -> Response {
        let principal = try context.signedIn()
        let address = try FigureAddress(RequestFields(queryOf: request))
        let search = try address.search(now: services.now(), services.zone)
        guard principal.seesFigures(of: search.scope.only) else { throw WebError.notAllowed }
        let found = try await kept.value(of: address) { [services, terms] in
            try await services.reads.read { store throws(StoreError) in
                try FigureFindings.read(store, search, terms)
            }
        }
        var model = FigureView(findings: found.value, address: address, words: words(context)).model(services.district)
        if let wait = found.askAgain { model["askAgain"] = wait }
        return services.pages.page("figures", title: "figures", model, context, isLive: true)
    }

    func cases(_ request: Request, _ context: WebContext) async throws -> Response {
        let principal = try context.signedIn()
        let group = FormFields(request.uri.query ?? "")["group"]
        let search = try FigureCaseSearch(
            RequestFields(queryOf: request), group: group, now: services.now(), services.zone)
        guard principal.seesFigures(of: search.scope.only) else { throw WebError.notAllowed }
        let (rows, hasMore) = try await services.reads.read { [terms] store throws(StoreError) in
            try search.read(store, terms)
        }
        let words = words(context)
        let heading =
            search.name(words) + " · " + words.name(search.group, by: search.scope.grouping)
        let model: [String: Any] = [
            "heading": heading, "from": words.time(search.scope.window.start),
            "until": words.time(min(search.scope.window.end, search.scope.asOf)),
            "rows": rows.map { FigureCaseRow(row: $0, words: words).model(asOf: search.scope.asOf) },
            "none": rows.isEmpty, "back": search.address.page, "page": search.page,
            "hasPrevious": search.page > 1, "previous": search.address(ofPage: search.page - 1),
            "hasNext": hasMore, "next": search.address(ofPage: search.page + 1),
        ]
        return services.pages.page("figure-cases", titled: heading, model, context)
    }

    private func words(_ context: WebContext) -> FigureWording {
        FigureWording(language: context.language, names: services.names, days: services.zone)
    }
}
