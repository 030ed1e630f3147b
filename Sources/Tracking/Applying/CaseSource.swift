package import Hotline
package import Store

/// What applying has to ask the store: what is not in memory.
package protocol CaseSource {
    /// The cases of these numbers, as far as there are any.
    func knownCases(_ numbers: Set<CaseNumber>) throws(StoreError) -> [KnownCase]
    /// What is known of events.
    func knownBodies(_ identities: Set<EventIdentity>) throws(StoreError) -> [EventIdentity: String]
    /// Those of these ids of rungs that were told.
    func toldRungs(_ ids: [String]) throws(StoreError) -> Set<String>
}

/// A case with what is kept of its report.
package struct KnownCase: Sendable {
    /// The case.
    package var state: Case
    /// `BodyHash.hex` of its report; nil where the report is not known, as after a rebuild.
    package var reportHash: String?
    /// The report as received; nil where it is not known, or was purged.
    package var reportJSON: [UInt8]?

    package init(_ state: Case, reportHash: String? = nil, reportJSON: [UInt8]? = nil) {
        self.state = state
        self.reportHash = reportHash
        self.reportJSON = reportJSON
    }
}

extension Store: CaseSource {
    package func knownCases(_ numbers: Set<CaseNumber>) throws(StoreError) -> [KnownCase] {
        try cases(numbers).values.map {
            KnownCase($0.case, reportHash: $0.reportHash, reportJSON: $0.reportJSON)
        }
    }

    package func knownBodies(_ identities: Set<EventIdentity>) throws(StoreError) -> [EventIdentity: String] {
        try knownEvents(identities).mapValues(\.body)
    }

    package func toldRungs(_ ids: [String]) throws(StoreError) -> Set<String> {
        try told(ids)
    }
}
