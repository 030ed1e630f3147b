package import WorkTime

/// By when a department is to do what, and what the resident was promised; nil where there is no such limit.
package struct TaskDeadlines: Sendable, Hashable {
    /// 签收.
    package var acceptBy: Instant?
    /// 先行联系.
    package var contactBy: Instant?
    /// 办结; of a supporting task, when the help should have come.
    package var resolveBy: Instant?
    /// What the resident was promised: the earlier of the limit and the city platform's deadline.
    package var promisedBy: Instant?
    /// From when on the resident's clock counts.
    package var clockStart: Instant?

    package init(
        acceptBy: Instant? = nil, contactBy: Instant? = nil, resolveBy: Instant? = nil, promisedBy: Instant? = nil,
        clockStart: Instant? = nil
    ) {
        self.acceptBy = acceptBy
        self.contactBy = contactBy
        self.resolveBy = resolveBy
        self.promisedBy = promisedBy
        self.clockStart = clockStart
    }
}
