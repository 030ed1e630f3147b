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
        let filed = FormFields(context.query)["filed"].flatMap(CaseNumber.init(typed:))
        return try await page(context, filed: filed)
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
        let json = report.json
        var reader = ReportReader()
        do throws(ReportError) {
            try reader.read(json.span.bytes)
        } catch {
            return try await page(context, problem: .wrongField(error.field, error.expected))
        }
        do throws(IntakeError) {
            try await services.intake.publish(
                report: json, id: report.id, channel: channel, trace: context.trace)
        } catch {
            return try await page(context, problem: WebError(error))
        }
        context.notes.did("file")
        let number = CaseNumber(channel: channel, id: report.id.utf8.span)
        return .redirect(to: "/hotline?filed=\(number)", type: .normal)
    }

    /// The page; after a `problem` with what was entered. While the store is away a report can be filed all the same.
    private func page(
        _ context: WebContext, filed: CaseNumber? = nil, problem: WebError? = nil
    ) async throws -> Response {
        let principal = try context.require(.hotline, .desk)
        var values = entered(context, principal, keeping: problem != nil)
        values["q"] = asked(context)
        do {
            values["sections"] = try await sections(context, principal)
        } catch {
            guard WebError(error) == .storeAway else { throw error }
            values["warning"] = context.language(WebError.storeAway.message)
        }
        if let filed {
            values["notice"] = context.language(zh: "已登记，工单号 ", en: "Filed under ") + filed.grouped
        }
        if let problem { values["problem"] = context.language(problem.message) }
        return services.pages.page(
            "hotline", title: "hotline", values, context, status: problem?.status ?? .ok, isLive: problem == nil)
    }

    private func asked(_ context: WebContext) -> String {
        (FormFields(context.query)["q"] ?? "").trimmingCharacters(in: .whitespaces)
    }

    private func sections(
        _ context: WebContext, _ principal: Principal
    ) async throws(StoreError) -> [[String: Any]] {
        let asked = asked(context)
        let (found, callBacks) = try await lists(asked, principal)
        let lists = CaseListPages(services: services)
        let waiting = lists.section(callBacks, context, heading: "callBacksHeading", accepting: nil)
        if asked.isEmpty { return [waiting] }
        let rows = CasePage(rows: found, next: nil)
        return [lists.section(rows, context, heading: "foundHeading", accepting: nil), waiting]
    }

    /// What was asked for, by case number, phone or address, and who is to be called back.
    private func lists(
        _ asked: String, _ principal: Principal
    ) async throws(StoreError) -> ([CaseRow], CasePage) {
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
            return (found.filter(principal.mayRead), try store.page(principal.limiting(CaseQuery(.callBacks))))
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

/// A report as somebody at the hotline enters it.
private struct FiledReport: Encodable {
    struct Reporter: Encodable {
        let name, phone: String?
        let anonymous: Bool
    }

    let id, text, reportedAt: String
    let kind, urgency, address, community: String?
    let reporter: Reporter

    init(_ form: FormFields, at now: Instant, utcOffset: Int) {
        func field(_ name: String) -> String? {
            form[name].map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        // The form's own, so that it is filed once however often it is sent.
        id = field("id") ?? UUID().uuidString.lowercased()
        text = field("text") ?? ""
        reportedAt = now.rfc3339(utcOffset: utcOffset)
        (kind, urgency, address, community) = (field("kind"), field("urgency"), field("address"), field("community"))
        let (name, phone) = (field("name"), field("phone"))
        reporter = Reporter(name: name, phone: phone, anonymous: name == nil && phone == nil)
    }

    var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { [UInt8]($0) } ?? []
    }
}
