import Logging
import Synchronization
import Telemetry

/// Keeps what is logged.
final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
}

private struct LinesHandler: LogHandler {
    let lines: Lines
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }
    func log(event: LogEvent) { lines.add("\(event.level): \(event.message)") }
}

extension MetricRegistry {
    /// One that keeps what it says in `lines`.
    convenience init(lines: Lines) {
        self.init(logger: Logger(label: "test") { _ in LinesHandler(lines: lines) })
    }

    /// The lines of one metric's samples.
    func samples(_ name: String) -> [String] {
        text().split(separator: "\n").map(String.init).filter { line in
            !line.hasPrefix("#") && (line.hasPrefix(name + " ") || line.hasPrefix(name + "{"))
        }
    }
}
