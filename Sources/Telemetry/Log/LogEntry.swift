package import Logging

/// One thing to be logged, before it becomes a line.
package struct LogEntry: Sendable {
    /// How severe it is.
    package var level: Logger.Level
    /// Which part of the program speaks.
    package var label: String
    /// What happened.
    package var message: String
    /// Details by name.
    package var metadata: Logger.Metadata

    /// An entry.
    package init(level: Logger.Level, label: String, message: String, metadata: Logger.Metadata = [:]) {
        self.level = level
        self.label = label
        self.message = message
        self.metadata = metadata
    }
}
