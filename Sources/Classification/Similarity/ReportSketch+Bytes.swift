extension ReportSketch {
    /// The version of what is read from a report and how it is written; a sketch of another version must be made anew.
    static let version: UInt8 = 1

    /// The sketch for a store: at most 254 bytes, the same for equal sketches.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = [
            Self.version, UInt8(placeCount) | (isChinese ? 0x80 : 0),
            UInt8(wording.count) | (wording.leastPriority > 0 ? 0x80 : 0),
            UInt8(signs.count) | (signs.leastPriority > 0 ? 0x80 : 0),
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
        for index in 0..<wording.count { append(UInt64(wording.members[index]), 3) }
        for index in 0..<signs.count { append(UInt64(signs.members[index]), 3) }
        return bytes
    }

    /// Reads what `bytes` wrote; nil if it is of another version or no sketch.
    package init?(bytes: Span<UInt8>) {
        guard bytes.count >= 36, bytes[0] == Self.version else { return nil }
        let places = Int(bytes[1] & 0x7F)
        let (wordingCount, signCount) = (Int(bytes[2] & 0x7F), Int(bytes[3] & 0x7F))
        guard places <= Self.placeLimit, bytes.count == 36 + 4 * places + 3 * (wordingCount + signCount)
        else { return nil }
        var position = 4
        func next(_ width: Int) -> UInt64 {
            defer { position += width }
            return (0..<width).reduce(0) { $0 | UInt64(bytes[position + $1]) << UInt64(8 * $1) }
        }
        self.init()
        placeCount = places
        isChinese = bytes[1] & 0x80 != 0
        community = UInt32(next(4))
        area = UInt32(next(4))
        concepts = ConceptSet(low: next(8), high: next(8))
        fingerprint = next(8)
        for index in 0..<placeCount { self.places[index] = UInt32(next(4)) }
        guard (1..<max(1, placeCount)).allSatisfy({ self.places[$0 - 1] < self.places[$0] }) else { return nil }
        let wordingMembers = (0..<wordingCount).map { _ in UInt32(next(3)) }
        let signMembers = (0..<signCount).map { _ in UInt32(next(3)) }
        guard let wording = PrioritySample<34>(stored: wordingMembers, isWhole: bytes[2] & 0x80 == 0),
            let signs = PrioritySample<28>(stored: signMembers, isWhole: bytes[3] & 0x80 == 0)
        else { return nil }
        self.wording = wording
        self.signs = signs
    }
}
