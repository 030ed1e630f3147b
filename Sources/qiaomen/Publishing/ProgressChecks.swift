package import Hotline
package import WorkTime

/// What can be said of an event before it is sent, without the store: whether its author may do such a thing at all,
/// whether the district knows what it names, whether times lie as they must.
package struct ProgressChecks: Sendable {
    /// Why an event would be refused.
    package struct Problem: Error, Sendable, Hashable {
        /// The event's member.
        package var field: String
        /// What was expected of it, as a noun phrase.
        package var expected: String
    }

    private let district: District
    private let topic: String

    /// - Parameter topic: `progress.<department>`, where it is to be sent.
    package init(_ district: District, topic: String) {
        self.district = district
        self.topic = topic
    }

    /// Checks an event.
    ///
    /// - Parameter recordedAt: its record's timestamp; nil if that is not known beforehand.
    package func check(_ event: ProgressEvent, recordedAt: Instant? = nil) throws(Problem) {
        try checkAuthor(of: event)
        if let recordedAt, event.at.milliseconds > recordedAt.milliseconds + CaseRules().ahead {
            throw Problem(field: "at", expected: "a time that is not more than 5 minutes ahead")
        }
        try checkTimes(of: event)
        try checkNames(in: event.body)
        if case .merge(let root) = event.body, root == event.caseNumber {
            throw Problem(field: "into", expected: "another case")
        }
        if case .return(let back) = event.body, back.ground == .shared {
            throw Problem(
                field: "ground", expected: "notResponsible, outsideArea or unclear; who shares a case calls (assist)")
        }
    }

    private func checkAuthor(of event: ProgressEvent) throws(Problem) {
        let author = Author(topic: topic, by: event.by, desk: district.deskID)
        let parties: Set<Party> =
            switch author {
            case .department: [.holder, .supporting]
            case .desk: [.holder, .supporting, .desk]
            case .hotline: [.hotline]
            case .resident: [.resident]
            case .grid: [.grid]
            case .manager: [.manager]
            }
        let rule = ActionRule[event.action]
        guard rule.parties.isDisjoint(with: parties) else { return }
        let who = Party.allCases.filter(rule.parties.contains).map(\.name.en).joined(separator: " or ")
        throw Problem(field: "action", expected: "one that the sender may do; \(event.action.rawValue) is for \(who)")
    }

    private func checkTimes(of event: ProgressEvent) throws(Problem) {
        let time: (name: String, value: Instant?) =
            switch event.body {
            case .suspend(let suspension): ("until", suspension.until)
            case .assist(let assistance): ("dueBy", assistance.dueBy)
            case .supervise(let supervision): ("answerBy", supervision.answerBy)
            default: ("", nil)
            }
        if let value = time.value, value <= event.at { throw Problem(field: time.name, expected: "a time after `at`") }
    }

    private func checkNames(in body: ProgressBody) throws(Problem) {
        switch body {
        case .return(let back): try check([back.suggested], are: departments, "a department's id", in: "suggested")
        case .assist(let assistance):
            try check(assistance.departments, are: departments, "ids of departments", in: "departments")
        case .assign(let dispatch):
            try check([dispatch.to], are: departments, "a department's id", in: "to")
            try check(dispatch.supporting, are: departments, "ids of departments", in: "supporting")
        case .assignTo(let assignee):
            try check([assignee.community], are: district.communities.map(\.id), "a community's id", in: "community")
        case .reclassify(let new): try check([new.area], are: district.areas.map(\.id), "an area's id", in: "area")
        default: break
        }
    }

    private var departments: [String] { district.departments.map(\.id) }

    private func check(
        _ ids: [String?], are known: [String], _ what: String, in field: String
    ) throws(Problem) {
        guard ids.allSatisfy({ $0.map(known.contains) ?? true }) else {
            throw Problem(field: field, expected: "\(what) of the district file: \(known.joined(separator: ", "))")
        }
    }
}

extension ProgressChecks.Problem: CustomStringConvertible {
    package var description: String { "\(field): expected \(expected)" }
}
