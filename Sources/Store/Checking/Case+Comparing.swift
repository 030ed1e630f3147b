import Hotline

extension Case {
    /// The names of the parts in which two cases differ.
    func parts(otherThanIn other: Case) -> [String] {
        Self.parts.filter { !$0.isSame(self, other) }.map(\.name)
    }

    private struct Part {
        let name: String
        let isSame: (Case, Case) -> Bool

        init(_ name: String, _ value: @escaping (Case) -> some Equatable) {
            self.name = name
            isSame = { value($0) == value($1) }
        }
    }

    private static var parts: [Part] {
        [
            Part("subject") { $0.subject }, Part("terms") { $0.terms }, Part("state") { $0.state },
            Part("suspension") { $0.suspension }, Part("residentClock") { $0.residentClock },
            Part("rounds") { $0.rounds }, Part("requests") { $0.requests },
            Part("grantedReturns") { $0.grantedReturns }, Part("redos") { $0.redos },
            Part("supporting") { $0.supporting }, Part("callers") { $0.callers },
            Part("mergedInto") { $0.mergedInto }, Part("resolves") { $0.resolves }, Part("closesAt") { $0.closingDue },
            Part("closing") { $0.closing }, Part("supervisions") { $0.supervisions },
            Part("exclusion") { $0.exclusion }, Part("urges") { $0.urges }, Part("history") { $0.history },
            Part("memory") { $0.memory },
        ]
    }
}
