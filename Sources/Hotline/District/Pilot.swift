/// A community's part in the co-creation pilot (共同缔造试点).
package struct Pilot: Hashable, Sendable {
    /// Who leads it on the spot.
    package let leader: String
    /// The id of the sponsoring department (包保单位): it supports every case from the pilot.
    package let sponsor: String?
    /// Who works in it.
    package let team: [String]
    /// What was agreed to be done.
    package let plan: String

    package init(leader: String, sponsor: String? = nil, team: [String] = [], plan: String) {
        self.leader = leader
        self.sponsor = sponsor
        self.team = team
        self.plan = plan
    }
}
