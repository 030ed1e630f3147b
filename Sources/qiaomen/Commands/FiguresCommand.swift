import ArgumentParser
import Foundation
import Hotline
import Store
import WorkTime

struct FiguresCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figures",
        abstract: "Shows figures from the store: counts, on-time and satisfaction rates, closure times, reports (通报).",
        discussion: """
            On-time rates are of what fell due in the window, done or not; counts go by when things happened; evaluations \
            are those made in the window. By department a row is a round, by the department's clock; otherwise a case, by \
            the resident's. Every share stands with its numerator and denominator, after exclusions and before; below 10 \
            nobody is ranked. Closure times count what is still open as having waited so far (Kaplan–Meier).

            --cases lists the cases behind a figure: \(FigureName.allValueStrings.joined(separator: ", ")).

            EXAMPLES
              qiaomen figures
              qiaomen figures --by department --from 2026-11-01 --to 2026-11-30
              qiaomen figures --report week
              qiaomen figures --report month --from 2026-10-01 --format csv > october.csv
              qiaomen figures --by community --only street=zhongyuan --lang en
              qiaomen figures --cases resolveOnTime --part misses --by department --group housing
              qiaomen figures --cases dueSoon --due-within 48h
            """)

    @Option(
        help: ArgumentHelp(
            "The first day, or the instant it begins. Default: 29 days before --as-of.", valueName: "date"),
        transform: { try FigureDate($0) })
    var from: FigureDate?

    @Option(
        help: ArgumentHelp("The last day, or the instant it ends. Default: --as-of.", valueName: "date"),
        transform: { try FigureDate($0) })
    var to: FigureDate?

    @Option(help: "By what figures are told apart.")
    var by = FigureGrouping.whole

    @Option(help: ArgumentHelp("Of one group alone, such as street=zhongyuan.", valueName: "by=id"))
    var only: FigureSelection?

    @Option(help: "A report: the last whole week (from Monday) or month, or the one that --from lies in.")
    var report: ReportPeriod?

    @Option(help: ArgumentHelp("How far to look ahead for what falls due: 24h, 3d.", valueName: "time"))
    var dueWithin = LookAhead.day

    @Option(
        help: ArgumentHelp("The instant that figures are true at. Default: now.", valueName: "time"),
        transform: { try Instant(rfc3339: $0) })
    var asOf: Instant?

    @Option(help: "table, json (one object) or csv (a line a figure).")
    var format = RecordFormat.table

    @Option(help: "The language of tables: zh or en.")
    var lang = OutputLanguage.chinese

    @Option(help: ArgumentHelp("Lists the cases behind a figure instead.", valueName: "figure"))
    var cases: FigureName?

    @Option(help: "With --cases: of a rate, which part.")
    var part = FigurePart.all

    @Option(help: ArgumentHelp("With --cases and --by: the group; empty for cases that have none.", valueName: "id"))
    var group: String?

    @Option(help: ArgumentHelp("With --cases: at most so many.", valueName: "n"))
    var limit = 1_000

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        if report != nil, cases != nil || by != .whole || only != nil || to != nil {
            throw ValidationError(
                "--report: goes by department and street over a whole week or month; only --from fits")
        }
        if cases != nil, by == .week {
            throw ValidationError("--cases: give the week by --from and --to instead of --by week")
        }
        if cases != nil, by != .whole, group == nil { throw ValidationError("--cases with --by: --group is missing") }
        if limit < 1 { throw ValidationError("--limit: expected at least 1") }
    }

    func run() async throws {
        let settings = try await Settings.load(common, district: districtOptions, store: storeOptions)
        let district = try await settings.readDistrict()
        guard let terms = FigureTerms(district) else {
            throw CommandFailure("this machine does not know the zone \(district.timeZone)", status: .configuration)
        }
        let store = try await settings.openStoreToRead(district)
        let request = request(terms)
        let (names, format, limit) = (FigureNames(district, lang), format, limit)
        let stop = StopRequest.bySignal()
        try await whileReaderIsThere {
            try await ofStore {
                var output = StandardOutput(stop: stop)
                switch request {
                case .sheet(let scope, let dueBefore):
                    let sheet = try store.figures(terms) { try $0.sheet(scope, dueBefore: dueBefore) }
                    try output.write(sheet.printed(format, names, terms, zone: district.zone))
                    try output.flush()
                case .report(let period, let instant, let dueBefore):
                    let report = try store.figures(terms) { reader in
                        try reader.report(period, asOf: instant, dueBefore: dueBefore)
                    }
                    try output.write(report.printed(format, names, terms, district))
                    try output.flush()
                case .cases(let list):
                    let numbers = try store.figures(terms) { try list.read($0, limit: limit) }
                    var listing = CaseListing(format, zone: district.zone, output: output)
                    for number in numbers where !stop.isMade {
                        if let row = try store.row(of: number) { try listing.print(row) }
                    }
                    try listing.finish()
                }
            }
        }
    }

    private func request(_ terms: FigureTerms) -> FigureRequest {
        let instant = asOf ?? .now
        let dueBefore = dueWithin.end(from: instant)
        if let report {
            let period =
                from.map { FigurePeriod(report.unit, containing: $0.date(terms.days)) }
                ?? terms.days.lastWhole(report.unit, before: instant)
            return .report(period, asOf: instant, dueBefore: dueBefore)
        }
        let today = terms.days.date(at: instant).daysSince1970
        let window = FigureWindow(
            from: from?.start(terms.days) ?? terms.days.start(ofDay: today - 29),
            to: to?.end(terms.days) ?? instant)
        let scope = FigureScope(window, asOf: instant, by: by, only: only?.selection)
        guard let cases else { return .sheet(scope, dueBefore: dueBefore) }
        let wanted = group.flatMap { $0.isEmpty ? nil : $0 }
        return .cases(CasesBehind(figure: cases, part: part, scope: scope, group: wanted, dueBefore: dueBefore))
    }
}

/// What is asked for.
private enum FigureRequest: Sendable {
    case sheet(FigureScope, dueBefore: Instant)
    case report(FigurePeriod, asOf: Instant, dueBefore: Instant)
    case cases(CasesBehind)
}

/// The cases behind a figure.
private struct CasesBehind: Sendable {
    let figure: FigureName
    let part: FigurePart
    let scope: FigureScope
    let group: String?
    let dueBefore: Instant

    func read(_ reader: FigureReader, limit: Int) throws -> [CaseNumber] {
        switch figure {
        case .count(let count):
            try reader.cases(behind: count, scope, group: group, dueBefore: dueBefore, limit: limit)
        case .rate(let rate): try reader.cases(behind: rate, part, scope, group: group, limit: limit)
        }
    }
}
