package import Hotline

/// What makes a topic hot.
package struct HotTopicRule: Sendable, Hashable {
    /// So many callers on one cluster in seven days.
    package var leastCallers = 10
    /// Or so many times as many as in the mean week of the four before …
    package var growth = 2.0
    /// … if they are at least so many: two after one is no topic.
    package var leastGrown = 5

    package init() {}

    /// Whether and why it is hot.
    func reasons(callers: Int, weeklyMean: Double) -> Set<HotTopic.Reason> {
        var reasons: Set<HotTopic.Reason> = []
        if callers >= leastCallers { reasons.insert(.many) }
        if callers >= leastGrown, Double(callers) >= growth * weeklyMean { reasons.insert(.grown) }
        return reasons
    }
}

/// 热点: something that many speak of.
package struct HotTopic: Sendable, Hashable {
    /// What the reports have in common.
    package enum Cluster: Sendable, Hashable {
        /// An area of problems at one place: the community, or the street where only that is known.
        case place(area: String, community: String?, street: String?)
        /// They look alike, one the other, over at most 35 days; the first of the week.
        case similar(CaseNumber)
    }

    /// Why it is hot.
    package enum Reason: String, CaseIterable, Sendable {
        /// Many callers.
        case many
        /// Many more than before.
        case grown
    }

    /// What they have in common.
    package let cluster: Cluster
    /// Different callers in the seven days: a phone counts once, a report without one for itself.
    package let callers: Int
    /// The same in the mean week of the four before.
    package let weeklyMean: Double
    /// Why it is hot.
    package let reasons: Set<Reason>
    /// The cases of the seven days, in the order of their arrival.
    package let cases: [CaseNumber]
}
