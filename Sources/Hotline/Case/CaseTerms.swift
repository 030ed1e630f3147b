package import WorkTime

/// What a case is measured by, resolved once when it is assigned, and kept: a new policy never judges an old case.
package struct CaseTerms: Sendable, Hashable {
    /// The version of the district file that gave them.
    package var policy: String
    /// The version of the holidays that dates were counted by.
    package var holidays: String?
    /// Limits, each with the calendar it runs in; a kind that is missing has no limit.
    package var limits: [LimitKind: CaseLimit]
    /// The rules for the life of the case.
    package var rules: CaseRules

    package init(
        policy: String, holidays: String? = nil, limits: [LimitKind: CaseLimit], rules: CaseRules = CaseRules()
    ) {
        self.policy = policy
        self.holidays = holidays
        self.limits = limits
        self.rules = rules
    }

    /// The limit of the resident's clock: of a wish, the one for its answer.
    package func residentLimit(of kind: ReportKind) -> CaseLimit? {
        kind == .wish ? limits[.answer] : limits[.promise] ?? limits[.resolve]
    }

    /// The limits of a department's round.
    func roundLimits(of kind: ReportKind, department: String, isRedo: Bool) -> RoundLimits {
        if department == rules.desk { return RoundLimits(accept: nil, contact: nil, end: limits[.dispatch], .dispatch) }
        if kind == .wish { return RoundLimits(accept: nil, contact: nil, end: limits[.answer], .answer) }
        return RoundLimits(
            accept: limits[.accept], contact: limits[.contact], end: isRedo ? limits[.redo] : limits[.resolve],
            isRedo ? .redo : .resolve)
    }
}

/// The limits of one round.
struct RoundLimits {
    let accept, contact, end: CaseLimit?
    /// Which kind of limit `end` is.
    let kind: LimitKind

    init(accept: CaseLimit?, contact: CaseLimit?, end: CaseLimit?, _ kind: LimitKind) {
        (self.accept, self.contact, self.end, self.kind) = (accept, contact, end, kind)
    }
}

/// The district's rules for the life of a case.
package struct CaseRules: Sendable, Hashable {
    /// The id of the hotline's triage desk.
    package var desk = "desk"
    /// The id of the calendar that the limits below are counted in.
    package var calendar = ShippedCalendar.split.rawValue
    /// How long after its assignment a case may be returned.
    package var returnWithin = CaseRules.workingDays(1)
    /// How many granted returns a case may have; then the desk dispatches finally.
    package var maxReturns = 2
    /// How long after its closing a case may be reopened.
    package var reopenWithin = CaseRules.days(30)
    /// How long callers may say something of a result before the case closes by itself.
    package var closeAfter = CaseRules.workingDays(7)
    /// How often a case goes back to the department that resolved it; then the desk decides.
    package var maxRedo = 2
    /// How many extensions the desk may grant; those beyond need a manager.
    package var extensionsByDesk = 1
    /// Requests that are granted at once.
    package var autoGrant: Set<ProgressAction> = []
    /// How far before its record's timestamp an event may say it happened, in milliseconds.
    package var backdating: Int64 = 30 * 60_000
    /// How far after its record's timestamp, before it is refused.
    package var ahead: Int64 = 5 * 60_000

    /// The rules where a district file sets none.
    package init() {}

    private static func workingDays(_ count: Int) -> TimeLimit? { TimeLimit(count, .workingDays) }
    private static func days(_ count: Int) -> TimeLimit? { TimeLimit(count, .days) }
}
