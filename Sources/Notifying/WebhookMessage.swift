import Crypto
import Foundation
package import Hotline
import WorkTime

/// A notice as a webhook wants it: the body of a request.
package struct WebhookMessage: Sendable {
    package let body: [UInt8]
    package let contentType: String

    /// - Parameters:
    ///   - words: how the district calls things, and where its pages are.
    package init(_ notice: Notice, for webhook: Webhook, _ words: NoticeWords) {
        let values = words.values(of: notice, isEnglish: webhook.isEnglish)
        switch webhook.content {
        case .shape(.wecom), .shape(.dingtalk):
            let message = ["msgtype": "text", "text": ["content": values["text"] ?? ""]] as [String: Any]
            (body, contentType) = (Self.json(message), "application/json")
        case .shape(.json):
            (body, contentType) = (Self.json(values), "application/json")
        case .template(let template, let type):
            let text = template.replacing(/\{\{([a-z]+)\}\}/) { match in
                Self.encoded(values[String(match.output.1)] ?? "", as: type)
            }
            (body, contentType) = (Array(text.utf8), type)
        }
    }

    private static func json(_ object: [String: Any]) -> [UInt8] {
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
        return (try? JSONSerialization.data(withJSONObject: object, options: options)).map { Array($0) } ?? []
    }

    /// A value as it may stand inside a text of that type.
    private static func encoded(_ value: String, as type: String) -> String {
        if type.hasPrefix("application/x-www-form-urlencoded") {
            let plain = CharacterSet(charactersIn: "a"..."z").union(CharacterSet(charactersIn: "A"..."Z"))
                .union(CharacterSet(charactersIn: "0"..."9")).union(CharacterSet(charactersIn: "-._~"))
            return value.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
        }
        guard type.hasPrefix("application/json") else { return value }
        // What stands between the quotes of a JSON string; the template has the quotes.
        return String(String(decoding: json(["": value]), as: UTF8.self).dropFirst(5).dropLast(2))
    }
}

/// How a district calls things, and where its pages are.
package struct NoticeWords: Sendable {
    private let areas, departments, communities, streets: [String: BilingualName]
    private let address: String?
    private let zone: UTCOffsets

    /// - Parameter address: where people reach the pages, without a slash at its end; nil if nobody has said.
    /// - Returns: nil if the district's zone is unknown to this machine.
    package init?(_ district: District, address: String?) {
        func table<Item>(
            _ items: [Item], _ id: KeyPath<Item, String>, _ name: KeyPath<Item, BilingualName>
        ) -> [String: BilingualName] {
            Dictionary(items.map { ($0[keyPath: id], $0[keyPath: name]) }) { first, _ in first }
        }
        guard let zone = UTCOffsets(zone: district.timeZone) else { return nil }
        self.zone = zone
        self.address = address
        areas = table(district.areas, \.id, \.name)
        departments = table(district.departments, \.id, \.name)
        communities = table(district.communities, \.id, \.name)
        streets = table(district.streets, \.id, \.name)
    }

    /// What templates may name, see ``Webhook/names``.
    func values(of notice: Notice, isEnglish: Bool) -> [String: String] {
        func name(_ id: String?, _ table: [String: BilingualName]) -> String? {
            id.map { id in table[id].map { isEnglish ? $0.en : $0.zh } ?? id }
        }
        var zone = zone
        let due = notice.due.map { due in
            String(due.rfc3339(utcOffset: zone.offset(at: due)).prefix(16)).replacing("T", with: " ")
        }
        let place = [name(notice.community, communities), name(notice.street, streets)].compactMap(\.self)
        var title = notice.kind.name(isEnglish: isEnglish)
        if let percent = notice.percent { title += isEnglish ? " (\(percent)% used)" : "（已用 \(percent)%）" }
        var values = [
            "id": notice.id, "kind": notice.kind.rawValue, "title": title, "case": notice.number.grouped,
            "department": name(notice.department, departments) ?? "", "area": name(notice.area, areas) ?? "",
            "place": place.joined(separator: " "),
            "urgency": isEnglish ? notice.urgency.name.en : notice.urgency.name.zh, "due": due ?? "",
            "link": address.map { "\($0)/cases/\(notice.number)" } ?? "",
        ]
        values["text"] = text(values, isEnglish: isEnglish)
        return values
    }

    private func text(_ values: [String: String], isEnglish: Bool) -> String {
        let lines: [(String, String)] = [
            (isEnglish ? "Department" : "单位", "department"), (isEnglish ? "Area" : "类别", "area"),
            (isEnglish ? "Place" : "地点", "place"), (isEnglish ? "Urgency" : "紧急程度", "urgency"),
            (isEnglish ? "Due" : "时限", "due"),
        ]
        let told = lines.compactMap { label, key in
            values[key].flatMap { $0.isEmpty ? nil : label + (isEnglish ? ": " : "：") + $0 }
        }
        let link = values["link"].flatMap { $0.isEmpty ? nil : $0 }
        return (["【敲门】\(values["title"] ?? "") \(values["case"] ?? "")"] + told + [link].compactMap(\.self))
            .joined(separator: "\n")
    }
}

/// The signature that DingTalk asks for: the millisecond and its HMAC-SHA256, as two fields of the query
/// (open.dingtalk.com, 自定义机器人安全设置).
enum DingTalkSignature {
    static func query(_ secret: String, at now: Instant) -> String {
        let text = "\(now.milliseconds)\n\(secret)"
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: Data(secret.utf8)))
        let sign = Data(code).base64EncodedString()
        let plain = CharacterSet.alphanumerics
        return "timestamp=\(now.milliseconds)&sign=\(sign.addingPercentEncoding(withAllowedCharacters: plain) ?? "")"
    }
}
