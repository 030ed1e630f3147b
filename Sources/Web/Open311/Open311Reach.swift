import HTTPTypes
import Hotline
import Store

/// Which requests somebody may see by Open311: what is public there; never more of a request than everybody may see.
struct Open311Reach: Sendable {
    /// Nil where the district shows all to everybody.
    private let principal: Principal?

    fileprivate init(_ principal: Principal?) {
        self.principal = principal
    }

    /// Whether a request may be seen.
    func covers(_ found: PublicCase) -> Bool {
        !found.isConfidential && principal?.mayRead(found.row) ?? true
    }

    /// The same list, of what may be seen alone.
    func limiting(_ query: CaseQuery) -> CaseQuery { principal?.limiting(query) ?? query }
}

extension Open311 {
    /// - Throws: 403 where somebody has to show a key.
    func reach(of context: WebContext) throws(Open311Errors) -> Open311Reach {
        if services.district.publicParts.contains(.open311) { return Open311Reach(nil) }
        guard let principal = context.principal else {
            throw Open311Errors(
                .forbidden, "api_key: " + context.language(zh: "须提供接口密钥", en: "a key is missing or wrong"))
        }
        return Open311Reach(principal)
    }
}
