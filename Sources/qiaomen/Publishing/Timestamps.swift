import ArgumentParser

/// Which time the records that are sent bear. Brokers whose topics keep their own time (LogAppendTime) take no notice.
enum Timestamps: String, CaseIterable, ExpressibleByArgument {
    /// The present time.
    case now
    /// The message's own: a report's `reportedAt`, an event's `at`. For simulations, and for what happened long ago.
    case message

    static let help = ArgumentHelp(
        """
        now, or message: records bear the message's own time, for simulations and imports, where the topic keeps the \
        producer's time.
        """, valueName: "time")
}
