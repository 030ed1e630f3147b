import Foundation
import Hotline
import Store
import WorkTime

/// Which cases are asked for: those behind a number of the managers' page.
struct FigureCaseSearch: Sendable {
    private enum Figure: Sendable {
        case count(CountFigure)
        case rate(RateFigure)
        case closures
        /// A class of ``Backlog``.
        case backlog(Int)
    }

    /// What the figures that are no count or rate are called in addresses.
    static let closures = "closures"
    static let backlog = "backlog"

    let address: FigureAddress
    let group: FigureGroup
    let part: FigurePart
    /// From 1.
    let page: Int
    private let figure: Figure
    private let search: FigureSearch

    static let pageLength = 50
    /// Nobody leafs further; a narrower window shows the others.
    private static let mostPages = 200

    /// - Throws: 400 for a figure, part or page that there is not.
    init(_ fields: RequestFields, group: String?, now: Instant, _ days: DistrictDays) throws(WebError) {
        address = try FigureAddress(fields, by: .whole)
        search = try address.search(now: now, days)
        let name = fields["figure"] ?? ""
        if let count = CountFigure(rawValue: name) {
            figure = .count(count)
        } else if let rate = RateFigure(rawValue: name) {
            figure = .rate(rate)
        } else if name == Self.closures {
            figure = .closures
        } else if name == Self.backlog {
            guard let age = Int(fields["age"] ?? ""), (0...Backlog.dayLimits.count).contains(age) else {
                throw .wrongField("age", "a number from 0 to \(Backlog.dayLimits.count)")
            }
            figure = .backlog(age)
        } else {
            throw .wrongField("figure", "a figure, such as received")
        }
        guard let part = FigurePart(rawValue: fields["part"] ?? "all") else {
            throw .wrongField("part", "one of \(FigurePart.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self.part = part
        guard let page = Int(fields["page"] ?? "1"), (1...Self.mostPages).contains(page) else {
            throw .wrongField("page", "a number from 1 to \(Self.mostPages)")
        }
        self.page = page
        self.group = group.map { .group($0.isEmpty ? nil : $0) } ?? .whole
    }

    /// Of what the figures are.
    var scope: FigureScope { search.scope }

    /// What the figure is called.
    func name(_ words: FigureWording) -> String {
        switch figure {
        case .count(let count): words.name(count)
        case .rate(let rate): words.name(rate) + " · " + words.text("figuresPart" + part.rawValue.capitalized)
        case .closures: words.text("figuresClosure") + " · " + words.text(Self.closureTexts[part] ?? "cases")
        case .backlog(let age): words.text("figuresBacklog") + " · " + words.age(age)
        }
    }

    /// The address of another page.
    func address(ofPage page: Int) -> String {
        switch figure {
        case .count(let count): address.cases(behind: count.rawValue, of: group, page: page)
        case .rate(let rate): address.cases(behind: rate.rawValue, part, of: group, page: page)
        case .closures: address.cases(behind: Self.closures, part, of: group, page: page)
        case .backlog(let age): address.cases(behind: Self.backlog, age: age, of: group, page: page)
        }
    }

    private static let closureTexts: [FigurePart: String] = [.hits: "figuresDone", .misses: "figuresNotDone"]

    /// The page's cases, and whether there are more; it blocks.
    func read(_ store: Store, _ terms: FigureTerms) throws(StoreError) -> (rows: [CaseRow], hasMore: Bool) {
        let before = (page - 1) * Self.pageLength
        let found = try store.figures(terms) { try numbers($0, limit: before + Self.pageLength + 1) }
        var rows: [CaseRow] = []
        for number in found.dropFirst(before).prefix(Self.pageLength) {
            if let row = try store.row(of: number) { rows.append(row) }
        }
        return (rows, found.count > before + Self.pageLength && page < Self.mostPages)
    }

    private func numbers(_ reader: FigureReader, limit: Int) throws -> [CaseNumber] {
        guard let (scope, group) = asked(reader.terms.days) else { return [] }
        switch figure {
        case .count(let count):
            return try reader.cases(
                behind: count, scope, group: group, dueBefore: search.dueBefore, limit: limit)
        case .rate(let rate): return try reader.cases(behind: rate, part, scope, group: group, limit: limit)
        case .closures: return try reader.cases(behindClosures: part, scope, group: group, limit: limit)
        case .backlog(let age): return try reader.cases(ofAge: age, scope, group: group, limit: limit)
        }
    }

    /// The scope that has the group, and the group in it; nil for a week that the window does not touch.
    private func asked(_ days: DistrictDays) -> (FigureScope, String?)? {
        guard case .group(let id) = group else { return (scope.alone, nil) }
        guard scope.grouping == .week else { return (scope, id) }
        let week = days.weeks(in: scope.window).first { $0.monday.text == id }
        return week.map { (scope.over($0.window).alone, nil) }
    }
}
