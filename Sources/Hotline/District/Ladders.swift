/// Whom an escalation tells, level by level.
package struct Ladder: Hashable, Sendable {
    /// How many levels a ladder has: one for each of ``Rung/shares``.
    package static let levels = 4

    /// The ids of those whose ladder it is; empty for all who have no other.
    package let ids: [String]
    /// From near to high, one a level.
    package let contacts: [Contact]

    package init(ids: [String] = [], contacts: [Contact]) {
        self.ids = ids
        self.contacts = contacts
    }
}

/// The district's ladders: the holder's and the place's.
package struct Ladders: Hashable, Sendable {
    /// Departments': 经办人 → 科室 → 分管领导 → 区督办.
    package var departments: [Ladder]
    /// Communities': 网格员 → 社区 → 街道 → 区.
    package var communities: [Ladder]

    package init(departments: [Ladder] = [], communities: [Ladder] = []) {
        self.departments = departments
        self.communities = communities
    }

    /// How many ladders there are.
    package var count: Int { departments.count + communities.count }

    /// Whom a rung tells; nil where the district names nobody. What happens at no known place goes up the ladder of those
    /// that have no other.
    package func contact(for rung: Rung, of state: Case) -> Contact? {
        let ladder =
            switch rung.ladder {
            case .holder: Self.ladder(of: rung.department, in: departments)
            case .place: Self.ladder(of: state.subject.community, in: communities)
            }
        guard let ladder, ladder.contacts.indices.contains(rung.level) else { return nil }
        return ladder.contacts[rung.level]
    }

    private static func ladder(of id: String?, in ladders: [Ladder]) -> Ladder? {
        ladders.first { ladder in id.map(ladder.ids.contains) ?? false } ?? ladders.first { $0.ids.isEmpty }
    }
}
