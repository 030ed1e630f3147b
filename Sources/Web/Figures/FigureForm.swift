import Hotline
import Store
import WorkTime

/// The form that asks for another window, another grouping, or one group alone.
struct FigureForm {
    let address: FigureAddress
    let words: FigureWording

    /// What the template `figure-form.html` shows.
    func model(_ district: District, _ scope: FigureScope) -> [String: Any] {
        let (from, end) = (words.days.date(at: scope.window.start), min(scope.window.end, scope.asOf))
        let last = Instant(milliseconds: max(scope.window.start.milliseconds, end.milliseconds - 1))
        return [
            "from": from.text, "to": words.days.date(at: last).text,
            "groupings": FigureGrouping.allCases.map {
                option($0.rawValue, words.title(of: $0), isChosen: $0 == address.grouping)
            },
            "isAll": address.only == nil,
            "selections": FigureAddress.selections.map { grouping in
                [
                    "title": words.title(of: grouping),
                    "options": ids(of: grouping, district).map { id in
                        let value = "\(grouping.rawValue)=\(id)"
                        return option(
                            value, words.name(.group(id), by: grouping), isChosen: value == address.only)
                    },
                ] as [String: Any]
            },
        ]
    }

    private func option(_ value: String, _ name: String, isChosen: Bool) -> [String: Any] {
        ["value": value, "name": name, "isChosen": isChosen]
    }

    private func ids(of grouping: FigureGrouping, _ district: District) -> [String] {
        switch grouping {
        case .area: district.areas.map(\.id)
        case .department: district.departments.map(\.id)
        case .community: district.communities.map(\.id)
        case .street: district.streets.map(\.id)
        case .whole, .channel, .kind, .week: []
        }
    }
}
