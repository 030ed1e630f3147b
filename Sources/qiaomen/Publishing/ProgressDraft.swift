import Foundation
package import Hotline

/// An event as it is put together on the command line.
package struct ProgressDraft {
    /// The sender's identity of it.
    package var id: String
    /// The case's number, 16 digits.
    package var caseNumber: String
    /// The action's name.
    package var action: String
    /// When it was done, RFC 3339.
    package var at: String
    package var by: String?
    package var note: String?
    package var round: Int?
    /// What the action carries: members given one by one.
    package var members: [String: Any] = [:]
    /// What the action carries as a JSON object; single members beat it.
    package var body: String?

    package init(id: String, caseNumber: String, action: String, at: String) {
        (self.id, self.caseNumber, self.action, self.at) = (id, caseNumber, action, at)
    }

    /// The event, read as the tracker would read it.
    ///
    /// - Throws: `ProgressChecks.Problem`, which names the member.
    package func event() throws(ProgressChecks.Problem) -> ProgressEvent {
        var all = try bodyMembers()
        all.merge(members) { $1 }
        for (name, value) in [
            ("id", id), ("case", caseNumber), ("action", action), ("at", at), ("by", by), ("note", note),
        ] {
            if let value { all[name] = value }
        }
        if let round { all["round"] = round }
        let event: ProgressEvent
        do throws(MessageError) {
            let json = (try? JSONSerialization.data(withJSONObject: all)).map { [UInt8]($0) } ?? []
            event = try ProgressEvent(json: json.span.bytes)
        } catch {
            throw ProgressChecks.Problem(field: error.field.isEmpty ? "body" : error.field, expected: error.expected)
        }
        if let stray = event.unknown.map(\.name).first(where: { members[$0] != nil }) {
            throw ProgressChecks.Problem(
                field: stray, expected: "only what belongs to \(action), which has no such member")
        }
        return event
    }

    private func bodyMembers() throws(ProgressChecks.Problem) -> [String: Any] {
        guard let body else { return [:] }
        guard let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any] else {
            throw ProgressChecks.Problem(field: "body", expected: "a JSON object with the action's members")
        }
        return object
    }
}
