import Foundation
import Tracking

/// Where the demonstration is shown: one live screen on a terminal, plain lines elsewhere.
struct DemoScreen {
    private let isTerminal = isatty(STDOUT_FILENO) == 1
    private let view: DemoView
    private var lastLine = -10
    private var told = 0

    init(_ view: DemoView) {
        self.view = view
        // The other screen, so that the user's own comes back at the end; no cursor.
        if isTerminal { write("\u{1B}[?1049h\u{1B}[?25l") }
    }

    mutating func show(_ snapshot: DemoSnapshot) {
        isTerminal ? draw(snapshot) : print(snapshot)
    }

    func close() {
        if isTerminal { write("\u{1B}[?25h\u{1B}[?1049l") }
    }

    private func draw(_ snapshot: DemoSnapshot) {
        let (width, height) = Self.size
        let lines = view.screen(snapshot, width: width, height: height).prefix(height)
        write("\u{1B}[H" + lines.map { $0 + "\u{1B}[K" }.joined(separator: "\r\n") + "\u{1B}[J")
    }

    /// A line every two seconds while something happens, with the newest event.
    private mutating func print(_ snapshot: DemoSnapshot) {
        let happened = snapshot.done + snapshot.tracked[.applied]
        guard snapshot.elapsed >= lastLine + 2, happened > told || lastLine < 0 else { return }
        (lastLine, told) = (snapshot.elapsed, happened)
        write(view.line(snapshot) + "\n")
        if let event = snapshot.latest.last { write("    " + view.event(event) + "\n") }
    }

    private func write(_ text: String) {
        // A reader that has gone ends the demonstration's lines, not the demonstration.
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }

    private static var size: (width: Int, height: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }
}
