import Foundation
package import Hotline

/// A webhook whose address and secret are known: what stood for the environment's is put in.
package struct WebhookTarget: Sendable {
    package let webhook: Webhook
    let url: String
    let secret: String?
    let headers: [(name: String, value: String)]

    /// A variable that a webhook needs and the environment does not have.
    package struct MissingVariable: Error, CustomStringConvertible {
        package let description: String
    }

    /// - Throws: `MissingVariable`.
    package init(_ webhook: Webhook, environment: [String: String]) throws(MissingVariable) {
        var own = webhook
        if case .template(let text, let type) = webhook.content {
            own.content = .template(try Self.expanded(text, of: webhook, environment), contentType: type)
        }
        self.webhook = own
        url = try Self.expanded(webhook.url, of: webhook, environment)
        var headers: [(name: String, value: String)] = []
        for header in webhook.headers {
            let parts = try Self.expanded(header, of: webhook, environment).split(separator: ":", maxSplits: 1)
            if parts.count == 2 {
                headers.append((String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces)))
            }
        }
        self.headers = headers
        guard let secret = webhook.secret else {
            self.secret = nil
            return
        }
        self.secret = try Self.expanded(secret, of: webhook, environment)
    }

    private static func expanded(
        _ text: String, of webhook: Webhook, _ environment: [String: String]
    ) throws(MissingVariable) -> String {
        var text = text
        while let match = text.firstMatch(of: /\$\{(\w+)\}/) {
            guard let value = environment[String(match.output.1)], !value.contains("${") else {
                throw MissingVariable(
                    description: "webhook \(webhook.id): expected \(match.output.1) in the environment")
            }
            text.replaceSubrange(match.range, with: value)
        }
        return text
    }

    /// Whether a notice is for it.
    package func isTold(_ notice: Notice) -> Bool {
        if notice.kind == .escalation { return notice.contact.map(webhook.contacts.contains) ?? false }
        return webhook.departments.contains(notice.department)
    }
}
