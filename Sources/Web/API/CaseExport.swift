import Hummingbird
import Store
import Synchronization
import WorkTime

/// Cases as a table: page by page from the store, so that neither memory nor the store is held however many there are.
struct CaseExport: Sendable {
    let services: WebServices

    func table(_ request: Request, _ context: WebContext) async throws -> Response {
        let principal = try context.signedIn()
        let search = try CaseSearch(RequestFields(queryOf: request), services.zone)
        var first = principal.limiting(search.query)
        first.limit = CaseSearch.pageSizes.upperBound
        // The first page is read before anything is answered: what is wrong by then is told as an error.
        let page = try await read(first)
        let pages = Pages(query: first, page)
        return CSVAnswer.stream("cases", header: CaseItem.csvHeader) {
            guard let page = try await pages.take(read) else { return nil }
            return page.rows.map { CaseItem($0, services.zone).csvCells }
        }
    }

    @Sendable private func read(_ query: CaseQuery) async throws -> CasePage {
        try await services.reads.read { store throws(StoreError) in try store.page(query) }
    }

    /// The pages of one export, one after another.
    private final class Pages: Sendable {
        private struct State {
            var query: CaseQuery
            var ready: CasePage?
        }

        private let state: Mutex<State>

        init(query: CaseQuery, _ first: CasePage) {
            state = Mutex(State(query: query, ready: first))
        }

        /// The next page; nil after the last.
        func take(_ read: (CaseQuery) async throws -> CasePage) async throws -> CasePage? {
            let (page, following) = state.withLock { state -> (CasePage?, CaseQuery?) in
                let page = state.ready
                state.ready = nil
                guard let next = page?.next else { return (page, nil) }
                state.query.after = next
                return (page, state.query)
            }
            guard let following else { return page }
            let next = try await read(following)
            state.withLock { $0.ready = next }
            return page
        }
    }
}
