/// A set of concepts, by their numbers from 0 to 127.
struct ConceptSet: Hashable, Sendable {
    var low: UInt64 = 0
    var high: UInt64 = 0

    var isEmpty: Bool { low | high == 0 }

    mutating func insert(_ concept: Int) {
        if concept < 64 { low |= 1 << UInt64(concept) } else { high |= 1 << UInt64(concept & 63) }
    }

    func intersection(_ other: ConceptSet) -> ConceptSet {
        ConceptSet(low: low & other.low, high: high & other.high)
    }

    /// Calls `body` with each concept, ascending.
    @inline(__always)
    func forEach(_ body: (Int) -> Void) {
        for (bits, first) in [(low, 0), (high, 64)] {
            var rest = bits
            while rest != 0 {
                body(first + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }
}
