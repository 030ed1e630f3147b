package import Hotline

/// Who bears which level of an escalation's ladders.
package struct Contacts: Sendable {
    /// By department's id; from 经办人 to 区督办.
    package var departments: [String: [String?]]
    /// By community's id; from 网格员 to 区.
    package var communities: [String: [String?]]

    package init(departments: [String: [String?]] = [:], communities: [String: [String?]] = [:]) {
        self.departments = departments
        self.communities = communities
    }

    /// Whom a rung tells; nil where the district names nobody.
    package func name(for rung: Rung, of state: Case) -> String? {
        let levels =
            switch rung.ladder {
            case .holder: departments[rung.department]
            case .place: state.subject.community.flatMap { communities[$0] }
            }
        guard let levels, levels.indices.contains(rung.level) else { return nil }
        return levels[rung.level]
    }
}
