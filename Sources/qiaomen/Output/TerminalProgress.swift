import Foundation

/// One line on the terminal that says how far the work is; nothing where standard error is no terminal.
package struct TerminalProgress {
    private let isShown = isatty(STDERR_FILENO) == 1
    private let noun: String
    private let start = ContinuousClock.now
    private var lastShown = ContinuousClock.now
    private var lineIsOpen = false

    /// - Parameter noun: what is counted, in the plural.
    package init(_ noun: String) {
        self.noun = noun
    }

    /// Shows the count and the mean rate, at most five times a second.
    package mutating func show(_ count: Int) {
        guard isShown else { return }
        let now = ContinuousClock.now
        guard now - lastShown >= .milliseconds(200) else { return }
        lastShown = now
        lineIsOpen = true
        let rate = Int(Double(count) / ((now - start) / .seconds(1)))
        write("\r\u{1B}[K\(grouped(count)) \(noun), \(grouped(rate))/s")
    }

    /// Takes the line away, before something else is written.
    package mutating func clear() {
        guard lineIsOpen else { return }
        lineIsOpen = false
        write("\r\u{1B}[K")
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}

/// A number with its thousands apart: `1,234,567`.
package func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
        text.append(digit)
    }
    return text
}
