/// Working memory for making sketches, one a lane, used again from report to report.
package struct SketchScratch: Sendable {
    var text = FoldedText()
    var matches: [WordMatch] = []
    var seen = SeenShingles()
    var wording: [UInt32] = []
    var signs: [UInt32] = []

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
        takeSamples(&scratch)
    }

    private mutating func noteConcepts(_ text: Span<UInt8>, _ matches: inout [WordMatch]) {
        Concepts.standard.automaton.find(in: text, into: &matches)
        for match in matches { concepts.insert(match.payload) }
    }

    private mutating func cutPlaces(_ scalars: inout [UInt32]) {
        PlaceWords.cut(from: &scalars) { notePlace($0) }
    }

    private mutating func notePlace(_ key: UInt32) {
        guard placeCount < Self.placeLimit else { return }
        for index in 0..<placeCount where places[index] == key { return }
        fingerprint ^= mixed(UInt64(key))
        places[placeCount] = key
        placeCount += 1
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

    private mutating func takeSamples(_ scratch: inout SketchScratch) {
        let characters = CommonCharacters.standard
        scratch.seen.removeAll(expecting: 2 * scratch.text.scalars.count)
        scratch.wording.removeAll(keepingCapacity: true)
        scratch.signs.removeAll(keepingCapacity: true)
        Shingles.forEach(in: scratch.text.scalars) { hash, weight, isWord in
            let member = PrioritySample<34>.member(hash: hash, weight: weight)
            guard scratch.seen.insert(member) else { return }
            fingerprint ^= hash
            scratch.wording.append(member)
            if isWord && weight > 1 {
                scratch.signs.append(PrioritySample<28>.member(hash: hash, weight: Self.weightOfLatinWord))
            }
        } character: { scalar in
            isChinese = true
            let weight = UInt32(characters.weight(of: scalar))
            guard weight > 0 else { return }
            // The topmost bits tell characters from pairs: here in the hash, below among what was seen.
            let hash = mixed(1 << 63 | UInt64(scalar))
            let member = PrioritySample<28>.member(hash: hash, weight: weight)
            guard scratch.seen.insert(member | 1 << 31) else { return }
            fingerprint ^= hash
            scratch.signs.append(member)
        }
        wording = PrioritySample(of: &scratch.wording)
        signs = PrioritySample(of: &scratch.signs)
    }

    /// What a word in Latin letters that is not common weighs among single characters.
    private static let weightOfLatinWord: UInt32 = 3
}
