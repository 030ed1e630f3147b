import Logging
import Telemetry
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RepeatLimitTests {
    private let recorder = LogRecorder()

    private func warning(_ message: String) -> LogEntry { LogEntry(level: .warning, label: "x", message: message) }

    @Test func `The same message is written ten times a minute, the rest is summed up in one line`() {
        let output = recorder.output(.text)
        for _ in 0..<542 { output.log(warning("down")) }
        #expect(recorder.written.count == 10)
        recorder.advance(seconds: 60)
        output.log(warning("other"))
        #expect(recorder.written.count == 12)
        #expect(recorder.written[10].hasSuffix("down (repeated 532 times)\n"))
        #expect(recorder.written[11].hasSuffix("other\n"))
    }

    @Test func `Other messages, levels and labels are not held back by a noisy one`() {
        let output = recorder.output(.text)
        for _ in 0..<100 { output.log(warning("down")) }
        output.log(warning("up"))
        output.log(LogEntry(level: .error, label: "x", message: "down"))
        output.log(LogEntry(level: .warning, label: "y", message: "down"))
        #expect(recorder.written.count == 13)
    }

    @Test func `What was counted is told at the end`() {
        let output = recorder.output(.json)
        for _ in 0..<13 { output.log(warning("down")) }
        output.flush()
        output.flush()
        #expect(recorder.written.count == 11)
        #expect(recorder.written[10].contains("\"repeated\":3"))
    }

    @Test func `An hour of noise is 11 lines a minute`() {
        let output = recorder.output(.text)
        for _ in 0..<3600 {
            for _ in 0..<5 { output.log(warning("down")) }
            recorder.advance(seconds: 1)
        }
        output.flush()
        #expect(recorder.written.count == 60 * 11)
    }

    @Test func `Ever new messages are bounded too, and debug is never held back`() {
        let output = recorder.output(.text)
        for number in 0..<5000 { output.log(warning("failed at \(number)")) }
        #expect(recorder.written.count == 1010)
        for number in 0..<50 { output.log(LogEntry(level: .debug, label: "x", message: "tick \(number % 2)")) }
        #expect(recorder.written.count == 1060)
    }

    @Test func `A machine's time set back does not silence a message`() {
        let output = recorder.output(.text)
        for _ in 0..<11 { output.log(warning("down")) }
        recorder.advance(seconds: -3600)
        output.log(warning("down"))
        #expect(recorder.written.count == 12)
    }
}
