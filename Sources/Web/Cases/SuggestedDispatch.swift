import Foundation
import Hotline

/// Where the desk may send a case by one click: an area that the classifier thought possible, and who gets it by the
/// district's rules.
struct SuggestedDispatch: Sendable, Hashable {
    let area: String
    /// 0 to 1.
    let confidence: Double
    let department: String
    let supporting: [String]

    /// The likeliest first; none that would come back to the desk.
    ///
    /// - Parameter text: the report's title and text, for rules that ask for words.
    static func all(for state: Case, text: String, in district: District) -> [SuggestedDispatch] {
        var known: Set<String> = []
        return state.subject.suggestions.prefix(2).compactMap { suggestion in
            let rule = district.rules.first { $0.holds(for: state, area: suggestion.area, text: text, in: district) }
            guard let rule, rule.department != district.deskID, known.insert(suggestion.area).inserted else {
                return nil
            }
            let sponsor = district.communities.first { $0.id == state.subject.community }?.pilot?.sponsor
            var supporting: [String] = []
            for id in rule.supporting + [sponsor].compactMap(\.self)
            where id != rule.department && !supporting.contains(id) {
                supporting.append(id)
            }
            return SuggestedDispatch(
                area: suggestion.area, confidence: suggestion.confidence, department: rule.department,
                supporting: supporting)
        }
    }
}

extension RoutingRule {
    /// Whether it decides, if the case is of that area.
    fileprivate func holds(for state: Case, area: String, text: String, in district: District) -> Bool {
        func fits<Value: Equatable>(_ wanted: [Value], _ value: Value?) -> Bool {
            wanted.isEmpty || value.map(wanted.contains) == true
        }
        let subject = state.subject
        let community = district.communities.first { $0.id == subject.community }
        let street = subject.street ?? community?.street
        return fits(areas, area) && fits(communities, subject.community) && fits(streets, street)
            && (setting == nil || community?.setting == setting) && fits(channels, subject.channel)
            && fits(kinds, subject.kind) && fits(urgencies, subject.urgency)
            && (words.isEmpty || words.contains { text.localizedStandardContains($0) })
    }
}
