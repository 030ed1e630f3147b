import ArgumentParser
import Foundation
import Hotline
import Store
import WorkTime

struct CasesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases",
        abstract: "Shows cases from the store: lists, one case with its clocks and history, or whether all are sound.",
        discussion: """
            The store is only read, and may be written by a tracker meanwhile. No personal data is printed: phone and \
            identity numbers inside texts are masked, and reporters are not named.

            EXAMPLES
              qiaomen cases
              qiaomen cases --list due --department housing
              qiaomen cases --due-within 24 --format csv > due-tomorrow.csv
              qiaomen cases 1234 5678 9012 3456
              qiaomen cases 1234567890123456 --format json
              qiaomen cases --verify
            """)

    @Argument(help: "A case's number: shows that case. Blanks and hyphens do not matter.")
    var number: [String] = []

    @OptionGroup var filters: CaseFilterOptions

    @Option(help: "table, json or csv.")
    var format = RecordFormat.table

    @Flag(
        help: """
            Checks the whole store: each case's history gives its state, columns follow from cases. Differences are \
            printed, and the exit status is 1 if there are any.
            """)
    var verify = false

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        if !number.isEmpty, CaseNumber(typed: number.joined()) == nil {
            throw ValidationError("CASE: expected 16 digits")
        }
        if verify, !number.isEmpty { throw ValidationError("--verify: looks at all cases, expected no CASE") }
    }

    func run() async throws {
        let settings = try await Settings.load(common, district: districtOptions, store: storeOptions)
        let district = try await settings.readDistrict()
        let store = try await settings.openStoreToRead(district)
        if verify { return try await check(store) }
        if let number = CaseNumber(typed: number.joined()) { return try await show(number, store, district) }
        let (query, limit, format, stop) = (filters.query(now: .now), filters.limit, format, StopRequest.bySignal())
        try await whileReaderIsThere {
            try await ofStore {
                var listing = CaseListing(format, zone: district.zone, output: StandardOutput(stop: stop))
                var query = query
                var left = limit
                while left > 0, !stop.isMade {
                    query.limit = min(left, 500)
                    let page = try store.page(query)
                    for row in page.rows { try listing.print(row) }
                    left -= page.rows.count
                    guard let next = page.next else { break }
                    query.after = next
                }
                try listing.finish()
            }
        }
    }

    private func show(_ number: CaseNumber, _ store: Store, _ district: District) async throws {
        let (format, stop) = (format, StopRequest.bySignal())
        try await whileReaderIsThere {
            try await ofStore {
                guard let row = try store.row(of: number), let found = try store.cases([number])[number] else {
                    throw CommandFailure("there is no case \(number.grouped) in the store \(store.path)")
                }
                var output = StandardOutput(stop: stop)
                switch format {
                case .table:
                    let sheet = CaseSheet(
                        state: found.case, relations: try store.relations(of: number), zone: district.zone,
                        calendars: Calendars(district.calendars), now: .now)
                    try output.write(sheet.text)
                    try output.flush()
                case .json:
                    let offset = district.zone.secondsFromGMT(for: Date())
                    try output.write(found.case.json(utcOffset: offset) + [UInt8(ascii: "\n")])
                    try output.flush()
                case .csv:
                    var listing = CaseListing(format, zone: district.zone, output: output)
                    try listing.print(row)
                    try listing.finish()
                }
            }
        }
    }

    private func check(_ store: Store) async throws {
        let format = format
        let verification = try await ofStore {
            var progress = TerminalProgress("cases")
            let verification = try store.verify { progress.show($0) }
            progress.clear()
            return verification
        }
        let stop = StopRequest.bySignal()
        try await whileReaderIsThere {
            try await blocking {
                var printer = RecordPrinter(
                    format, ["case", "what", "expected", "found"], zone: .gmt, output: StandardOutput(stop: stop))
                for difference in verification.differences {
                    try printer.print([
                        .text(difference.number?.description), .text(difference.what), .text(difference.expected),
                        .text(difference.found),
                    ])
                }
                try printer.finish()
            }
        }
        let count = verification.differences.count
        tell("\(grouped(verification.cases)) cases, \(count == 0 ? "all as they should be" : "\(count) differences")")
        if count > 0 { throw CommandFailure(said: .failed) }
    }
}

extension Instant {
    /// The machine's time.
    static var now: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}
