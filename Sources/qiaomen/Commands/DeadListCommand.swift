import ArgumentParser
import Synchronization

struct DeadListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the dead letters: where they lie, where they came from, when and why.")

    @Option(help: "table or json.")
    var format = ListFormat.table

    @Option(help: ArgumentHelp("Ends after so many.", valueName: "n"))
    var limit: Int?

    @OptionGroup var options: DeadOptions

    mutating func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit: expected at least 1") }
    }

    func run() async throws {
        let topic = try await options.open()
        let stop = StopRequest.bySignal()
        let printer = Mutex(
            DeadLetterPrinter(
                format: format, limit: limit, zone: topic.district.zone, output: StandardOutput(stop: stop)))
        try await whileReaderIsThere {
            try await topic.readAll(until: stop) { record in try printer.withLock { try $0.print(record) } }
            try printer.withLock { try $0.flush() }
        }
    }
}
