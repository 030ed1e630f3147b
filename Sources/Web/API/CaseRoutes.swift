import Foundation
import HTTPTypes
import Hotline
import Hummingbird
import Store
import WorkTime

/// Cases, one and many, and what is done with them.
struct CaseRoutes: Sendable {
    let services: WebServices

    func list(_ request: Request, _ context: WebContext) async throws -> Response {
        let principal = try context.signedIn()
        let search = try CaseSearch(RequestFields(queryOf: request), services.zone)
        return try await page(principal.limiting(search.query))
    }

    /// A department's worklist: what is due first before the others.
    func tasks(_ request: Request, _ context: WebContext) async throws -> Response {
        let principal = try context.signedIn()
        guard let department = context.parameters.get("department"),
            services.district.departments.contains(where: { $0.id == department }),
            principal.seesWorklist(of: department)
        else { throw WebError.notFound }
        var search = try CaseSearch(RequestFields(queryOf: request), order: .due, services.zone)
        search.query.holder = department
        return try await page(search.query)
    }

    private func page(_ query: CaseQuery) async throws -> Response {
        let page = try await services.reads.read { store throws(StoreError) in try store.page(query) }
        return try JSONAnswer.encoding(CaseItems(page, services.zone))
    }

    func one(_ request: Request, _ context: WebContext) async throws -> Response {
        let principal = try context.signedIn()
        let number = try number(context)
        let found = try await services.reads.read { store throws(StoreError) in
            (
                try store.cases([number])[number]?.case, try store.report(of: number),
                try Self.relations(of: number, principal, store)
            )
        }
        guard let state = found.0, principal.mayRead(state) else { throw WebError.notFound }
        let document = CaseDocument(
            state: state, report: found.1, relations: found.2, principal: principal, days: services.zone)
        return JSONAnswer.bytes(document.json)
    }

    /// Those alone that they may know of.
    static func relations(
        of number: CaseNumber, _ principal: Principal, _ store: Store
    ) throws(StoreError) -> CaseRelations {
        var relations = try store.relations(of: number)
        let others = Set(relations.similar.map(\.number) + relations.merged + relations.replies)
        var known: Set<CaseNumber> = []
        for other in others {
            if let row = try store.row(of: other), principal.mayRead(row) { known.insert(other) }
        }
        relations.similar.removeAll { !known.contains($0.number) }
        relations.merged.removeAll { !known.contains($0) }
        relations.replies.removeAll { !known.contains($0) }
        return relations
    }

    /// Takes an event as its topic has it, but for what is known here: the case, the time, who does it.
    func act(_ request: Request, _ context: WebContext) async throws -> Response {
        let principal = try context.signedIn()
        let number = try number(context)
        let event = try Self.event(
            [UInt8](buffer: context.body), number, now: services.now(),
            utcOffset: services.zone.utcOffset(at: services.now()))
        let sent = try await ActionSender(services).send(event, by: principal, trace: context.trace)
        return try JSONAnswer.encoding(["id": sent.id, "case": number.description], .accepted)
    }

    private func number(_ context: WebContext) throws(WebError) -> CaseNumber {
        // Typed by people, there may be blanks in it, which addresses encode.
        let typed = context.parameters.get("case")?.removingPercentEncoding ?? ""
        guard let number = CaseNumber(typed: typed) else { throw .notFound }
        return number
    }

    private static func event(
        _ body: [UInt8], _ number: CaseNumber, now: Instant, utcOffset: Int
    ) throws(WebError) -> ProgressEvent {
        guard var members = (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] else {
            throw .badRequest("wrong-json", zh: "须为一个 JSON 对象", en: "Expected one JSON object.")
        }
        if let named = members["case"], (named as? String).flatMap(CaseNumber.init(typed:)) != number {
            throw .wrongField("case", "the case of the address, or none")
        }
        members["case"] = number.description
        members["by"] = nil
        members["id"] = members["id"] ?? UUID().uuidString.lowercased()
        members["at"] = members["at"] ?? now.rfc3339(utcOffset: utcOffset)
        let event: ProgressEvent
        do throws(MessageError) {
            let json = (try? JSONSerialization.data(withJSONObject: members)).map { [UInt8]($0) } ?? []
            event = try ProgressEvent(json: json.span.bytes)
        } catch {
            throw .wrongField(error.field.isEmpty ? "body" : error.field, error.expected)
        }
        // A member that the action does not have is a slip of the pen, and what was meant would be lost.
        if let stray = event.unknown.first {
            throw .wrongField(String(stray.name.prefix(64)), "only members that belong to \(event.action.rawValue)")
        }
        return event
    }
}

extension Principal {
    /// Whether they may see what a department has to do.
    func seesWorklist(of department: String) -> Bool {
        switch role {
        case .manager, .desk, .admin: true
        case .department: departments.contains(department)
        case .hotline, .grid: false
        }
    }
}
