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
    /// The store.
    package let reads: StoreReads
    /// Kafka.
    package let intake: Intake
    /// Tells when something was written to the store.
    package let changes: StoreChanges
    /// Who may come in.
    package let access: AccessControl
    /// The present time.
    package let now: @Sendable () -> Instant
    /// Where what goes wrong is told.
    package let logger: Logger

    /// - Parameter now: the present time; simulations have their own.
    /// - Returns: nil if the district's zone is none of the tz database.
    package init?(
        district: District, reads: StoreReads, intake: Intake, changes: StoreChanges, access: AccessControl,
        now: @escaping @Sendable () -> Instant, logger: Logger
    ) {
        guard let zone = DistrictDays(zone: district.timeZone) else { return nil }
        self.district = district
        policy = CasePolicy(district)
        self.zone = zone
        self.reads = reads
        self.intake = intake
        self.changes = changes
        self.access = access
        self.now = now
        self.logger = logger
    }
}
