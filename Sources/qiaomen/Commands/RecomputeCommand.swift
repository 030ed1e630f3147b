import ArgumentParser
import Foundation
import Hotline
import Store
import WorkTime

struct RecomputeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recompute",
        abstract: "Shows what today's district file would change of the cases' dates; it changes nothing.",
        discussion: """
            Limits are resolved when a case is assigned and stay with it: a new district file never judges old cases. \
            This tells what it would be like if it did: each case is folded anew from its history, by the limits and \
            calendars of the district file, and every date that would be another is printed, one a line.

            EXAMPLES
              qiaomen recompute --district new-district.yaml
              qiaomen recompute --all --format csv > changes.csv
            """)

    @Flag(help: "Looks at resolved, closed and merged cases too.")
    var all = false

    @Option(help: "table, json or csv.")
    var format = RecordFormat.table

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var common: CommonOptions

    private static let names = [
        "case", "state", "department", "area", "policy", "date", "present", "new", "overdue", "wouldBeOverdue",
    ]

    func run() async throws {
        let settings = try await Settings.load(common, district: districtOptions, store: storeOptions)
        let district = try await settings.readDistrict()
        let store = try await settings.openStoreToRead(district)
        let (openOnly, format, policy, now) = (!all, format, CasePolicy(district), Instant.now)
        let stop = StopRequest.bySignal()
        try await whileReaderIsThere {
            let (looked, changed) = try await ofStore {
                var printer = RecordPrinter(
                    format, Self.names, zone: district.zone, output: StandardOutput(stop: stop))
                var (looked, changed) = (0, 0)
                try store.eachCase(openOnly: openOnly) { cases in
                    looked += cases.count
                    for state in cases {
                        guard let difference = PolicyDifference(state, by: policy, asOf: now) else { continue }
                        changed += 1
                        for date in difference.dates { try printer.print(Self.record(difference, date)) }
                    }
                    return !stop.isMade
                }
                try printer.finish()
                return (looked, changed)
            }
            tell(
                """
                \(grouped(looked)) \(openOnly ? "open cases" : "cases"): version \(policy.version) of the district file \
                would change dates of \(grouped(changed)); nothing is changed
                """)
        }
    }

    private static func record(_ difference: PolicyDifference, _ date: PolicyDifference.Date) -> [RecordValue] {
        let state = difference.state
        return [
            .text(state.number.description), .text(state.state.rawValue), .text(state.holder),
            .text(state.subject.area), .text(state.terms.policy), .text(date.name), .time(date.present),
            .time(date.other), .flag(difference.isOverdue.present), .flag(difference.isOverdue.other),
        ]
    }
}
