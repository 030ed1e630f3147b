package import Hotline
package import Logging
package import Store
package import WorkTime

/// What all routes work with.
package struct WebServices: Sendable {
    /// Whose web it is.
    package let district: District
    /// The district's limits, calendars and rules.
    package let policy: CasePolicy
    /// The district's days and times, which all pages show.
    package let zone: DistrictDays
    /// What the district calls its areas, departments and places.
    package let names: GroupNames
    /// The store.
    package let reads: StoreReads
    /// Kafka.
    package let intake: Intake
    /// Tells when something was written to the store.
    package let changes: StoreChanges
    /// Who may come in.
    package let access: AccessControl
    /// All pages.
    package let pages: Pages
    /// How many event streams are open.
    package let streams = StreamSlots()
    /// The present time.
    package let now: @Sendable () -> Instant
    /// Where what goes wrong is told.
    package let logger: Logger

    /// - Parameter now: the present time; simulations have their own.
    /// - Throws: if the district's zone is none of the tz database, or a template is wrong.
    package init(
        district: District, reads: StoreReads, intake: Intake, changes: StoreChanges, access: AccessControl,
        now: @escaping @Sendable () -> Instant, logger: Logger
    ) throws {
        guard let zone = DistrictDays(zone: district.timeZone) else {
            throw WebSetupError("the district's time zone is not known here: \(district.timeZone)")
        }
        self.district = district
        policy = CasePolicy(district)
        self.zone = zone
        names = GroupNames(district)
        self.reads = reads
        self.intake = intake
        self.changes = changes
        self.access = access
        pages = try Pages(
            Navigation(district.departments), district: [.zh: district.name.zh, .en: district.name.en])
        self.now = now
        self.logger = logger
    }
}
