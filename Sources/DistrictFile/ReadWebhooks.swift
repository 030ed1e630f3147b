import Foundation
import Hotline
import Yams

extension DistrictReader {
    /// `webhooks: [{ id: housing, url: "https://…?key=${KEY}", shape: wecom, departments: [housing], contacts: [张三] }]`
    func webhooks(_ field: Field, _ ladders: Ladders) -> [Webhook] {
        let known = Set((ladders.departments + ladders.communities).flatMap(\.contacts).map(\.name))
        var told: [String: Int] = [:]
        var ids: [String: Int] = [:]
        return field.elements().compactMap { element in
            guard var mapping = element.mapping() else { return nil }
            let id = mapping.required("id")?.identifier()
            if let id, let line = ids.updateValue(id.mark.line, forKey: id.value) {
                findings.add(id.mark, id.path, "expected an id of its own, that of line \(line) is the same")
            }
            let url = mapping.required("url").flatMap(self.address)
            let content = content(&mapping, of: element)
            let secret = mapping.optional("secret")?.text(limit: 500)
            let departments = mapping.optional("departments").map { $0.distinct { $0.identifier() } } ?? []
            let contacts = mapping.optional("contacts").map { $0.distinct { $0.text() } } ?? []
            let isEnglish = mapping.optional("language")?.choice(of: Webhook.Language.self) == .en
            let headers = mapping.optional("headers").map { $0.distinct { self.header($0) } } ?? []
            mapping.refuseOtherKeys()
            if departments.isEmpty, contacts.isEmpty { element.report("expected departments or contacts to be told") }
            for department in departments { identifiers.refer(to: department, .department) }
            for contact in contacts where !known.contains(contact.value) {
                findings.add(contact.mark, contact.path, "expected a contact of a ladder, found \(contact.value)")
            }
            for one in departments + contacts {
                guard let line = told.updateValue(one.mark.line, forKey: one.value) else { continue }
                findings.add(
                    one.mark, one.path, "expected one webhook for \(one.value), which has that of line \(line)")
            }
            guard let id, let url, let content else { return nil }
            return Webhook(
                id: id.value, url: url, content: content, headers: headers.map(\.value), secret: secret?.value,
                departments: departments.map(\.value),
                contacts: contacts.map(\.value), isEnglish: isEnglish)
        }
    }

    private func content(_ mapping: inout MappingReader, of element: Field) -> Webhook.Content? {
        let shape = mapping.optional("shape")
        let body = mapping.optional("body")
        let type = mapping.optional("contentType")?.text(limit: 200)
        if let body {
            shape?.report("expected a shape or a body, not both")
            guard let text = body.text(limit: 10_000) else { return nil }
            for match in text.value.matches(of: /\{\{([^}]*)\}\}/) where !Webhook.names.contains(String(match.output.1))
            {
                let names = Webhook.names.sorted().joined(separator: ", ")
                body.report("expected one of \(names) between braces, found \(match.output.1)")
            }
            let media = type?.value ?? "application/json"
            let filled = text.value.replacing(/\{\{[a-z]+\}\}|\$\{\w+\}/, with: "0")
            if media.hasPrefix("application/json"),
                (try? JSONSerialization.jsonObject(with: Data(filled.utf8), options: .fragmentsAllowed)) == nil
            {
                body.report("expected JSON, or a contentType that says what it is")
            }
            return .template(text.value, contentType: media)
        }
        guard let shape else {
            element.report("expected a shape or a body")
            return nil
        }
        return shape.choice(of: Webhook.Shape.self).map(Webhook.Content.shape)
    }

    /// `Authorization: Bearer ${TOKEN}`
    private func header(_ field: Field) -> Located<String>? {
        guard let text = field.text(limit: 2_000) else { return nil }
        guard text.value.wholeMatch(of: /[A-Za-z0-9-]+: \S[^\n]*/) != nil else {
            field.report("expected a header such as `Authorization: Bearer ${TOKEN}`")
            return nil
        }
        return text
    }

    /// An address of HTTPS, or of HTTP on this machine; what stands for the environment's may be all of it.
    private func address(_ field: Field) -> String? {
        guard let text = field.text(limit: 2_000)?.value else { return nil }
        if text.hasPrefix("${") { return text }
        let url = URL(string: text.replacing(/\$\{\w+\}/, with: "x"))
        let (scheme, host) = (url?.scheme ?? "", url?.host() ?? "")
        if scheme == "https", !host.isEmpty { return text }
        if scheme == "http", ["127.0.0.1", "localhost", "::1"].contains(host) { return text }
        field.report("expected an address that begins with https://")
        return nil
    }
}
