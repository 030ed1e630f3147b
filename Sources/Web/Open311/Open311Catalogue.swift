import Hotline
import Store

/// What can be asked for: a service for each area and kind of the district file.
struct Open311Catalogue: Sendable {
    struct Service: Sendable {
        let code: String
        let area: Area
        let kind: ReportKind

        var key: CaseService { CaseService(area: area.id, kind: kind) }
    }

    let services: [Service]
    private let byCode: [String: Service]
    private let district: District
    private let names: GroupNames

    init(_ district: District, _ names: GroupNames) {
        self.district = district
        self.names = names
        services = district.areas.flatMap { area in
            ReportKind.allCases.map { Service(code: Self.code(area.id, $0), area: area, kind: $0) }
        }
        byCode = Dictionary(services.map { ($0.code, $0) }) { first, _ in first }
    }

    /// `sewage.help`; no id has a full stop in it.
    static func code(_ area: String, _ kind: ReportKind) -> String { "\(area).\(kind.rawValue)" }

    subscript(code: String) -> Service? { byCode[code] }

    /// The list of services.
    func answer(_ language: Language) -> Open311Answer {
        let nodes = services.map { service in
            Open311Node.object([
                ("service_code", .text(service.code)),
                ("service_name", .text(name(service.area.id, service.kind, language))),
                ("description", .text(description(service, language))),
                ("metadata", .flag(true)),
                ("type", .text("realtime")),
                ("keywords", .text(service.area.words.prefix(10).joined(separator: ","))),
                ("group", .text(language(service.area.name))),
            ])
        }
        return Open311Answer(root: "services", node: .list(item: "service", nodes))
    }

    /// What a service is called, also one of an area that the district no longer has.
    func name(_ area: String, _ kind: ReportKind, _ language: Language) -> String {
        "\(language(names.name(of: area, by: .area))) · \(language(kind.name))"
    }

    private func description(_ service: Service, _ language: Language) -> String {
        let area = language(service.area.name)
        return switch service.kind {
        case .help: language(zh: "反映\(area)方面的问题，请求解决", en: "Something is wrong and has to be put right: \(area)")
        case .complaint: language(zh: "投诉\(area)方面的工作", en: "A complaint about how it is done: \(area)")
        case .question: language(zh: "咨询\(area)方面的政策与安排", en: "A question: \(area)")
        case .suggestion: language(zh: "对\(area)提出建议", en: "A suggestion: \(area)")
        case .tipoff: language(zh: "举报\(area)方面的违规行为，内容保密", en: "A tip-off, kept confidential: \(area)")
        case .praise: language(zh: "表扬\(area)方面的工作", en: "Praise: \(area)")
        case .wish: language(zh: "居民点单：希望在\(area)方面办的事", en: "A wish of residents: \(area)")
        }
    }
}

/// What may be said besides with a request: the same for all services.
extension Open311Catalogue {
    /// Its attributes' codes.
    enum Attribute: String, CaseIterable {
        case community, urgency, confidential
    }

    /// A service's definition.
    func definition(of service: Service, _ language: Language) -> Open311Answer {
        Open311Answer(
            root: "service_definition",
            node: .object([
                ("service_code", .text(service.code)),
                (
                    "attributes",
                    .list(
                        item: "attribute",
                        Attribute.allCases.enumerated().map { node($1, order: $0 + 1, language) })
                ),
            ]))
    }

    private func node(_ attribute: Attribute, order: Int, _ language: Language) -> Open311Node {
        .object([
            ("variable", .flag(true)), ("code", .text(attribute.rawValue)), ("datatype", .text("singlevaluelist")),
            ("required", .flag(false)), ("datatype_description", .nothing), ("order", .number(order)),
            ("description", .text(description(attribute, language))),
            (
                "values",
                .list(
                    item: "value",
                    values(of: attribute, language).map { key, name in
                        .object([("key", .text(key)), ("name", .text(name))])
                    })
            ),
        ])
    }

    /// What may be chosen, and how it is called.
    func values(of attribute: Attribute, _ language: Language) -> [(key: String, name: String)] {
        switch attribute {
        case .community: district.communities.map { ($0.id, language($0.name)) }
        case .urgency: Urgency.allCases.map { ($0.rawValue, language($0.name)) }
        case .confidential: [("true", language(zh: "保密", en: "yes")), ("false", language(zh: "不保密", en: "no"))]
        }
    }

    private func description(_ attribute: Attribute, _ language: Language) -> String {
        switch attribute {
        case .community: language(zh: "所在社区", en: "Which community it is about")
        case .urgency: language(zh: "紧急程度", en: "How soon somebody has to come")
        case .confidential: language(zh: "是否保密", en: "Whether it is to be kept confidential")
        }
    }
}
