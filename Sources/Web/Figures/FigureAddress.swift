import Foundation
import Hotline
package import Store
import WorkTime

/// What the address of a managers' page asks for; made anew, it is the address of another such page.
package struct FigureAddress: Sendable, Hashable {
    var from: String?
    var to: String?
    var asOf: String?
    var grouping: FigureGrouping
    /// `department=housing`: that group alone.
    var only: String?

    /// Groups that a page may be of alone, by the name of a field.
    static let selections: [FigureGrouping] = [.area, .department, .community, .street]

    /// The last thirty days.
    package init(by grouping: FigureGrouping, only: String?) {
        self.grouping = grouping
        self.only = only
    }

    /// - Parameter grouping: what is told apart where the address does not say.
    /// - Throws: 400 for a grouping that there is not, or more than one group to be shown alone.
    init(_ fields: RequestFields, by grouping: FigureGrouping = .department) throws(WebError) {
        (from, to, asOf) = (fields["from"], fields["to"], fields["asOf"])
        let alone =
            Self.selections.compactMap { selection in fields[selection.rawValue].map { "\(selection.rawValue)=\($0)" } }
            + [fields["only"]].compactMap(\.self)
        guard alone.count < 2 else { throw .wrongField("only", "one area, department, community or street") }
        only = alone.first
        self.grouping = grouping
        guard let text = fields["by"] else { return }
        guard let named = FigureGrouping(rawValue: text) else {
            throw .wrongField("by", "one of \(FigureGrouping.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self.grouping = named
    }

    /// The figures that it means.
    func search(now: Instant, _ days: DistrictDays) throws(WebError) -> FigureSearch {
        try FigureSearch(RequestFields(FormFields(query([]))), now: now, days)
    }

    /// The same figures told apart otherwise.
    func by(_ grouping: FigureGrouping) -> FigureAddress {
        var address = self
        address.grouping = grouping
        return address
    }

    /// The page of these figures.
    package var page: String { "/figures?" + query([]) }

    /// The same figures as a table for spreadsheets.
    var table: String { "/api/v1/figures.csv?" + query([]) }

    /// The list of the cases behind a count or a rate.
    ///
    /// - Parameters:
    ///   - part: of a rate, which part.
    ///   - age: of the backlog, which class.
    ///   - row: of what.
    ///   - number: of the page.
    package func cases(
        behind figure: String, _ part: FigurePart? = nil, age: Int? = nil, of row: FigureGroup, page number: Int = 1
    ) -> String {
        var fields = [("figure", figure)]
        if let part { fields.append(("part", part.rawValue)) }
        if let age { fields.append(("age", String(age))) }
        if case .group(let id) = row { fields.append(("group", id ?? "")) }
        if number > 1 { fields.append(("page", String(number))) }
        return "/figures/cases?" + query(fields)
    }

    private func query(_ more: [(String, String)]) -> String {
        let own = [("from", from), ("to", to), ("asOf", asOf), ("by", grouping.rawValue), ("only", only)]
        return (own.compactMap { name, value in value.map { (name, $0) } } + more).map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: Self.plain) ?? "")"
        }.joined(separator: "&")
    }

    /// What stands for itself in an address.
    private static let plain = CharacterSet(charactersIn: "a"..."z").union(CharacterSet(charactersIn: "A"..."Z"))
        .union(CharacterSet(charactersIn: "0"..."9")).union(CharacterSet(charactersIn: "-._~"))
}

/// A row of figures: all together, or a group; nil is what has none.
package enum FigureGroup: Sendable, Hashable {
    case whole
    case group(String?)
}
