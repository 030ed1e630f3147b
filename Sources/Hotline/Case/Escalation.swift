package import WorkTime

/// A rung that is told: the value of a record on `escalations`.
package struct Escalation: Sendable, Hashable {
    /// What is running out, and whom it tells.
    package let rung: Rung
    /// Who bears that level of the ladder; nil where the district names nobody.
    package let contact: String?
    /// The community's id, if the case says where it is.
    package let community: String?
    /// The street's id.
    package let street: String?
    /// The area's id.
    package let area: String
    package let kind: ReportKind
    package let urgency: Urgency
    /// Where the case stands.
    package let state: CaseState
    /// When it was told.
    package let toldAt: Instant

    /// - Parameter state: the case as it stands when it is told.
    package init(_ rung: Rung, of state: Case, contact: String?, toldAt: Instant) {
        self.rung = rung
        self.contact = contact
        community = state.subject.community
        street = state.subject.street
        area = state.subject.area
        kind = state.subject.kind
        urgency = state.subject.urgency
        self.state = state.state
        self.toldAt = toldAt
    }
}
