import ArgumentParser
import Foundation
import Hotline
import Store
import WorkTime

struct PurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Takes personal data past their retention out of the store, for ever.",
        discussion: """
            Of reports that were received longer ago than the district file's retention (180 days unless it says \
            otherwise), texts, addresses, names, phones and the report as received are removed; the cases, their \
            history and all figures stay. The file is then written anew, so that nothing is left in unused pages: that \
            takes as much room again, and a tracker waits meanwhile. Kafka's own retention is set by \
            qiaomen topics create.

            EXAMPLES
              qiaomen purge --dry-run
              qiaomen purge
              qiaomen purge --before 2026-01-01T00:00:00+08:00
            """)

    @Option(
        help: ArgumentHelp("Instead of the retention: what was received before.", valueName: "time"),
        transform: { try Instant(rfc3339: $0) })
    var before: Instant?

    @Flag(help: "Only says how many reports it would be.")
    var dryRun = false

    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await Settings.load(common, district: districtOptions, store: storeOptions)
        let district = try await settings.readDistrict()
        let now = Instant.now
        let border =
            before ?? Instant(milliseconds: now.milliseconds - Int64(district.retentionDays) * 86_400_000)
        let time = localTime(border, district.zone)
        // Reading first: there must be a store, and none is made.
        let reader = try await settings.openStoreToRead(district)
        let found = try await ofStore { try reader.purgeable(before: border) }
        if dryRun {
            return print(#"{"before":"\#(border)","reports":\#(found.reports),"purged":false}"#)
        }
        let path = settings.store.path
        let purge = try await ofStore {
            try reader.close()
            return try Store(path: path, calendars: Calendars(district.calendars)).purge(before: border, at: now)
        }
        print(#"{"before":"\#(border)","reports":\#(purge.reports),"purged":true,"erased":\#(purge.isErased)}"#)
        guard !purge.isErased else { return }
        throw CommandFailure(
            """
            the reports received before \(time) are purged, but somebody was reading the store, so that old bytes may \
            still lie in its files: run it once more
            """)
    }
}
