import Foundation
import Logging
import Synchronization
import Telemetry
import Testing

/// Collects what a `LogOutput` writes, at a time the test sets.
final class LogRecorder: Sendable {
    private let lines = Mutex<[String]>([])
    private let time = Mutex<Int64>(1_795_420_862_345)

    func output(_ format: LogFormat, colours: Bool = false) -> LogOutput {
        LogOutput(format: format, colours: colours, now: { self.time.withLock { $0 } }) { bytes in
            self.lines.withLock { $0.append(String(decoding: bytes, as: UTF8.self)) }
        }
    }

    func advance(seconds: Int64) { time.withLock { $0 += seconds * 1000 } }
    var written: [String] { lines.withLock { $0 } }
}

@Suite(.timeLimit(.minutes(1)))
struct LogLinesTests {
    private let recorder = LogRecorder()

    @Test func `A text line says time in UTC, level, label, message and sorted metadata`() {
        recorder.output(.text).log(
            LogEntry(
                level: .warning, label: "qiaomen.kafka", message: "broker unreachable",
                metadata: ["wait": "a while", "broker": "k1:9092"]))
        #expect(
            recorder.written == [
                "2026-11-23T08:01:02.345Z warning  qiaomen.kafka: broker unreachable broker=k1:9092 wait=\"a while\"\n"
            ])
    }

    @Test func `A message with line breaks and escape codes stays one harmless line`() {
        recorder.output(.text).log(LogEntry(level: .info, label: "x", message: "a\nb\u{1B}[31m\u{9B}c\r\n污水"))
        #expect(recorder.written.count == 1)
        #expect(recorder.written[0].hasSuffix("x: a\\nb\\u{1b}[31m\\u{9b}c\\r\\n污水\n"))
    }

    @Test func `Levels are coloured only when asked`() {
        recorder.output(.text, colours: true).log(LogEntry(level: .error, label: "x", message: "m"))
        #expect(recorder.written[0].contains("\u{1B}[31merror\u{1B}[0m"))
    }

    @Test func `A JSON line is one object that any JSON reader takes`() throws {
        recorder.output(.json).log(
            LogEntry(
                level: .error, label: "x", message: "quote \" back \\ break \n bell \u{7}",
                metadata: ["list": ["a", ["k": "污水"]]]))
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(recorder.written[0].utf8)) as? [String: Any])
        #expect(object["time"] as? String == "2026-11-23T08:01:02.345Z")
        #expect(object["level"] as? String == "error")
        #expect(object["message"] as? String == "quote \" back \\ break \n bell \u{7}")
        #expect((object["metadata"] as? [String: [Any]])?["list"]?.count == 2)
        #expect(recorder.written[0].filter { $0 == "\n" }.count == 1)
    }

    @Test func `The entry's metadata beats the logger's, and an error is told`() {
        struct Broken: Error, CustomStringConvertible { var description: String { "it broke" } }
        var logger = Logger(label: "x") { LineLogHandler(label: $0, level: .info, output: recorder.output(.text)) }
        logger[metadataKey: "a"] = "1"
        logger[metadataKey: "b"] = "1"
        logger.info("m", error: Broken(), metadata: ["a": "2"])
        logger.debug("not written")
        #expect(recorder.written.map { $0.split(separator: ": ")[1] } == ["m a=2 b=1 error=\"it broke\"\n"])
    }
}
