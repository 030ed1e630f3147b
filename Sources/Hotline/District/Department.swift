/// Who takes tasks and answers for them.
package struct Department: Hashable, Sendable {
    /// What sort of body a department is.
    package enum Kind: String, CaseIterable, Sendable {
        /// 局, 办: a bureau or office of the district.
        case bureau
        /// 街道: a subdistrict office.
        case street
        /// 社区: a residents' committee.
        case community
        /// The hotline's triage desk: there is exactly one, and what no rule places goes to it.
        case desk
    }

    package let id: String
    package let name: BilingualName
    package let kind: Kind

    package init(id: String, name: BilingualName, kind: Kind) {
        self.id = id
        self.name = name
        self.kind = kind
    }
}
