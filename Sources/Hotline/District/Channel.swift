package import WorkTime

/// A way on which reports come in; its topic is `reports.<id>`.
package struct Channel: Hashable, Sendable {
    package let id: String
    package let name: BilingualName
    /// 补录: how long a report may take from the resident's mouth to the topic and still count from when it was said. It is
    /// counted in the district's own calendar; without it a report counts from when it was received.
    package let lateEntry: TimeLimit?

    /// What holds for channels that say nothing else, and for those that the district does not know: a hotline's.
    package static let standardLateEntry = TimeLimit(30, .minutes)

    package init(id: String, name: BilingualName, lateEntry: TimeLimit? = standardLateEntry) {
        self.id = id
        self.name = name
        self.lateEntry = lateEntry
    }
}
