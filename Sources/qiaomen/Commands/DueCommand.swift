import ArgumentParser
import Hotline
import WorkTime

struct DueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "Says when a time limit ends.",
        discussion: """
            Limits are minutes, hours or days that pass for everybody (24 hours), working minutes or hours (2 working \
            hours), which end at the instant at which they are used up, or working days (5 working days): the date of \
            --from is day 0, and they end with the working hours of the last of them (次日起算), or "at the same time". \
            China's holidays and make-up workdays (调休) are known from 2004 to 2026. A date that rests on another year \
            is counted on plain weekdays and is provisional.

            EXAMPLES
              qiaomen due --from 2026-02-13T15:00:00+08:00 --limit '5 working days'
              qiaomen due --from 2026-11-23T17:30:00Z --limit '2 working hours'
              qiaomen due --from 2026-11-23T17:30:00Z --limit '24 hours' --calendar always
            """)

    @Option(
        help: ArgumentHelp("When the limit begins, with the zone: 2026-11-23T08:30:00+08:00.", valueName: "time"),
        transform: { try Instant(rfc3339: $0) })
    var from: Instant

    @Option(
        help: ArgumentHelp("The limit: a number and a unit, such as '5 working days'.", valueName: "limit"),
        transform: { try TimeLimit($0) })
    var limit: TimeLimit

    @Option(
        help: ArgumentHelp(
            "A calendar of the district file (shipped: office, split, always). Default: the district's own.",
            valueName: "name"))
    var calendar: String?

    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await Settings.load(common, district: districtOptions)
        let district = try await settings.readDistrict()
        guard let calendar = district.calendar(calendar ?? district.calendarID) else {
            let known = district.calendars.map(\.id).joined(separator: ", ")
            throw CommandFailure("--calendar: expected one of \(known), found '\(calendar ?? "")'", status: .usage)
        }
        do throws(DueError) {
            let due = try calendar.due(from: from, limit: limit)
            let text = due.instant.rfc3339(utcOffset: calendar.utcOffset(at: due.instant))
            print(#"{"due":"\#(text)","provisional":\#(due.isProvisional)}"#)
        } catch {
            throw CommandFailure(error.description)
        }
    }
}
