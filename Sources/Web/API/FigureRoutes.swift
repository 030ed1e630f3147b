import Hotline
import Hummingbird
import Store
import WorkTime

/// Figures, as JSON and as a table for spreadsheets.
struct FigureRoutes: Sendable {
    let services: WebServices
    private let terms: FigureTerms

    /// - Returns: nil if the district's zone is none of the tz database.
    init?(_ services: WebServices) {
        guard let terms = FigureTerms(services.district) else { return nil }
        self.services = services
        self.terms = terms
    }

    func sheet(_ request: Request, _ context: WebContext) async throws -> Response {
        try JSONAnswer.encoding(FigureDocument(try await read(request, context), terms))
    }

    func table(_ request: Request, _ context: WebContext) async throws -> Response {
        let sheet = try await read(request, context)
        let list = FigureList(services.names, in: context.language == .zh ? \.zh : \.en)
        return CSVAnswer.whole("figures", [FigureList.header] + list.lines(sheet))
    }

    private func read(_ request: Request, _ context: WebContext) async throws -> FigureSheet {
        let principal = try context.signedIn()
        let search = try FigureSearch(RequestFields(queryOf: request), now: services.now(), services.zone)
        guard principal.seesFigures(of: search.scope.only) else { throw WebError.notAllowed }
        return try await services.reads.read { [terms] store throws(StoreError) in
            try store.figures(terms) { try $0.sheet(search.scope, dueBefore: search.dueBefore) }
        }
    }
}

extension Principal {
    /// Whether they may see figures of a group; of all if it is nil.
    func seesFigures(of only: FigureScope.Selection?) -> Bool {
        switch role {
        case .manager, .desk, .admin: true
        case .department: only?.grouping == .department && only?.id.map(departments.contains) == true
        case .hotline: only?.grouping == .channel && only?.id.map(channels.contains) == true
        case .grid: only?.grouping == .community && community != nil && only?.id == community
        }
    }
}
