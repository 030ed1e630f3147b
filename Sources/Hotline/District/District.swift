package import WorkTime

/// One district's policy: what there is, and who does what. A pure value, read from the district file, never changed
/// while the program runs; every id that one part names exists in another.
package struct District: Hashable, Sendable {
    package var id: String
    package var name: BilingualName
    /// The policy's version: it is written into every task, so that an old case is never judged by a newer policy.
    package var version: String
    /// The IANA name of the zone that dates are shown and counted in.
    package var timeZone: String
    /// The confidence, 0 to 1, below which a verdict is left to people.
    package var threshold: Double
    /// In the file's order, `other` among them.
    package var areas: [Area]
    /// Exactly one of them is the desk.
    package var departments: [Department]
    package var streets: [Street]
    package var communities: [Community]
    package var channels: [Channel]
    package var rules: [RoutingRule]
    package var dangerWords: [DangerWord]
    /// For how many days personal data are kept.
    package var retentionDays: Int
    /// When work is done, all in the district's zone.
    package var calendars: [WorkCalendar]
    /// The id of the district's own calendar, for limits that name no other.
    package var calendarID: String
    /// In the file's order.
    package var limits: [LimitRule]
    /// The rules for the life of a case. Which department the desk is and which calendar is the district's own stand
    /// elsewhere in the file, and count.
    package var caseRules: CaseRules
    /// Whom escalations tell.
    package var ladders: Ladders
    /// 满意率: from which answer of 1 to 5 on a caller counts as satisfied.
    package var satisfiedFrom: Int
    /// What anybody may read without a key.
    package var publicParts: Set<PublicPart>
    /// 常用语: what people write again and again, offered in the forms of actions.
    package var cannedNotes: [CannedNote]
    /// Where people are told of what happens, outside of Qiaomen.
    package var webhooks: [Webhook]

    /// 基本满意.
    package static let standardSatisfiedFrom = 3

    package init(
        id: String, name: BilingualName, version: String, timeZone: String, threshold: Double, areas: [Area],
        departments: [Department], streets: [Street] = [], communities: [Community] = [], channels: [Channel] = [],
        rules: [RoutingRule] = [], dangerWords: [DangerWord] = [], retentionDays: Int = 180,
        calendars: [WorkCalendar] = [], calendarID: String = ShippedCalendar.split.rawValue,
        limits: [LimitRule] = [.standard], caseRules: CaseRules = CaseRules(), ladders: Ladders = Ladders(),
        satisfiedFrom: Int = standardSatisfiedFrom, publicParts: Set<PublicPart> = [],
        cannedNotes: [CannedNote] = [], webhooks: [Webhook] = []
    ) {
        self.id = id
        self.name = name
        self.version = version
        self.timeZone = timeZone
        self.threshold = threshold
        self.areas = areas
        self.departments = departments
        self.streets = streets
        self.communities = communities
        self.channels = channels
        self.rules = rules
        self.dangerWords = dangerWords
        self.retentionDays = retentionDays
        self.calendars = calendars
        self.calendarID = calendarID
        self.limits = limits
        self.caseRules = caseRules
        self.ladders = ladders
        self.satisfiedFrom = satisfiedFrom
        self.publicParts = publicParts
        self.cannedNotes = cannedNotes
        self.webhooks = webhooks
    }

    /// The id of the hotline's triage desk, which takes what no rule places.
    package var deskID: String {
        departments.first { $0.kind == .desk }?.id ?? "desk"
    }
}
