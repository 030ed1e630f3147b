import Foundation
import HTTPTypes
import Hotline
import WorkTime

/// A request to be filed, read from a form: what is wrong with it is told all at once.
struct Open311Filing: Sendable {
    /// The report's id, which is ours.
    let id: String
    /// The report as JSON, as its topic wants it.
    let json: [UInt8]

    /// The number of the case that it opens.
    var number: CaseNumber {
        CaseNumber(channel: Self.channel, id: id.utf8.span)
    }

    /// The channel of all that comes this way.
    static let channel = "open311"

    /// Reads a form.
    ///
    /// - Parameters:
    ///   - id: a new one.
    ///   - now: when it came.
    init(
        _ fields: RequestFields, id: String, now: Instant, utcOffset: Int, _ catalogue: Open311Catalogue,
        _ language: Language
    ) throws(Open311Errors) {
        var form = Open311Form(fields, catalogue, language)
        let report = Self.report(&form, id: id, reportedAt: now.rfc3339(utcOffset: utcOffset))
        guard form.errors.list.isEmpty else { throw form.errors }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        json = (try? encoder.encode(report)).map { [UInt8]($0) } ?? []
        self.id = id
        var reader = ReportReader()
        do throws(ReportError) {
            try reader.read(json.span.bytes)
        } catch {
            throw Open311Errors(.badRequest, "\(error.field): expected \(error.expected)")
        }
    }

    private static func report(_ form: inout Open311Form, id: String, reportedAt: String) -> Open311Report {
        let service = form.service()
        let phone = form.text("phone", .reporterPhone)
        let name = form.name()
        let email = form.fields["email"].map { String($0.prefix(200)) }
        let chosen = Open311Catalogue.Attribute.self
        let confidential = form.attribute(chosen.confidential).map { $0 == "true" }
        form.needPlace()
        return Open311Report(
            id: id, text: form.needText("description", .text) ?? "", reportedAt: reportedAt,
            kind: service?.kind.rawValue, category: service?.code, urgency: form.attribute(chosen.urgency),
            address: form.text("address_string", .address), community: form.community(), location: form.location(),
            reporter: Open311Report.Reporter(
                name: name, phone: phone, email: email, anonymous: name == nil && phone == nil && email == nil),
            confidential: confidential, attachments: form.media())
    }
}

/// The report that a form gives.
struct Open311Report: Encodable {
    struct Reporter: Encodable {
        let name, phone, email: String?
        let anonymous: Bool
    }

    struct Location: Encodable {
        let lat, lon: Double
    }

    let id, text, reportedAt: String
    let kind, category, urgency, address, community: String?
    let location: Location?
    let reporter: Reporter
    let confidential: Bool?
    let attachments: [String]?
}

/// Reads the fields of a form and gathers what is wrong with them.
struct Open311Form {
    let fields: RequestFields
    private let catalogue: Open311Catalogue
    private let language: Language
    private(set) var errors = Open311Errors()

    init(_ fields: RequestFields, _ catalogue: Open311Catalogue, _ language: Language) {
        self.fields = fields
        self.catalogue = catalogue
        self.language = language
    }

    /// What is asked for: 400 if it is not said, 404 if there is no such thing.
    mutating func service() -> Open311Catalogue.Service? {
        guard let code = fields["service_code"] else {
            refuse("service_code", zh: "缺少服务代码", en: "is missing; see services.json")
            return nil
        }
        if let service = catalogue[code] { return service }
        errors.add(.notFound, "service_code: " + language(zh: "没有此服务代码", en: "there is no such service"))
        return nil
    }

    /// A text that has to be there.
    mutating func needText(_ name: String, _ field: ReportField) -> String? {
        if let text = text(name, field) { return text }
        if fields[name] == nil { refuse(name, zh: "缺少内容描述", en: "is missing: say what it is about") }
        return nil
    }

    /// A text that may be missing.
    mutating func text(_ name: String, _ field: ReportField) -> String? {
        guard let text = fields[name] else { return nil }
        guard text.unicodeScalars.count <= field.maximumLength else {
            refuse(
                name, zh: "不超过 \(field.maximumLength) 个字符", en: "expected at most \(field.maximumLength) characters")
            return nil
        }
        return text.contains { !$0.isWhitespace } ? text : nil
    }

    /// The family name stands first, unless both are in Latin letters.
    mutating func name() -> String? {
        let parts = [text("last_name", .reporterName), text("first_name", .reporterName)].compactMap(\.self)
        guard parts.count == 2 else { return parts.first }
        let isLatin = parts.allSatisfy { $0.unicodeScalars.allSatisfy { $0.value < 0x250 } }
        return String((isLatin ? "\(parts[1]) \(parts[0])" : parts.joined()).unicodeScalars.prefix(100))
    }

    /// The standard asks for some place.
    mutating func needPlace() {
        let names = ["lat", "long", "address_string", "address_id"]
        guard names.allSatisfy({ fields[$0] == nil }), attribute(.community) == nil else { return }
        refuse(
            "lat", zh: "缺少地点：请提供 lat 和 long、address_string 或 address_id",
            en: "a place is missing: give lat and long, address_string or address_id")
    }

    mutating func location() -> Open311Report.Location? {
        let lat = degrees("lat", within: 90)
        let lon = degrees("long", within: 180)
        if let lat, let lon { return Open311Report.Location(lat: lat, lon: lon) }
        if (fields["lat"] == nil) != (fields["long"] == nil) {
            refuse(fields["lat"] == nil ? "lat" : "long", zh: "经纬度须同时提供", en: "lat and long go together")
        }
        return nil
    }

    private mutating func degrees(_ name: String, within limit: Double) -> Double? {
        guard let text = fields[name] else { return nil }
        if let value = Double(text), abs(value) <= limit { return value }
        refuse(name, zh: "须为 -\(Int(limit)) 到 \(Int(limit)) 的数", en: "expected degrees, at most \(Int(limit))")
        return nil
    }

    /// `address_id`, or the attribute: a community's id.
    mutating func community() -> String? {
        let chosen = attribute(.community)
        guard let id = fields["address_id"] else { return chosen }
        let known = catalogue.values(of: .community, language).map(\.key)
        if known.contains(id) { return id }
        refuse("address_id", zh: "没有此社区", en: "expected a community's id: \(known.joined(separator: ", "))")
        return nil
    }

    /// `attribute[urgency]=urgent`
    mutating func attribute(_ attribute: Open311Catalogue.Attribute) -> String? {
        let name = "attribute[\(attribute.rawValue)]"
        guard let value = fields[name] else { return nil }
        let known = catalogue.values(of: attribute, language).map(\.key)
        if known.contains(value) { return value }
        refuse(name, zh: "可选值：\(known.joined(separator: "、"))", en: "expected one of \(known.joined(separator: ", "))")
        return nil
    }

    mutating func media() -> [String]? {
        guard let address = fields["media_url"] else { return nil }
        let hasScheme = ["http://", "https://"].contains { address.lowercased().hasPrefix($0) }
        if hasScheme, address.unicodeScalars.count <= ReportField.attachments.maximumLength,
            address.unicodeScalars.allSatisfy({ $0.value > 0x20 })
        {
            return [address]
        }
        refuse("media_url", zh: "须为 http 或 https 地址", en: "expected an http or https address")
        return nil
    }

    private mutating func refuse(_ name: String, zh: String, en: String) {
        let one = Open311Errors.One(status: .badRequest, description: "\(name): " + language(zh: zh, en: en))
        if !errors.list.contains(one) { errors.add(one.status, one.description) }
    }
}
