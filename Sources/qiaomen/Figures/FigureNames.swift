import ArgumentParser
import Hotline
import Store

/// The language of what is printed for people.
enum OutputLanguage: String, CaseIterable, ExpressibleByArgument, Sendable {
    case chinese = "zh"
    case english = "en"

    /// One of two texts.
    func text(_ zh: String, _ en: String) -> String { self == .chinese ? zh : en }

    /// A name in this language.
    func text(_ name: BilingualName) -> String { self == .chinese ? name.zh : name.en }
}

/// What groups of figures are called.
struct FigureNames: Sendable {
    let language: OutputLanguage
    private let names: [FigureGrouping: [String: BilingualName]]

    init(_ district: District, _ language: OutputLanguage) {
        self.language = language
        func table<Item>(_ items: [Item], _ id: KeyPath<Item, String>, _ name: KeyPath<Item, BilingualName>)
            -> [String: BilingualName]
        {
            Dictionary(items.map { ($0[keyPath: id], $0[keyPath: name]) }) { first, _ in first }
        }
        names = [
            .department: table(district.departments, \.id, \.name), .area: table(district.areas, \.id, \.name),
            .community: table(district.communities, \.id, \.name), .street: table(district.streets, \.id, \.name),
            .channel: table(district.channels, \.id, \.name),
            .kind: Dictionary(uniqueKeysWithValues: ReportKind.allCases.map { ($0.rawValue, Self.name(of: $0)) }),
        ]
    }

    /// A group's name; its id if the district file does not know it.
    func name(of group: String?, by grouping: FigureGrouping) -> String {
        guard let group else { return language.text("未定", "unknown") }
        return names[grouping]?[group].map(language.text) ?? group
    }

    /// What a grouping is called.
    func title(of grouping: FigureGrouping) -> String {
        switch grouping {
        case .whole: language.text("范围", "of")
        case .department: language.text("单位", "department")
        case .area: language.text("领域", "area")
        case .community: language.text("社区", "community")
        case .street: language.text("街道", "street")
        case .channel: language.text("渠道", "channel")
        case .kind: language.text("类型", "kind")
        case .week: language.text("周(周一)", "week of")
        }
    }

    private static func name(of kind: ReportKind) -> BilingualName {
        switch kind {
        case .help: BilingualName(zh: "求助", en: "help")
        case .complaint: BilingualName(zh: "投诉", en: "complaint")
        case .question: BilingualName(zh: "咨询", en: "question")
        case .suggestion: BilingualName(zh: "建议", en: "suggestion")
        case .tipoff: BilingualName(zh: "举报", en: "tip-off")
        case .praise: BilingualName(zh: "表扬", en: "praise")
        case .wish: BilingualName(zh: "点单", en: "wish")
        }
    }
}
