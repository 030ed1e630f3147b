/// What the settings of the district's topics, as the broker tells them, mean for its work.
package struct SettingsFinding: Sendable {
    /// What to tell people, a line each.
    package private(set) var lines: [String] = []
    /// Whether nothing is wrong; what is only worth a note is well.
    package private(set) var isWell = true

    /// - Parameter told: settings by topic, by name. Topics that are not in it are not judged: they are missing, which is
    ///   told elsewhere.
    package init(_ plans: [TopicPlan], told: [String: [String: String]]) {
        var stamped = 0
        for plan in plans {
            guard let settings = told[plan.name] else { continue }
            if let wanted = plan.configuration[Self.time] {
                if settings[Self.time] == wanted { stamped += 1 }
                tellTime(plan.name, settings[Self.time], wanted)
            }
            if let wanted = plan.configuration[Self.retention] {
                tellRetention(plan.name, settings[Self.retention], wanted)
            }
        }
        if !isWell {
            lines.append(
                """
                       senders could lie about when a report came, and departments about when they acted; kafka-configs.sh \
                --alter --entity-type topics --entity-name TOPIC --add-config \(Self.time)=LogAppendTime mends it
                """)
        } else if stamped > 0 {
            lines.insert("well   topics: the broker tells the time on \(stamped) of them", at: 0)
        }
    }

    private static let time = "message.timestamp.type"
    private static let retention = "retention.ms"

    private mutating func tellTime(_ topic: String, _ found: String?, _ wanted: String) {
        guard let found else {
            return lines.append("-      topic \(topic): \(Self.time) is not known, must be \(wanted)")
        }
        guard found != wanted else { return }
        lines.append("WRONG  topic \(topic): \(Self.time) is \(found), must be \(wanted)")
        isWell = false
    }

    private mutating func tellRetention(_ topic: String, _ found: String?, _ wanted: String) {
        guard let found, found != wanted else { return }
        lines.append(
            "note   topic \(topic): keeps records \(Self.span(found)), the district's retention is \(Self.span(wanted))"
        )
    }

    /// Milliseconds as people say them; negative is without end.
    private static func span(_ milliseconds: String) -> String {
        guard let value = Int(milliseconds), value >= 0 else { return "for ever" }
        for (unit, size) in [("day", 86_400_000), ("hour", 3_600_000)] where value > 0 && value.isMultiple(of: size) {
            return value == size ? "1 \(unit)" : "\(value / size) \(unit)s"
        }
        return "\(value) ms"
    }
}
