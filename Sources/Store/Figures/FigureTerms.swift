package import Hotline
import WorkTime

/// What a district's figures are made by: values that its file gives, and some that it may set.
package struct FigureTerms: Sendable {
    /// Where days, weeks and months begin.
    package var days: DistrictDays
    /// By which calendar the working time of what is still open counts.
    package var policy: CasePolicy
    /// Communities' inhabitants.
    package var communityPopulation: [String: Int] = [:]
    /// Streets' inhabitants: those of their communities.
    package var streetPopulation: [String: Int] = [:]
    /// From which answer on a caller counts as satisfied: 3, 基本满意.
    package var satisfiedFrom = District.standardSatisfiedFrom
    /// What 响应率, 解决率 and 满意率 weigh in the one figure that some districts make of them.
    package var weights = ThreeRateWeights()
    /// What makes a topic hot.
    package var hotTopics = HotTopicRule()

    package init(days: DistrictDays, policy: CasePolicy) {
        self.days = days
        self.policy = policy
    }

    /// - Returns: nil if the machine does not know the district's zone.
    package init?(_ district: District) {
        guard let days = DistrictDays(zone: district.timeZone) else { return nil }
        self.init(days: days, policy: CasePolicy(district))
        satisfiedFrom = district.satisfiedFrom
        for community in district.communities {
            communityPopulation[community.id] = community.population
            streetPopulation[community.street, default: 0] += community.population
        }
    }
}

/// How much each of the three rates weighs. Districts differ; one published rule is 30, 35 and 35 of 100.
package struct ThreeRateWeights: Sendable, Hashable {
    /// Of 响应率.
    package var response = 30.0
    /// Of 解决率.
    package var solved = 35.0
    /// Of 满意率.
    package var satisfied = 35.0

    package init() {}

    /// The weighted mean of a row's final rates, see ``score(response:solved:satisfied:)``.
    package func score(_ row: FigureRow) -> Double? {
        score(response: row.rate(.response), solved: row.rate(.solvedFinal), satisfied: row.rate(.satisfiedFinal))
    }

    /// The weighted mean, 0 to 1; nil while one of them is unknown.
    package func score(response: Rate, solved: Rate, satisfied: Rate) -> Double? {
        let total = self.response + self.solved + self.satisfied
        guard let first = response.counted.share, let second = solved.counted.share,
            let third = satisfied.counted.share, total > 0
        else { return nil }
        return (first * self.response + second * self.solved + third * self.satisfied) / total
    }
}
