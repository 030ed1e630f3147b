import ArgumentParser
import Foundation
import Hotline
import Ingest
import WorkTime

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Writes what a made-up district reports and does, whole lives of cases, as JSON lines.",
        discussion: """
            Residents report; departments accept, contact, work, return, suspend, ask for more time, call for help, resolve; \
            the desk assigns, grants, refuses, merges, closes; residents urge, evaluate, withdraw; managers supervise. One \
            event in some fifty is wrong on purpose and has to be refused. The same numbers give the same lines.

            Into the folder go reports.<channel>.jsonl, for publish, and progress.<department>.jsonl, for progress. With \
            --tasks, the lives of cases that are there already, and no reports.

            EXAMPLES
              Half a year, 100,000 reports, into Kafka:
                qiaomen simulate --reports 100000 --from 2026-01-05 --days 180 year
                for f in year/reports.*; do c=${f#*/reports.}; c=${c%.jsonl}
                  qiaomen publish --channel $c --timestamps message $f; done
                qiaomen ingest --drain
                for f in year/progress.*; do d=${f#*/progress.}; d=${d%.jsonl}
                  qiaomen progress --department $d --as-is --timestamps message --from $f; done
                qiaomen track --drain
              The lives of the cases that departments were given:
                qiaomen tasks --department housing --format json > tasks.jsonl
                qiaomen simulate --tasks tasks.jsonl lives
            """)

    @Option(help: ArgumentHelp("How many reports. Default: 1000.", valueName: "n"))
    var reports: Int?

    @Option(help: ArgumentHelp("The first day, as 2026-01-05. Default: 2026-01-05.", valueName: "date"))
    var from: String?

    @Option(
        help: ArgumentHelp("A channel that they come on; repeatable. Default: all of the district's.", valueName: "id"))
    var channel: [String] = []

    @Option(help: ArgumentHelp("Over how many days the reports are spread. Default: 90.", valueName: "n"))
    var days: Int?

    @Option(
        help: ArgumentHelp("JSON lines of tasks whose lives are wanted; repeatable.", valueName: "file"),
        completion: .file())
    var tasks: [String] = []

    @Option(
        help: ArgumentHelp("Nothing is done after this time, RFC 3339. Default: lives are whole.", valueName: "time"))
    var until: String?

    @Option(help: ArgumentHelp("The same number gives the same lives.", valueName: "n"))
    var seed: UInt64 = 1

    @Argument(help: "The folder that the files are written to.", completion: .directory)
    var folder: String

    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var modelOptions: ModelOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        if !tasks.isEmpty, reports != nil || from != nil || days != nil {
            throw ValidationError("--tasks: brings its own reports, expected no --reports, --from and --days")
        }
        if let wrong = channel.first(where: { !isIdentifier($0) }) {
            throw ValidationError("--channel \(wrong): expected 1 to 64 of a-z, 0-9 and hyphens")
        }
        if let reports, reports < 1 { throw ValidationError("--reports: expected at least 1") }
        if let days, !(1...3_660).contains(days) { throw ValidationError("--days: expected 1 to 3660") }
        if let from, Self.midnight(from, "+00:00") == nil {
            throw ValidationError("--from: expected a date such as 2026-01-05")
        }
        if let until, (try? Instant(rfc3339: until)) == nil {
            throw ValidationError("--until: expected an RFC 3339 time with offset")
        }
    }

    func run() async throws {
        let settings = try await Settings.load(common, district: districtOptions, model: modelOptions)
        let district = try await settings.readDistrict()
        guard let simulated = SimulatedDistrict(district, seed: seed) else {
            throw CommandFailure("departments: a simulation needs one besides the desk", status: .configuration)
        }
        let dispatcher = tasks.isEmpty ? Dispatcher(district: district, model: try await settings.readModel()) : nil
        let command = self
        let start = ContinuousClock.now
        let (openings, summary) = try await blocking {
            let files = try LineFiles(in: command.folder)
            let openings =
                try dispatcher.map { try command.report(to: $0, simulated, district, into: files) }
                ?? command.readTasks(simulated)
            let end = try command.until.map { try Instant(rfc3339: $0) } ?? .latest
            let summary = try LifeWriter(simulated, until: end).write(openings) { department, line in
                try files.write(line, to: "progress.\(department).jsonl")
            }
            try files.close()
            return (openings.count, summary)
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        func time(_ instant: Instant?) -> String {
            instant.map { "\"\($0.rfc3339(utcOffset: simulated.calendar.utcOffset(at: $0)))\"" } ?? "null"
        }
        print(
            """
            {"cases":\(openings),"events":\(summary.events),"wrong":\(summary.wrong),"from":\(time(summary.from)),\
            "to":\(time(summary.to)),"seconds":\(rounded(seconds))}
            """)
    }

    private func report(
        to dispatcher: Dispatcher, _ simulated: SimulatedDistrict, _ district: District, into files: LineFiles
    ) throws -> [Opening] {
        let count = reports ?? 1_000
        let midnight = Self.midnight(from ?? "2026-01-05", "+00:00") ?? Instant(milliseconds: 0)
        let start = midnight.adding(milliseconds: Int64(-simulated.calendar.utcOffset(at: midnight)) * 1_000)
        var year = SimulatedYear(
            dispatcher, in: simulated,
            residents: ResidentSimulation(
                seed: seed, channels: channel.isEmpty ? district.channels.map(\.id) : channel, prefix: "s\(seed)-"),
            reports: count, from: start, days: days ?? 90)
        var openings: [Opening] = []
        openings.reserveCapacity(count)
        while let item = year.take() {
            let message = item.message
            try files.write((message.value + [UInt8(ascii: "\n")])[...], to: "reports.\(message.channel).jsonl")
            openings.append(item.opening)
        }
        return openings
    }

    private func readTasks(_ simulated: SimulatedDistrict) throws -> [Opening] {
        var openings: [CaseNumber: Opening] = [:]
        for path in tasks {
            try forEachLine(of: path) { place, line in
                do {
                    let task = try ArrivedTask(json: line)
                    guard task.assignment.role == .lead, task.assignment.round == 1 else { return }
                    let opening = simulated.opening(of: task)
                    if openings[task.assignment.caseNumber] == nil { openings[task.assignment.caseNumber] = opening }
                } catch let error as MessageError {
                    throw CommandFailure("\(place): \(error)")
                }
            }
        }
        return openings.values.sorted {
            ($0.assignment.assignedAt, $0.assignment.caseNumber) < ($1.assignment.assignedAt, $1.assignment.caseNumber)
        }
    }

    private static func midnight(_ date: String, _ offset: String) -> Instant? {
        try? Instant(rfc3339: "\(date)T00:00:00\(offset)")
    }
}

/// Gives each line of a file, with its place for messages. A line that is too long is an error.
private func forEachLine(of path: String, _ body: (String, RawSpan) throws -> Void) throws {
    let input = try InputSource(path: path)
    let name = input.name
    var lines = LineSplitter()
    func take(_ number: Int, _ line: RawSpan?) throws {
        guard let line else { throw CommandFailure("\(name), line \(number): longer than \(LineSplitter.limit) bytes") }
        try body("\(name), line \(number)", line)
    }
    try input.forEachChunk(until: StopRequest()) { chunk in
        guard let chunk else { return }
        try lines.feed(chunk, take)
    }
    try lines.finish(take)
}
