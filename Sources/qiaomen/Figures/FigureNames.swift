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
    func text(_ name: BilingualName) -> String { name[keyPath: keyPath] }

    /// Where names have it.
    var keyPath: KeyPath<BilingualName, String> { self == .chinese ? \.zh : \.en }
}

/// What groups of figures are called.
struct FigureNames: Sendable {
    let language: OutputLanguage
    let groups: GroupNames

    init(_ district: District, _ language: OutputLanguage) {
        self.language = language
        groups = GroupNames(district)
    }

    /// A group's name; its id if the district file does not know it.
    func name(of group: String?, by grouping: FigureGrouping) -> String {
        language.text(groups.name(of: group, by: grouping))
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
}
