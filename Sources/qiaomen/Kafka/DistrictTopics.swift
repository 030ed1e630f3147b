package import Hotline

/// One topic that a district needs, and what it must be like.
package struct TopicPlan: Sendable, Equatable {
    /// Its name.
    package var name: String
    /// How many partitions it is created with.
    package var partitions: Int
    /// Whether the number is part of the contract, and not only a matter of throughput: order across a partition.
    package var partitionsAreFixed = false
    /// The broker's settings that differ from its defaults.
    package var configuration: [String: String]
}

/// All topics that a district's file asks for, in the order of the road of a report.
///
/// Reports, tasks and progress get the broker's time (LogAppendTime), so that nobody can lie about when something came.
/// Personal data go with the district's retention. Progress has one partition: a department's events keep their order.
package func topicPlans(for district: District, partitions: Int) -> [TopicPlan] {
    let retention = ["retention.ms": String(district.retentionDays * 86_400_000)]
    let arrival = ["message.timestamp.type": "LogAppendTime"]
    // A dead letter holds any record whole, and its headers besides.
    let deadLetters = retention.merging(["max.message.bytes": String(17 << 20)]) { $1 }
    // A case of 200 events with long notes.
    let wholeCases = ["cleanup.policy": "compact", "max.message.bytes": String(4 << 20)]
    func plan(_ name: String, _ configuration: [String: String]) -> TopicPlan {
        TopicPlan(name: name, partitions: partitions, configuration: configuration)
    }
    func progress(_ department: Department) -> TopicPlan {
        TopicPlan(
            name: "progress.\(department.id)", partitions: 1, partitionsAreFixed: true, configuration: arrival)
    }
    let both = retention.merging(arrival) { $1 }
    return district.channels.map { plan("reports.\($0.id)", both) }
        + district.departments.map { plan("tasks.\($0.id)", both) }
        + district.departments.map(progress)
        + district.channels.map { plan("results.\($0.id)", [:]) }
        + [
            plan("cases", wholeCases),
            plan("escalations", [:]),
            plan("dead.reports", deadLetters),
            plan("dead.progress", deadLetters),
        ]
}
