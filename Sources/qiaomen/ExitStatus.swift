import Foundation

/// How the process ends; the numbers are those of `sysexits.h` where it has one.
package enum ExitStatus: Int32, Sendable {
    /// All that was asked for is done.
    case done = 0
    /// Something was not done; it has been said what.
    case failed = 1
    /// Ended by a second signal, before the work was safe.
    case forced = 2
    /// The command line is wrong.
    case usage = 64
    /// The configuration or the district file is wrong.
    case configuration = 78
}

/// Ends a command with a status of its own.
package struct CommandFailure: Error, CustomStringConvertible {
    /// How the process is to end.
    package var status: ExitStatus
    /// What went wrong and what to do; nil where that has been said already.
    package var message: String?

    /// A failure with something to say.
    package init(_ message: String, status: ExitStatus = .failed) {
        self.status = status
        self.message = message
    }

    /// A failure of which everything has been said.
    package init(said status: ExitStatus) {
        self.status = status
        self.message = nil
    }

    package var description: String { message ?? "exit status \(status.rawValue)" }
}

/// Writes a line for people to standard error.
package func tell(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
}
