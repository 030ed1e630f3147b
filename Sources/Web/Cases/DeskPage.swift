import Foundation
import Hotline
import Hummingbird
import Store

/// The desk's page: requests that wait, and what the classifier left undecided; each is decided by one click or one key.
struct DeskPage: Sendable {
    let services: WebServices

    func show(_ context: WebContext) async throws -> Response {
        try context.require(.desk)
        return try await page(context)
    }

    /// Decides a request.
    func decide(_ context: WebContext, grants: Bool) async throws -> Response {
        let number = try number(context)
        let ref = context.form["ref"] ?? ""
        let body: ProgressBody = grants ? .grant(ref: ref) : .refuse(ref: ref)
        do {
            try await send(body, to: number, id: context.formID, context)
        } catch {
            guard error.status == .conflict else { throw error }
            return try await page(context, notTaken: (number, error))
        }
        context.notes.did(body.action.rawValue)
        return .redirect(to: "/desk?decided=\(number)", type: .normal)
    }

    /// Sends a case where a suggestion says; if it is of another area than it says now, that is told first.
    func dispatch(_ context: WebContext) async throws -> Response {
        let number = try number(context)
        let (found, report) = try await services.reads.read { store throws(StoreError) in
            (try store.cases([number])[number]?.case, try store.report(of: number))
        }
        guard let state = found else { throw WebError.notFound }
        let all = SuggestedDispatch.all(for: state, text: Self.text(report), in: services.district)
        do {
            try await send(all.first { $0.area == context.form["area"] }, to: state, context)
        } catch {
            guard error.status == .conflict else { throw error }
            return try await page(context, notTaken: (number, error))
        }
        context.notes.did("assign")
        return .redirect(to: "/desk?sent=\(number)", type: .normal)
    }

    private func send(
        _ suggestion: SuggestedDispatch?, to state: Case, _ context: WebContext
    ) async throws(WebError) {
        guard let suggestion else {
            throw .conflict("no-suggestion", zh: "该建议已不适用", en: "That suggestion does not hold any more.")
        }
        let id = context.formID
        if suggestion.area != state.subject.area {
            let body = ProgressBody.reclassify(.init(area: suggestion.area))
            try await send(body, to: state.number, id: String(id.prefix(100)) + ".area", context)
        }
        let body = ProgressBody.assign(.init(to: suggestion.department, supporting: suggestion.supporting))
        try await send(body, to: state.number, id: id, context)
    }

    private func send(
        _ body: ProgressBody, to number: CaseNumber, id: String, _ context: WebContext
    ) async throws(WebError) {
        let event = ProgressEvent(id: id, caseNumber: number, at: services.now(), body: body)
        _ = try await ActionSender(services).send(event, by: try context.signedIn(), trace: context.trace)
    }

    private func number(_ context: WebContext) throws(WebError) -> CaseNumber {
        try context.require(.desk)
        guard let number = CaseNumber(typed: context.parameters.get("case") ?? "") else { throw .notFound }
        return number
    }

    /// What rules may ask for words of.
    fileprivate static func text(_ report: ReportRecord?) -> String {
        [report?.title, report?.text].compactMap(\.self).joined(separator: "\n")
    }

    private func page(
        _ context: WebContext, notTaken: (number: CaseNumber, problem: WebError)? = nil
    ) async throws -> Response {
        let query = FormFields(context.query)
        var values = try await lists(context, notTaken)
        if let decided = query["decided"].flatMap(CaseNumber.init(typed:)) {
            values["notice"] = context.language(zh: "已提交审批 ", en: "Decided: ") + decided.grouped
        } else if let sent = query["sent"].flatMap(CaseNumber.init(typed:)) {
            values["notice"] = context.language(zh: "已提交派单 ", en: "Dispatched: ") + sent.grouped
        }
        return services.pages.page(
            "desk", title: "desk", values, context, status: notTaken?.problem.status ?? .ok, isLive: notTaken == nil)
    }

    private func lists(
        _ context: WebContext, _ notTaken: (number: CaseNumber, problem: WebError)?
    ) async throws(StoreError) -> [String: Any] {
        let query = FormFields(context.query)
        let desk = services.district.deskID
        let (asked, undecided) = try await services.reads.read { store throws(StoreError) in
            var requests = CaseQuery(.requests)
            requests.after = query["requestsAfter"].flatMap(CasePageKey.init(text:))
            var worklist = CaseQuery.worklist(of: desk)
            worklist.after = query["after"].flatMap(CasePageKey.init(text:))
            return (try DeskRows(store, requests), try DeskRows(store, worklist))
        }
        let words = CaseWords(services, context.language)
        func row(_ entry: DeskRows.Entry) -> [String: Any] {
            var row = words.row(entry.row)
            row["eventID"] = UUID().uuidString.lowercased()
            if let text = entry.report?.text {
                let excerpt = String(text.prefix(Self.excerptLength))
                // Without a title it is what the row is about already.
                if entry.row.about?.hasPrefix(excerpt) != true { row["words"] = excerpt }
            }
            if let notTaken, notTaken.number == entry.row.number {
                row["rowProblem"] = context.language(notTaken.problem.message)
            }
            return row
        }
        var values: [String: Any] = [
            "asked": asked.entries.map { entry in
                row(entry).merging(["pending": entry.state.requests.map { words.request($0, mayDecide: true) }]) {
                    _, new in new
                }
            },
            "undecided": undecided.entries.map { entry in
                let all = SuggestedDispatch.all(for: entry.state, text: Self.text(entry.report), in: services.district)
                return row(entry).merging(["suggested": all.enumerated().map { words.suggestion($1, key: $0 + 1) }]) {
                    _, new in new
                }
            },
            "isNothingAsked": asked.entries.isEmpty, "isNothingUndecided": undecided.entries.isEmpty,
        ]
        if let next = asked.next { values["nextAsked"] = "/desk?requestsAfter=\(next.text)" }
        if let next = undecided.next { values["nextUndecided"] = "/desk?after=\(next.text)" }
        let numbers = (asked.entries + undecided.entries).map(\.row.number)
        if let notTaken, !numbers.contains(notTaken.number) {
            values["problem"] = notTaken.number.grouped + " " + context.language(notTaken.problem.message)
        }
        return values
    }

    /// How much of a report a row shows, in characters.
    private static let excerptLength = 160
}

/// A page of a list with the whole cases behind it.
private struct DeskRows: Sendable {
    struct Entry: Sendable {
        let row: CaseRow
        let state: Case
        let report: ReportRecord?
    }

    private(set) var entries: [Entry] = []
    let next: CasePageKey?

    init(_ store: Store, _ query: CaseQuery) throws(StoreError) {
        let page = try store.page(query)
        next = page.next
        let cases = try store.cases(page.rows.map(\.number))
        for row in page.rows {
            guard let state = cases[row.number]?.case else { continue }
            entries.append(Entry(row: row, state: state, report: try store.report(of: row.number)))
        }
    }
}

extension CaseWords {
    /// From which confidence on a suggestion stands out.
    private static let likely = 0.3

    /// A button that sends a case somewhere.
    func suggestion(_ suggestion: SuggestedDispatch, key: Int) -> [String: Any] {
        [
            "area": suggestion.area, "key": key, "areaName": area(suggestion.area),
            "to": department(suggestion.department), "confidence": "\(Int((suggestion.confidence * 100).rounded())) %",
            "isLikely": key == 1 && suggestion.confidence >= Self.likely,
        ]
    }
}
