import Hotline

/// The form that narrows a list of cases: its fields are those of the list's address, see ``CaseSearch``.
struct CaseFilterForm {
    let services: WebServices
    let language: Language
    /// What the address asks for now.
    let fields: RequestFields

    private typealias Option = (value: String, name: BilingualName)

    /// What the template `case-filters.html` shows.
    var model: [String: Any] {
        let district = services.district
        return [
            "choices": [
                choice("state", "caseState", CaseState.allCases.map { ($0.rawValue, $0.name) }),
                choice("area", "caseArea", district.areas.map { ($0.id, $0.name) }),
                choice("kind", "caseKind", ReportKind.allCases.map { ($0.rawValue, $0.name) }),
                choice("urgency", "caseUrgency", Urgency.allCases.map { ($0.rawValue, $0.name) }),
                choice("department", "caseDepartment", district.departments.map { ($0.id, $0.name) }),
                choice("community", "community", district.communities.map { ($0.id, $0.name) }),
                choice("channel", "caseChannel", district.channels.map { ($0.id, $0.name) }),
                choice(
                    "order", "caseOrder",
                    [
                        ("due", BilingualName(zh: "先到期的在前", en: "due first")),
                        ("updated", BilingualName(zh: "最近更新的在前", en: "changed last")),
                    ], none: language(zh: "最近受理的在前", en: "received last")),
            ],
            "dates": [date("receivedFrom", "caseReceivedFrom"), date("receivedBefore", "caseReceivedBefore")],
        ]
    }

    private func choice(_ name: String, _ label: String, _ options: [Option], none: String? = nil) -> [String: Any] {
        let chosen = fields[name]
        return [
            "name": name, "label": text(label), "none": none ?? text("any"),
            "options": options.map { ["value": $0.value, "text": language($0.name), "isChosen": $0.value == chosen] },
        ]
    }

    private func date(_ name: String, _ label: String) -> [String: Any] {
        ["name": name, "label": text(label), "value": fields[name] ?? ""]
    }

    private func text(_ key: String) -> String { Texts.of(language)[key] ?? key }
}
