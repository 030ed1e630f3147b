// Open311: GeoReport v2, the wire standard of municipal reporting, in JSON and XML.
//
//     services, definitions ─── the district file
//     POST requests ──────────> reports.open311, its number told at once: it follows from the id that the report is given
//     requests, tokens <─────── the store
//
// Beyond the standard: page and page_size, updated_after and updated_before, bbox, extensions=true with the history.

import Foundation
import HTTPTypes
import Hotline
import Hummingbird
import Logging
import NIOCore
import Store

/// Adds the routes of Open311.
///
/// - Parameter services: what they work with.
func addOpen311Routes(to router: some RouterMethods<WebContext>, _ services: WebServices) {
    let open311 = Open311(services)
    for format in Open311Format.allCases {
        func get(_ path: String, _ body: @escaping @Sendable (Request, WebContext) async throws -> Open311Answer) {
            router.get(RouterPath("/open311/\(path).\(format.rawValue)")) { request, context in
                try await open311.answer(format, request, context, body)
            }
        }
        get("discovery") { _, context in open311.discovery(context) }
        get("v2/services") { _, context in open311.catalogue.answer(context.language) }
        get("v2/services/{code}") { _, context in try open311.definition(context) }
        get("v2/requests") { request, context in try await open311.requests(request, context) }
        get("v2/requests/{id}") { request, context in try await open311.one(request, context) }
        get("v2/tokens/{id}") { _, context in try await open311.token(context) }
        router.post(RouterPath("/open311/v2/requests.\(format.rawValue)")) { request, context in
            try await open311.answer(format, request, context, open311.file)
        }
    }
}

/// What Open311 answers.
struct Open311: Sendable {
    let services: WebServices
    let catalogue: Open311Catalogue

    init(_ services: WebServices) {
        self.services = services
        catalogue = Open311Catalogue(services.district, services.names)
    }

    /// An answer in one of the formats, or what is wrong in the same.
    func answer(
        _ format: Open311Format, _ request: Request, _ context: WebContext,
        _ body: (Request, WebContext) async throws -> Open311Answer
    ) async throws -> Response {
        do {
            try checkJurisdiction(RequestFields(queryOf: request), context)
            return try await body(request, context).response(format)
        } catch let errors as Open311Errors {
            return errors.response(format)
        } catch let error as WebError {
            return Open311Errors(error, context.language).response(format)
        }
    }

    /// Whoever names a jurisdiction has to name this one.
    private func checkJurisdiction(_ fields: RequestFields, _ context: WebContext) throws(Open311Errors) {
        guard let id = fields["jurisdiction_id"], id != services.district.id else { return }
        throw Open311Errors(.notFound, "jurisdiction_id: " + context.language(zh: "没有此辖区", en: "there is none here"))
    }

    private static let nothing = (zh: "没有此请求", en: "there is no such request, or not yet")

    private func notFound(_ field: String, _ language: Language) -> Open311Errors {
        Open311Errors(.notFound, "\(field): " + language(zh: Self.nothing.zh, en: Self.nothing.en))
    }
}

/// What can be asked for.
extension Open311 {
    func discovery(_ context: WebContext) -> Open311Answer {
        let formats = Open311Node.list(item: "format", [.text("text/xml"), .text("application/json")])
        return Open311Answer(
            root: "discovery",
            node: .object([
                ("changeset", .text("2026-11-25T00:00:00+08:00")),
                ("contact", .text(services.district.name.zh)),
                ("key_service", .text("qiaomen keys create")),
                (
                    "endpoints",
                    .list(
                        item: "endpoint",
                        [
                            .object([
                                ("specification", .text("http://wiki.open311.org/GeoReport_v2")),
                                ("url", .text(context.origin + "/open311/v2")),
                                ("changeset", .text("2026-11-25T00:00:00+08:00")),
                                ("type", .text("production")),
                                ("formats", formats),
                            ])
                        ])
                ),
            ]))
    }

    func definition(_ context: WebContext) throws(Open311Errors) -> Open311Answer {
        guard let service = context.parameters.get("code").flatMap({ catalogue[$0] }) else {
            throw Open311Errors(
                .notFound, "service_code: " + context.language(zh: "没有此服务代码", en: "there is no such service"))
        }
        return catalogue.definition(of: service, context.language)
    }
}

/// Requests.
extension Open311 {
    /// Files a request. Only a key may, as the standard says: a browser would send a session's cookie by itself.
    func file(_ request: Request, _ context: WebContext) async throws -> Open311Answer {
        let language = context.language
        guard let principal = context.principal, principal.isKey, principal.mayFile(on: Open311Filing.channel) else {
            throw Open311Errors(
                .forbidden,
                "api_key: " + language(zh: "缺少接口密钥，或密钥无权提交", en: "a key that may file requests is missing"))
        }
        let fields = RequestFields(context.form)
        try checkJurisdiction(fields, context)
        let now = services.now()
        let filing = try Open311Filing(
            fields, id: UUID().uuidString.lowercased(), now: now, utcOffset: services.zone.utcOffset(at: now),
            catalogue, language)
        do throws(IntakeError) {
            try await services.intake.publish(
                report: filing.json, id: filing.id, channel: Open311Filing.channel, trace: context.trace)
        } catch {
            throw WebError(error)
        }
        return .requests([
            .object([
                ("service_request_id", .text(filing.number.description)),
                (
                    "service_notice",
                    .text(
                        language(zh: "已收到，稍后即可凭编号查询进展", en: "Received. It can be looked up by its number in a moment."))
                ),
                ("account_id", Open311Node(fields["account_id"])),
            ])
        ])
    }

    func requests(_ request: Request, _ context: WebContext) async throws -> Open311Answer {
        let reach = try reach(of: context)
        let fields = RequestFields(queryOf: request)
        let search = try Open311Search(fields, now: services.now(), services.zone, catalogue, context.language)
        let found: [PublicCase]
        switch search {
        case .numbers(let numbers):
            found = try await read { store throws(StoreError) in try store.publicCases(numbers) }
        case .list(let query):
            let limited = reach.limiting(query)
            found = try await read { store throws(StoreError) in try store.publicPage(limited) }
        }
        return .requests(try await nodes(found.filter(reach.covers), fields, context))
    }

    func one(_ request: Request, _ context: WebContext) async throws -> Open311Answer {
        let reach = try reach(of: context)
        let found = try await visible(context, reach)
        guard let found else { throw notFound("service_request_id", context.language) }
        return .requests(try await nodes([found], RequestFields(queryOf: request), context))
    }

    /// We give numbers at once, and no tokens: a number is taken for its own token, for clients that ask nevertheless.
    func token(_ context: WebContext) async throws -> Open311Answer {
        let reach = try reach(of: context)
        guard let found = try await visible(context, reach) else { throw notFound("token", context.language) }
        let number = Open311Node.text(found.row.number.description)
        return .requests([.object([("service_request_id", number), ("token", number)])])
    }

    /// The case of the number in the address.
    private func visible(_ context: WebContext, _ reach: Open311Reach) async throws -> PublicCase? {
        let digits = context.parameters.get("id") ?? ""
        guard let number = CaseNumber(digits: digits.utf8.span) else { return nil }
        return try await read { store throws(StoreError) in try store.publicCases([number]) }.first(where: reach.covers)
    }

    private func nodes(
        _ found: [PublicCase], _ fields: RequestFields, _ context: WebContext
    ) async throws -> [Open311Node] {
        let wording = Open311Wording(
            catalogue: catalogue, names: services.names, days: services.zone, language: context.language)
        guard fields["extensions"] == "true" else { return found.map { wording.node($0, nil) } }
        let numbers = found.map(\.row.number)
        let whole = try await read { store throws(StoreError) in try store.cases(numbers) }
        return found.map { wording.node($0, whole[$0.row.number]?.case) }
    }

    private func read<Value: Sendable>(
        _ body: @escaping @Sendable (Store) throws(StoreError) -> Value
    ) async throws(WebError) -> Value {
        do throws(StoreError) {
            return try await services.reads.read(body)
        } catch {
            if WebError(error) == .broken { services.logger.error("\(error)") }
            throw WebError(error)
        }
    }
}
