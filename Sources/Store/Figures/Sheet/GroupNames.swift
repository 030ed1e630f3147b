package import Hotline

/// What groups of figures are called.
package struct GroupNames: Sendable {
    /// All groups together.
    package static let whole = BilingualName(zh: "合计", en: "all")
    private static let unknown = BilingualName(zh: "未定", en: "unknown")
    private let names: [FigureGrouping: [String: BilingualName]]

    package init(_ district: District) {
        func table<Item>(_ items: [Item], _ id: KeyPath<Item, String>, _ name: KeyPath<Item, BilingualName>)
            -> [String: BilingualName]
        {
            Dictionary(items.map { ($0[keyPath: id], $0[keyPath: name]) }) { first, _ in first }
        }
        names = [
            .department: table(district.departments, \.id, \.name), .area: table(district.areas, \.id, \.name),
            .community: table(district.communities, \.id, \.name), .street: table(district.streets, \.id, \.name),
            .channel: table(district.channels, \.id, \.name),
            .kind: Dictionary(uniqueKeysWithValues: ReportKind.allCases.map { ($0.rawValue, $0.name) }),
        ]
    }

    /// A group's name; its id if the district file does not know it.
    package func name(of group: String?, by grouping: FigureGrouping) -> BilingualName {
        guard let group else { return Self.unknown }
        return names[grouping]?[group] ?? BilingualName(zh: group, en: group)
    }
}
