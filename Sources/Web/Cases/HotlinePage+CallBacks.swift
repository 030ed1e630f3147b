import Foundation
import Hotline
import Hummingbird
import Store

/// What is done right in the lists of the hotline's page.
extension HotlinePage {
    /// 回访: what a caller says of the result, or that nobody answered.
    func evaluate(_ context: WebContext) async throws -> Response {
        let number = try number(context)
        do {
            let body = ProgressBody.evaluate(try Self.evaluation(context.form))
            try await send(body, to: number, context)
        } catch {
            guard error.status == .conflict || error.status == .badRequest else { throw error }
            return try await page(context, notTaken: (number, error))
        }
        return redirect(context, told: "asked=\(number)", at: "#callbacks")
    }

    /// 催单: a resident asks for it again.
    func urge(_ context: WebContext) async throws -> Response {
        let number = try number(context)
        do {
            try await send(.urge, to: number, context)
        } catch {
            guard error.status == .conflict else { throw error }
            return try await page(context, problem: error)
        }
        return redirect(context, told: "urged=\(number)")
    }

    private func number(_ context: WebContext) throws(WebError) -> CaseNumber {
        try context.require(.hotline, .desk)
        guard let number = CaseNumber(typed: context.parameters.get("case") ?? "") else { throw .notFound }
        return number
    }

    private func send(
        _ body: ProgressBody, to number: CaseNumber, _ context: WebContext
    ) async throws(WebError) {
        let event = ProgressEvent(
            id: context.formID, caseNumber: number, at: services.now(), by: nil, body: body)
        _ = try await ActionSender(services).send(event, by: try context.signedIn(), trace: context.trace)
        context.notes.did(body.action.rawValue)
    }

    private static func evaluation(_ form: FormFields) throws(WebError) -> ProgressBody.Evaluation {
        if form["reached"] == "false" { return .notReached }
        guard let resolved = form["resolved"].flatMap(ProgressBody.Evaluation.Resolved.init(rawValue:)) else {
            throw .badRequest("answer-missing", zh: "请选择是否解决", en: "Please choose whether it is resolved.")
        }
        let text = form["satisfaction"] ?? ""
        let satisfaction = Int(text)
        guard text.isEmpty || satisfaction.map((1...5).contains) == true else {
            throw .wrongField("satisfaction", "a number from 1 to 5, or nothing")
        }
        return .init(resolved: resolved, satisfaction: satisfaction)
    }

    /// Back to the lists as they were.
    private func redirect(_ context: WebContext, told: String, at anchor: String = "") -> Response {
        var parts = [told]
        if let after = context.form["after"].flatMap(CasePageKey.init(text:)) { parts.append("after=\(after.text)") }
        if let asked = context.form["q"]?.addingPercentEncoding(withAllowedCharacters: .alphanumerics), !asked.isEmpty {
            parts.append("q=\(asked)")
        }
        return .redirect(to: "/hotline?" + parts.joined(separator: "&") + anchor, type: .normal)
    }
}

extension WebContext {
    /// The id of the event that a form makes: the form's, so that it counts once however often it is sent.
    var formID: String {
        form["id"].flatMap { (1...128).contains($0.unicodeScalars.count) ? $0 : nil } ?? UUID().uuidString.lowercased()
    }
}
