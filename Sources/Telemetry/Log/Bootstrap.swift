// Telemetry: what a running worker tells its operators: its log, text or JSON lines on standard error, and its metrics.
//
//     Logger ──> LineLogHandler ──> LogOutput ──> standard error
//                 (a value each)     one a process: rate limit, one write a line
//     Counter, Meter, … ──> MetricRegistry ──> text() ──> whoever serves it
//                            one a process; all metrics stand in one table, MetricDefinition.all
//
// Threading: a `LogOutput` may be called from any thread; its state stands behind one `Mutex`, and a line is written
// with one call, so lines never mix. Nothing here waits for anything but the write itself. Metrics are atomics.

import Foundation
package import Logging
import Synchronization

private let standardErrorOutput = Mutex<LogOutput?>(nil)

/// Sends every `Logger` of the process to standard error. Call it once, before the first log line.
///
/// - Parameters:
///   - level: the least severe level that is written.
///   - format: text or JSON lines.
package func bootstrapLogging(level: Logger.Level, format: LogFormat) {
    let output = LogOutput(format: format, colours: isatty(STDERR_FILENO) == 1) { line in
        writeWhole(line, to: STDERR_FILENO)
    }
    standardErrorOutput.withLock { $0 = output }
    LoggingSystem.bootstrap(
        { label, provider in
            LineLogHandler(label: label, level: level, output: output, metadataProvider: provider)
        }, metadataProvider: nil)
}

/// Writes the pending "repeated n times" lines. Call it as the last thing before the process ends.
package func flushLogs() {
    standardErrorOutput.withLock { $0 }?.flush()
}

/// Writes all bytes. An error ends it in silence: there is no place left to tell it.
private func writeWhole(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { buffer in
        var written = 0
        while written < buffer.count {
            let count = write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            written += count
        }
    }
}
