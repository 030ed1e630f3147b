package import Hotline

/// The commands of Kafka's own `kafka-acls.sh` that give each party exactly its topics: a channel writes its reports and
/// reads its results, a department reads its tasks and writes its progress, everything else is Qiaomen's own.
///
/// Principals are `User:channel-<id>`, `User:department-<id>` and `User:qiaomen`, as a certificate's or an account's name.
package func accessCommands(for district: District, bootstrap: String) -> [String] {
    let command = "kafka-acls.sh --bootstrap-server \(bootstrap) --add"
    func grant(_ principal: String, _ operations: [String], _ resource: String) -> String {
        let allowed = operations.map { "--operation \($0)" }.joined(separator: " ")
        return "\(command) --allow-principal User:\(principal) \(allowed) \(resource)"
    }
    func topic(_ name: String) -> String { "--topic '\(name)'" }
    func prefix(_ name: String) -> String { "--topic '\(name)' --resource-pattern-type prefixed" }

    var commands: [String] = []
    for channel in district.channels {
        let principal = "channel-\(channel.id)"
        commands += [
            grant(principal, ["Write", "Describe"], topic("reports.\(channel.id)")),
            grant(principal, ["Read", "Describe"], topic("results.\(channel.id)")),
            grant(principal, ["Read"], "--group '\(principal)' --resource-pattern-type prefixed"),
        ]
    }
    for department in district.departments {
        let principal = "department-\(department.id)"
        commands += [
            grant(principal, ["Read", "Describe"], topic("tasks.\(department.id)")),
            grant(principal, ["Write", "Describe"], topic("progress.\(department.id)")),
            grant(principal, ["Read"], "--group '\(principal)' --resource-pattern-type prefixed"),
        ]
    }
    let own =
        ["reports.", "tasks.", "progress.", "results.", "dead."].map(prefix) + ["cases", "escalations"].map(topic)
    commands += own.map { grant("qiaomen", ["Read", "Write", "Create", "Describe", "DescribeConfigs"], $0) }
    commands += [
        grant("qiaomen", ["Read"], "--group qiaomen --resource-pattern-type prefixed"),
        grant("qiaomen", ["Write", "Describe"], "--transactional-id qiaomen- --resource-pattern-type prefixed"),
        grant("qiaomen", ["IdempotentWrite"], "--cluster"),
    ]
    return commands
}
