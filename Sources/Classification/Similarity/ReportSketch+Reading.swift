/// Working memory for making sketches, one a lane, used again from report to report.
package struct SketchScratch: Sendable {
    var text = FoldedText()
    var matches: [WordMatch] = []
    var seen = SeenShingles()
    var shingles: [UInt32] = []

    package init() {}
}

extension ReportSketch {
    /// Sketches a report. All texts are UTF-8.
    ///
    /// - Parameters:
    ///   - address: where it says that its problem is; read for place words only.
    ///   - community: the id of the community that it was placed in, if any.
    ///   - area: the id of the area that it was classified into; nil if that is not sure.
    package init(
        title: Span<UInt8>?, text: Span<UInt8>, address: Span<UInt8>?, community: String?, area: String?,
        scratch: inout SketchScratch
    ) {
        self.init()
        self.community = community.map(identity(of:)) ?? 0
        self.area = area.map(identity(of:)) ?? 0
        scratch.text.removeAll()
        if let address { scratch.text.append(address) }
        cutPlaces(&scratch.text.scalars)
        scratch.text.removeAll()
        if let title {
            scratch.text.append(title)
            noteConcepts(title, &scratch.matches)
        }
        scratch.text.append(text)
        noteConcepts(text, &scratch.matches)
        cutPlaces(&scratch.text.scalars)
        sortPlaces()
        takeSample(&scratch)
    }

    private mutating func noteConcepts(_ text: Span<UInt8>, _ matches: inout [WordMatch]) {
        Concepts.standard.automaton.find(in: text, into: &matches)
        for match in matches { concepts.insert(match.payload) }
    }

    private mutating func cutPlaces(_ scalars: inout [UInt32]) {
        PlaceWords.cut(from: &scalars) { key in
            for index in 0..<placeCount where places[index] == key { return }
            fingerprint ^= mixed(UInt64(key))
            guard placeCount < Self.placeLimit else { return }
            places[placeCount] = key
            placeCount += 1
        }
    }

    private mutating func sortPlaces() {
        for end in 0..<placeCount {
            var index = end
            while index > 0, places[index - 1] > places[index] {
                places.swapAt(index - 1, index)
                index -= 1
            }
        }
    }

    private mutating func takeSample(_ scratch: inout SketchScratch) {
        scratch.seen.removeAll(expecting: scratch.text.scalars.count)
        scratch.shingles.removeAll(keepingCapacity: true)
        var priorities = InlineArray<56, Double>(repeating: 0)
        // The kept shingle with the least priority, known once the sample is full.
        var least = 0
        var isWhole = true
        Shingles.forEach(in: scratch.text.scalars) { hash, weight in
            let shingle = UInt32(truncatingIfNeeded: hash >> 40) & ~7 | (weight - 1)
            guard scratch.seen.insert(shingle) else { return }
            fingerprint ^= hash
            let priority = Self.priority(of: shingle)
            if scratch.shingles.count < Self.sampleSize {
                priorities[scratch.shingles.count] = priority
                if priority < priorities[least] { least = scratch.shingles.count }
                scratch.shingles.append(shingle)
                return
            }
            isWhole = false
            guard priority > priorities[least] else { return }
            scratch.shingles[least] = shingle
            priorities[least] = priority
            for index in 0..<Self.sampleSize where priorities[index] < priorities[least] { least = index }
        }
        scratch.shingles.sort()
        sampleCount = scratch.shingles.count
        for index in 0..<sampleCount { sample[index] = scratch.shingles[index] }
        if !isWhole { leastPriority = priorities[least] }
    }
}
