// qiaomen: the command line, one file a command, over the modules that do the work.
//
//     Main ─> QiaomenCommand ─> Commands/…  ─> Settings (options, environment, file, defaults)
//                                           ─> Input, Output (lines, CSV, tables), Signals
//
// Threading: nothing that blocks (reading a file, writing to a pipe, a lane that waits) runs on Swift's cooperative
// pool: `blocking` puts it on a thread of its own. Signals have one owner, `Signals`.

import ArgumentParser
import Foundation
import Telemetry

@main
enum Main {
    static func main() async {
        // A closed pipe is an error of the write, told to whoever wrote; it does not kill the process.
        signal(SIGPIPE, SIG_IGN)
        let status = await run()
        flushLogs()
        exit(status)
    }

    private static func run() async -> Int32 {
        do {
            var command = try await QiaomenCommand.asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return ExitStatus.done.rawValue
        } catch let failure as CommandFailure {
            if let message = failure.message { tell("Error: \(message)") }
            return failure.status.rawValue
        } catch {
            let text = QiaomenCommand.fullMessage(for: error)
            let code = QiaomenCommand.exitCode(for: error)
            if code.isSuccess {
                print(text)
            } else if !text.isEmpty {
                tell(text)
            }
            return code.rawValue
        }
    }
}
