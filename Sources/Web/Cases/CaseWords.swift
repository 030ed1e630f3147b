import Foundation
import Hotline
import Store
import WorkTime

/// Cases in words, as pages show them, in one language and in the district's time.
struct CaseWords: Sendable {
    let services: WebServices
    let language: Language
    private let now: Instant
    private let calendar: WorkCalendar?

    init(_ services: WebServices, _ language: Language) {
        self.services = services
        self.language = language
        now = services.now()
        calendar = services.policy.calendars[services.district.calendarID] ?? services.district.calendars.first
    }

    /// A row of a list.
    ///
    /// - Parameters:
    ///   - accepts: whether rows that nobody has taken can be ticked.
    ///   - urges: whether rows can be urged.
    func row(_ row: CaseRow, accepts: Bool = false, urges: Bool = false) -> [String: Any] {
        var values: [String: Any] = [
            "number": row.number.description, "grouped": row.number.grouped, "href": "/cases/\(row.number)",
            "state": state(row.state, redos: row.redos), "stateClass": Self.style(row.state),
            "about": row.about ?? "", "area": area(row.area), "department": department(row.holder),
            "place": [row.community.map(community), row.street.map(street)].compactMap(\.self).joined(separator: " "),
            "kind": language(row.kind.name), "urgency": language(row.urgency.name),
            "isUrgent": row.urgency != .normal, "urges": row.urges, "isUrged": row.urges > 0,
            "callers": row.callers, "requests": row.requests, "isAsked": row.requests > 0,
            "canAccept": accepts && row.state == .assigned,
        ]
        // A merged case's urge counts for the one that answers for it.
        if urges, row.state == .merged || ActionRule[.urge].from.contains(row.state) {
            values["urgeID"] = UUID().uuidString.lowercased()
        }
        let due = CaseState.open.contains(row.state) ? row.dueAt : nil
        if let due { values["due"] = due.text(in: services.zone) }
        let left = timeLeft(until: due, isPaused: CaseState.suspended.contains(row.state))
        (values["left"], values["leftClass"]) = (left.words, left.style)
        return values
    }

    /// 还剩 3 工作小时: how much working time is left, or by how much it is late; a colour goes with the words.
    func timeLeft(until due: Instant?, isPaused: Bool = false) -> (words: String, style: String) {
        guard let due else { return ("", "") }
        if isPaused { return (language(zh: "计时暂停", en: "clock stands still"), "") }
        guard let calendar else { return ("", "") }
        let isLate = due < now
        let (from, to) = isLate ? (due, now) : (now, due)
        let hours = Double(calendar.workingMilliseconds(from: from, to: to)) / 3_600_000
        let amount = amount(hours)
        if isLate {
            return (language(zh: "已超时 \(amount)", en: "late by \(amount)"), "bad-words")
        }
        return (language(zh: "还剩 \(amount)", en: "\(amount) left"), hours < 4 ? "warn-words" : "good-words")
    }

    /// 已等 3 工作小时: how long somebody has waited.
    func waited(since start: Instant) -> String {
        guard let calendar else { return "" }
        let hours = Double(calendar.workingMilliseconds(from: min(start, now), to: now)) / 3_600_000
        let amount = amount(hours)
        return language(zh: "已等 \(amount)", en: "waiting for \(amount)")
    }

    /// Hours of working time; whole days of the calendar's usual seven hours or so would mislead, so hours it stays.
    private func amount(_ hours: Double) -> String {
        if hours < 1 {
            let minutes = Int((hours * 60).rounded(.up))
            return language(zh: "\(minutes) 分钟工作时间", en: "\(minutes) working minutes")
        }
        let rounded = hours < 10 ? String(format: "%.1f", hours) : String(Int(hours))
        return language(zh: "\(rounded) 工作小时", en: "\(rounded) working hours")
    }

    func state(_ state: CaseState, redos: Int) -> String {
        state == .assigned && redos > 0 ? language(zh: "重办", en: "to be redone") : language(state.name)
    }

    static func style(_ state: CaseState) -> String {
        switch state {
        case .assigned: "warn"
        case .accepted, .working: "info"
        case .resolved, .closed: "good"
        case .suspendedWaiting, .suspendedLedger, .merged: ""
        }
    }

    func area(_ id: String) -> String { name(id, by: .area) }
    func department(_ id: String) -> String { name(id, by: .department) }
    func community(_ id: String) -> String { name(id, by: .community) }
    func street(_ id: String) -> String { name(id, by: .street) }
    func channel(_ id: String) -> String { name(id, by: .channel) }

    private func name(_ id: String, by grouping: FigureGrouping) -> String {
        language(services.names.name(of: id, by: grouping))
    }
}
