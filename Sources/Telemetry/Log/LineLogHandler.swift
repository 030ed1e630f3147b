package import Logging

/// The swift-log handler: gathers the metadata and hands the entry to the process's `LogOutput`.
package struct LineLogHandler: LogHandler {
    private let label: String
    private let output: LogOutput
    /// The least severe level that is written.
    package var logLevel: Logger.Level
    /// Metadata that goes with every entry of this logger.
    package var metadata: Logger.Metadata = [:]
    /// Gives metadata of the context in which an entry is logged.
    package var metadataProvider: Logger.MetadataProvider?

    /// - Parameters:
    ///   - label: the logger's label.
    ///   - level: the least severe level that is written.
    ///   - output: where entries go.
    ///   - metadataProvider: metadata of the context, if any.
    package init(
        label: String, level: Logger.Level, output: LogOutput, metadataProvider: Logger.MetadataProvider? = nil
    ) {
        self.label = label
        self.output = output
        self.logLevel = level
        self.metadataProvider = metadataProvider
    }

    /// One metadata value of this logger.
    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one entry: the logger's metadata, overridden by the context's, overridden by the entry's own.
    package func log(event: LogEvent) {
        var merged = metadata
        if let provided = metadataProvider?.get() {
            merged.merge(provided) { _, new in new }
        }
        if let own = event.metadata {
            merged.merge(own) { _, new in new }
        }
        if let error = event.error {
            merged["error"] = "\(error)"
        }
        output.log(
            LogEntry(
                level: event.level, label: label, message: event.message.description, metadata: merged))
    }
}
