import ArgumentParser
import Foundation
import Hotline
import Kafka
import Logging
import WorkTime

struct ProgressCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "progress",
        abstract: "Reports what was done with a case, or is asked for; one event, or many from a file.",
        discussion: """
            Writes to the department's topic, progress.<department>. Everything that can be known without the store is \
            checked before: whether the sender may do such a thing, whether all that the action needs is there, whether \
            the district knows the departments and areas named. Whether the case's state allows it, the tracker decides; \
            what it refuses goes to dead.progress. The event's id is printed once the broker has it.

            The desk's systems speak for others too: --as hotline, resident or manager.

            --from FILE sends JSON lines of whole events. A line that is no such event is told with its line and the \
            reason and left out; the rest goes on. At the end one JSON object: published, refused, failed, seconds, \
            perSecond; the exit status is 1 if any was refused or failed.

            ACTIONS
            \(actions)

            EXAMPLES
              qiaomen progress --department housing 1234 5678 9012 3456 accept
              qiaomen progress --department housing CASE start --stage plan
              qiaomen progress --department housing CASE return --ground unclear
              qiaomen progress --department rural CASE suspend --kind waiting \
                --until 2026-12-07T09:00:00+08:00
              qiaomen progress --department rural CASE resolve --reply '管道已疏通。'
              qiaomen progress --department rural CASE resolve --body '{"reply":"好了"}'
              qiaomen progress --department desk CASE grant --ref ID-OF-THE-REQUEST
              qiaomen progress --department desk CASE assign --to greening
              qiaomen progress --as hotline CASE evaluate --reached true \
                --resolved yes --satisfaction 5
              qiaomen progress --as manager --by 王区长 CASE supervise \
                --level formal --answer-by 2026-12-01T18:00:00+08:00 --note 一周内办结
              qiaomen progress --department housing --from events.jsonl
            """)

    @Option(
        help: ArgumentHelp(
            "Whose event it is; its topic is progress.<department>. With --as, the desk.", valueName: "id"))
    var department: String?

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("On the desk's topic: desk, hotline, resident or manager.", valueName: "who"))
    var speaker: ProgressSpeaker?

    @Argument(
        help: ArgumentHelp(
            "The case's number, blanks and hyphens do not matter, and the action.", valueName: "case action"))
    var words: [String] = []

    @Option(help: ArgumentHelp("Who does it, by name or function.", valueName: "name"))
    var by: String?

    @Option(help: ArgumentHelp("For colleagues; residents never see it.", valueName: "text"))
    var note: String?

    @Option(help: ArgumentHelp("The round that it is about; it is refused in any other.", valueName: "n"))
    var round: Int?

    @Option(help: ArgumentHelp("When it was done, RFC 3339 with offset. Default: now.", valueName: "time"))
    var at: String?

    @Option(help: ArgumentHelp("Its identity, unique in the topic. Default: a new one.", valueName: "id"))
    var id: String?

    @Option(help: ArgumentHelp("What the action carries, as a JSON object; options beat it.", valueName: "json"))
    var body: String?

    @Option(
        help: ArgumentHelp("JSON lines of whole events; - is standard input.", valueName: "file"), completion: .file())
    var from: String?

    @Flag(help: "With --from: sends what would be refused, and what is no event, byte by byte as it stands.")
    var asIs = false

    @Option(help: Timestamps.help)
    var timestamps = Timestamps.now

    @OptionGroup(title: "What the actions carry") var members: MemberOptions
    @OptionGroup var brokerOptions: BrokerOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        if let department, !isIdentifier(department) {
            throw ValidationError("--department: expected 1 to 64 of a-z, 0-9 and hyphens")
        }
        if department == nil, speaker == nil {
            throw ValidationError(
                "--department: expected the department whose event it is; or --as, for the desk's topic")
        }
        guard from == nil else {
            if !words.isEmpty { throw ValidationError("--from: reads whole events, expected no CASE and ACTION") }
            return
        }
        if asIs { throw ValidationError("--as-is: expected only with --from") }
        guard words.count >= 2, CaseNumber(typed: words.dropLast().joined()) != nil else {
            throw ValidationError("CASE ACTION: expected a case number of 16 digits and an action")
        }
    }

    func run() async throws {
        let settings = try await Settings.load(common, broker: brokerOptions, district: districtOptions)
        let district = try await settings.readDistrict()
        let name = department ?? district.deskID
        if speaker != nil, name != district.deskID {
            throw CommandFailure(
                "--as: expected only on the topic of the desk, \(district.deskID), whose systems speak for others",
                status: .usage)
        }
        let checks = ProgressChecks(district, topic: "progress.\(name)")
        let event = try from == nil ? checked(by: checks, district) : nil
        let logger = Logger(label: "qiaomen.progress")
        let cluster = try await Cluster(settings, district: district, logger: logger)
        _ = try await Admin(cluster.configuration, logger: logger).partitions(of: "progress.\(name)")
        let producer = try Producer(cluster.configuration, logger: logger)
        if let event {
            try await send(event, of: name, district, to: producer)
        } else {
            try await sendAll(of: name, checks, district, to: producer)
        }
    }

    /// The one event of the command line.
    private func checked(by checks: ProgressChecks, _ district: District) throws -> ProgressEvent {
        var draft = ProgressDraft(
            id: id ?? UUID().uuidString.lowercased(),
            caseNumber: CaseNumber(typed: words.dropLast().joined())?.description ?? "", action: words.last ?? "",
            at: at ?? Instant.now.rfc3339(utcOffset: district.zone.secondsFromGMT()))
        draft.by = speaker?.by(by) ?? by
        draft.note = note
        draft.round = round
        draft.members = members.given
        draft.body = body
        do {
            let event = try draft.event()
            try checks.check(event, recordedAt: timestamps == .now ? .now : nil)
            return event
        } catch {
            let isArgument = error.field == "action" || error.field == "case" || error.field == "body"
            let option = isArgument ? error.field : kebab(error.field)
            throw CommandFailure(
                "--\(option): expected \(error.expected)".replacing("--action", with: "ACTION"), status: .usage)
        }
    }

    private func send(
        _ event: ProgressEvent, of name: String, _ district: District, to producer: Producer
    ) async throws {
        let offset = district.zone.secondsFromGMT()
        let headers = CloudEvent.headers(of: event, department: name, utcOffset: offset)
        let record = Record(
            topic: "progress.\(name)", key: Array(event.caseNumber.description.utf8),
            value: event.json(utcOffset: offset),
            headers: headers.map { Header("\($0.name)", $0.value) },
            timestamp: timestamps == .message ? event.at.milliseconds : nil)
        do {
            _ = try await producer.send(record)
        } catch {
            _ = await producer.closed(within: .seconds(1))
            throw CommandFailure("\(error)")
        }
        _ = await producer.closed(within: .seconds(5))
        print(event.id)
    }

    private func sendAll(
        of name: String, _ checks: ProgressChecks, _ district: District, to producer: Producer
    ) async throws {
        guard let zone = UTCOffsets(zone: district.timeZone) else {
            throw CommandFailure(
                "timeZone: this machine knows no zone \(district.timeZone); install tzdata", status: .configuration)
        }
        let plan = ProgressSender.Plan(
            department: name, checks: checks, isUnchecked: asIs, timestamps: timestamps, zone: zone)
        try await BulkSending(path: from, noun: "events").run(to: producer) { input, flight, stop in
            var sender = ProgressSender(plan, to: flight, stop: stop)
            try sender.send(input)
            return sender.refused
        }
    }

    /// The table of actions: its names, and who may do what.
    private static var actions: String {
        ActionRule.all.map { rule in
            let who = Party.allCases.filter(rule.parties.contains).map(\.name.en).joined(separator: ", ")
            let name = rule.action.rawValue + String(repeating: " ", count: max(1, 12 - rule.action.rawValue.count))
            return "  \(name)\(rule.name.zh)  \(rule.name.en): \(who)"
        }.joined(separator: "\n")
    }
}

/// `workingDays` as the option is called: `working-days`.
private func kebab(_ name: String) -> String {
    name.reduce(into: "") { $0 += $1.isUppercase ? "-\($1.lowercased())" : String($1) }
}
