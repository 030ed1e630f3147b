extension ReportSketch {
    /// The version of what is read from a report and how it is written; a sketch of another version must be made anew.
    static let version: UInt8 = 1

    /// The sketch for a store: at most 243 bytes, the same for equal sketches.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = [
            Self.version, UInt8(placeCount), UInt8(sampleCount) | (leastPriority > 0 ? 0x80 : 0),
        ]
        func append(_ value: UInt64, _ width: Int) {
            for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
        }
        append(UInt64(community), 4)
        append(UInt64(area), 4)
        append(concepts.low, 8)
        append(concepts.high, 8)
        append(fingerprint, 8)
        for index in 0..<placeCount { append(UInt64(places[index]), 4) }
        for index in 0..<sampleCount { append(UInt64(sample[index]), 3) }
        return bytes
    }

    /// Reads what `bytes` wrote; nil if it is of another version or no sketch.
    package init?(bytes: Span<UInt8>) {
        guard bytes.count >= 35, bytes[0] == Self.version else { return nil }
        self.init()
        placeCount = Int(bytes[1])
        sampleCount = Int(bytes[2] & 0x7F)
        guard placeCount <= Self.placeLimit, sampleCount <= Self.sampleSize,
            bytes.count == 35 + 4 * placeCount + 3 * sampleCount
        else { return nil }
        var position = 3
        func next(_ width: Int) -> UInt64 {
            defer { position += width }
            return (0..<width).reduce(0) { $0 | UInt64(bytes[position + $1]) << UInt64(8 * $1) }
        }
        community = UInt32(next(4))
        area = UInt32(next(4))
        concepts = ConceptSet(low: next(8), high: next(8))
        fingerprint = next(8)
        for index in 0..<placeCount { places[index] = UInt32(next(4)) }
        for index in 0..<sampleCount { sample[index] = UInt32(next(3)) }
        if bytes[2] & 0x80 != 0 {
            leastPriority = (0..<sampleCount).map { Self.priority(of: sample[$0]) }.min() ?? 0
        }
        guard isAscending else { return nil }
    }

    private var isAscending: Bool {
        (1..<max(1, placeCount)).allSatisfy { places[$0 - 1] < places[$0] }
            && (1..<max(1, sampleCount)).allSatisfy { sample[$0 - 1] < sample[$0] }
    }
}
