/// Binary search in ascending numbers, without branches that a processor could guess wrong.
extension [Int64] {
    /// How many elements are not greater than `value`.
    @inline(__always)
    func countNotAfter(_ value: Int64) -> Int {
        count(upTo: value, orEqual: true)
    }

    /// How many elements are less than `value`.
    @inline(__always)
    func countBefore(_ value: Int64) -> Int {
        count(upTo: value, orEqual: false)
    }

    @inline(__always)
    private func count(upTo value: Int64, orEqual: Bool) -> Int {
        let elements = span
        var base = 0
        var length = elements.count
        while length > 0 {
            let half = (length + 1) / 2
            // base + half - 1 < base + length ≤ count, so the element exists.
            let element = elements[unchecked: base + half - 1]
            base = (orEqual ? element <= value : element < value) ? base + half : base
            length -= half
        }
        return base
    }
}
