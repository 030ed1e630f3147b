import ArgumentParser
import Hotline
import Ingest

struct ClassifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify",
        abstract: "Says what would become of texts or reports, without any broker.",
        discussion: """
            Each line is a text, or a report as JSON if it begins with a brace; of a report only text is required here. \
            For each, one JSON line: id (of a report), area (always the best guess), confidence, evidence (the words that \
            decided), suggestions, community, department (the desk, if the confidence is below the district's threshold), \
            supporting. A line that cannot be read is told with its number on standard error, and the exit status is 1.

            EXAMPLES
              echo '老旧小区改造后健身广场的围栏坏了' | qiaomen classify
              qiaomen classify --district my-district.yaml reports.jsonl > decisions.jsonl
            """)

    @Option(help: ArgumentHelp("The channel that the lines are taken to come by, for rules that ask.", valueName: "id"))
    var channel = ""

    @Argument(help: "The file; standard input without it.", completion: .file())
    var file: String?

    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var modelOptions: ModelOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await Settings.load(common, district: districtOptions, model: modelOptions)
        let dispatcher = Dispatcher(
            district: try await settings.readDistrict(), model: try await settings.readModel())
        let (path, channel) = (file, channel)
        let stop = StopRequest.bySignal()
        try await whileReaderIsThere {
            let failures = try await blocking {
                let input = try InputSource(path: path)
                var run = ClassifyRun(dispatcher, channel: channel, output: StandardOutput(stop: stop))
                try run.classify(input, until: stop)
                return run.failures
            }
            if failures > 0 { throw CommandFailure(said: .failed) }
        }
    }
}
