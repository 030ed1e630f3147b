import Foundation
package import Hotline
package import WorkTime

/// Something that happened to a case, as the screen shows it.
package struct LiveEvent: Sendable {
    /// When.
    package var at: Instant
    package var number: CaseNumber
    /// A department's id; nil where somebody else did it.
    package var department: String?
    /// Who did it, where no department did.
    package var who: BilingualName?
    /// What happened.
    package var what: BilingualName
    package var community: String?
    package var area: String

    package init(
        at: Instant, number: CaseNumber, department: String? = nil, who: BilingualName? = nil, what: BilingualName,
        community: String?, area: String
    ) {
        self.at = at
        self.number = number
        self.department = department
        self.who = who
        self.what = what
        self.community = community
        self.area = area
    }

    /// What an entry of a case's history says; nil for what is nobody's news.
    package init?(_ entry: HistoryEntry, of state: Case) {
        let subject = state.subject
        self.init(
            at: entry.at, number: state.number, what: BilingualName(zh: "", en: ""), community: subject.community,
            area: subject.area)
        switch entry.kind {
        case .opened(let opening):
            department = opening.assignment.department
            what = BilingualName(zh: "派来", en: "gets it")
        case .progress(let applied):
            what = ActionRule[applied.event.action].name
            switch applied.author {
            case .department(let id): department = id
            case .desk: department = state.terms.rules.desk
            case .hotline: who = Party.hotline.name
            case .resident: who = Party.resident.name
            case .grid: who = Party.grid.name
            case .manager: who = Party.manager.name
            }
        case .resumed: what = BilingualName(zh: "挂起到期", en: "the wait is over")
        case .closed: what = BilingualName(zh: "自动归档", en: "closes")
        case .absorbed, .followed, .amended, .recounted: return nil
        }
    }

    /// What a record of `escalations` says; nil if it is none.
    init?(escalation json: Data) {
        struct Told: Decodable {
            var `case`: CaseNumber
            var clock: String
            var percent: Int
            var level: Int
            var department: String
            var community: String?
            var area: String
            var toldAt: String
        }
        guard let told = try? JSONDecoder().decode(Told.self, from: json), let at = try? Instant(rfc3339: told.toldAt)
        else { return nil }
        let clocks = [
            "resident": "承诺时限", "accept": "签收时限", "contact": "联系时限", "resolve": "办理时限", "review": "挂账复核",
            "report": "督办反馈",
        ]
        self.init(
            at: at, number: told.case, department: told.department,
            what: BilingualName(
                zh: "▲ \(clocks[told.clock] ?? told.clock) \(told.percent)%（\(told.level + 1)级）",
                en: "▲ \(told.clock) \(told.percent)% (level \(told.level + 1))"),
            community: told.community, area: told.area)
    }
}
