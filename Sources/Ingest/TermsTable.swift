import Hotline

/// What cases are measured by, found once for each combination that occurs and then only looked up.
struct TermsTable: Sendable {
    private struct Subject: Hashable {
        let area: String
        let kind: ReportKind
        let urgency: Urgency
    }

    let policy: CasePolicy
    /// Areas, kinds and urgencies are the district's and ours: their number is bounded.
    private var known: [Subject: (CaseTerms, [UInt8])] = [:]

    init(_ policy: CasePolicy) {
        self.policy = policy
    }

    /// The terms of a case, and how its task says so.
    mutating func terms(of assignment: Assignment) -> (CaseTerms, [UInt8]) {
        let subject = Subject(area: assignment.area, kind: assignment.kind, urgency: assignment.urgency)
        if let found = known[subject] { return found }
        let terms = policy.terms(area: subject.area, kind: subject.kind, urgency: subject.urgency)
        let found = (terms, terms.taskMembers)
        known[subject] = found
        return found
    }
}
