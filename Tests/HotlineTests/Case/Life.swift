import Hotline
import TestKit
import Testing
import WorkTime

/// One case and those who act on it, as tests want them: departments `a`, `b`, `c`, the desk and the rest.
struct Life {
    enum Sender: Hashable {
        case department(String)
        case desk, hotline, resident, grid, manager

        static let a = Sender.department("a")
        static let b = Sender.department("b")
        static let c = Sender.department("c")

        var topic: String {
            if case .department(let id) = self { "progress.\(id)" } else { "progress.desk" }
        }

        var name: String {
            switch self {
            case .department(let id): id
            case .desk: "desk:li"
            case .hotline: "hotline:12"
            case .resident: "resident"
            case .grid: "grid:liu"
            case .manager: "manager:wang"
            }
        }
    }

    var state: Case
    var policy: CasePolicy
    /// The last outcome.
    var outcome = CaseOutcome.repeated
    private var offset: Int64 = 0

    /// A case that department `a`, unless another is named, got at `received`.
    init(
        _ policy: CasePolicy, department: String = "a", received: String = "2026-11-23T09:00", reported: String? = nil,
        kind: ReportKind = .help, urgency: Urgency = .normal, supporting: [String] = [], id: String = "1",
        externalDueAt: String? = nil, isReachable: Bool = true
    ) throws {
        self.policy = policy
        let assignment = Self.assignment(
            id, department: department, at: try time(received), kind: kind, urgency: urgency, supporting: supporting)
        let caller = Caller(
            number: assignment.caseNumber, channel: "hotline", externalId: "XF-\(id)", isReachable: isReachable,
            reportedAt: try time(reported ?? received), receivedAt: try time(received),
            clockStart: try reported.map { try time($0) },
            externalDueAt: try externalDueAt.map { try time($0) })
        let terms = policy.terms(area: assignment.area, kind: kind, urgency: urgency)
        state = Case(Opening(assignment: assignment, caller: caller, terms: terms), policy.calendars)
    }

    /// The number of the case that the report `id` opens.
    static func number(_ id: String) -> CaseNumber {
        let bytes = Array(id.utf8)
        return CaseNumber(channel: "hotline", id: bytes.span)
    }

    static func assignment(
        _ id: String, department: String, at: Instant, kind: ReportKind = .help, urgency: Urgency = .normal,
        supporting: [String] = []
    ) -> Assignment {
        Assignment(
            caseNumber: number(id), department: department,
            supporting: supporting, area: "sewage", confidence: 0.875, evidence: ["污水"],
            suggestions: [Suggestion(area: "other", confidence: 0.125)], community: "baiwan", street: "shipu",
            kind: kind, urgency: urgency, assignedAt: at, policy: "2026-1", model: "words-1",
            source: Source(topic: "reports.hotline", partition: 3, offset: 77), channel: "hotline")
    }

    /// Sends an event, recorded when it was done unless another time is named.
    @discardableResult
    mutating func send(
        _ body: ProgressBody, by sender: Sender = .a, at instant: Instant, recorded: Instant? = nil, id: String? = nil,
        of number: CaseNumber? = nil, round: Int? = nil, target: Case? = nil
    ) -> CaseOutcome {
        outcome = apply(
            received(body, by: sender, at: instant, recorded: recorded, id: id, of: number, round: round),
            target: target)
        return outcome
    }

    /// Sends an event at a time in China.
    @discardableResult
    mutating func send(
        _ body: ProgressBody, by sender: Sender = .a, _ text: String, recorded: String? = nil, id: String? = nil,
        of number: CaseNumber? = nil, round: Int? = nil, target: Case? = nil
    ) throws -> CaseOutcome {
        send(
            body, by: sender, at: try time(text), recorded: try recorded.map { try time($0) }, id: id, of: number,
            round: round, target: target)
    }

    /// An event as it comes out of its topic.
    mutating func received(
        _ body: ProgressBody, by sender: Sender = .a, at instant: Instant, recorded: Instant? = nil, id: String? = nil,
        of number: CaseNumber? = nil, round: Int? = nil
    ) -> ReceivedProgress {
        offset += 1
        let event = ProgressEvent(
            id: id ?? "e\(offset)", caseNumber: number ?? state.number, at: instant, by: sender.name, note: "已核实",
            round: round,
            body: body)
        return ReceivedProgress(event: event, topic: sender.topic, offset: offset, recordedAt: recorded ?? instant)
    }

    mutating func apply(_ received: ReceivedProgress, target: Case? = nil) -> CaseOutcome {
        state.apply(received, policy, target: target)
    }

    /// The case as its history gives it.
    var folded: Case? { Case.fold(state.history, memory: state.memory, policy.calendars) }

    /// The actions of the last event.
    var actions: [CaseAction] {
        if case .applied(_, let actions) = outcome { actions } else { [] }
    }

    /// The tasks that the last event gave, as `lead assigned b`.
    var tasks: [String] {
        actions.compactMap { action in
            guard case .task(let order) = action else { return nil }
            let task = order.assignment
            return "\(task.role.rawValue) \(task.reason.rawValue) \(task.department)"
        }
    }

    /// The results that the last event gave.
    var results: [CaseResult] {
        actions.compactMap { if case .result(let result) = $0 { result } else { nil } }
    }

    /// The refusal of the last event.
    var refusal: Refusal? {
        if case .refused(let refusal) = outcome { refusal } else { nil }
    }

    var isApplied: Bool {
        if case .applied = outcome { true } else { false }
    }
}

/// Terms as tests want them.
enum Policies {
    /// Without calendar to think of: all hours of all days, the resident 24 hours, a department 8.
    static func always(_ change: (inout CasePolicy) -> Void = { _ in }) throws -> CasePolicy {
        let calendars: Calendars = [try ShippedCalendar.always.calendar]
        var policy = CasePolicy(
            version: "2026-1", limits: [try limits("always", resolve: "8 hours")],
            calendars: calendars, calendarID: "always")
        policy.limits[0].limits[.promise] = try limit("24 hours")
        policy.rules.calendar = "always"
        change(&policy)
        return policy
    }

    /// The district's: its split day, the standard limits; emergencies around the clock.
    static func district(_ change: (inout CasePolicy) -> Void = { _ in }) throws -> CasePolicy {
        var emergency = try limits("always", resolve: "2 hours")
        emergency.urgencies = [.emergency]
        var policy = CasePolicy(
            version: "2026-1", limits: [emergency, .standard],
            calendars: [try ShippedCalendar.split.calendar, try ShippedCalendar.always.calendar])
        policy.departments = ["a", "b", "c", "desk"]
        change(&policy)
        return policy
    }

    /// One calendar, with the limit that a department has, which is the resident's too.
    static func plain(_ calendar: WorkCalendar, resolve: String) throws -> CasePolicy {
        var policy = CasePolicy(
            version: "2026-1", limits: [try limits(nil, resolve: resolve)],
            calendars: [calendar, try ShippedCalendar.always.calendar], calendarID: calendar.id)
        policy.rules.calendar = calendar.id
        return policy
    }

    static func limits(_ calendar: String?, resolve: String) throws -> LimitRule {
        let texts: [LimitKind: String] = [
            .dispatch: "2 hours", .accept: "1 hour", .contact: "4 hours", .resolve: resolve, .redo: resolve,
            .answer: "10 days",
        ]
        var rule = LimitRule(limits: try texts.mapValues { try limit($0) })
        rule.calendar = calendar
        return rule
    }
}

extension Instant {
    func adding(hours: Double) -> Instant { Instant(milliseconds: milliseconds + Int64(hours * 3_600_000)) }
}

/// Bodies that need no thought.
extension ProgressBody {
    static func resolved(_ reply: String = "修好了") -> ProgressBody { .resolve(Resolution(reply: reply)) }
    static func said(_ resolved: Evaluation.Resolved, _ satisfaction: Int? = nil) -> ProgressBody {
        .evaluate(Evaluation(resolved: resolved, satisfaction: satisfaction))
    }
    static func back(_ ground: Return.Ground = .notResponsible) -> ProgressBody { .return(Return(ground: ground)) }
    static func to(_ department: String, _ supporting: [String] = []) -> ProgressBody {
        .assign(Dispatch(to: department, supporting: supporting))
    }
    static func wait(_ until: String) throws -> ProgressBody {
        .suspend(Suspension(kind: .waiting, until: try time(until)))
    }
    static func ledger(_ until: String) throws -> ProgressBody {
        .suspend(Suspension(kind: .ledger, until: try time(until), owner: "区住建局"))
    }
    static func more(_ days: Int) -> ProgressBody { .extend(Extension(workingDays: days, reason: "等材料")) }
}
