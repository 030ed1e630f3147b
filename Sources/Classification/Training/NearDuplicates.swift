/// Groups texts that are nearly the same, so that they end up in one fold: a model must not be measured on what it has
/// learned by heart.
enum NearDuplicates {
    /// So many letters in a row make a shingle.
    private static let shingleLength = 6
    /// Two texts are nearly the same if the shorter one shares so much of its shingles with the other.
    private static let shared = 0.4

    /// For each text the first of its group.
    static func groups(_ texts: [String]) -> [Int] {
        let sets = texts.map(shingles)
        var having: [UInt64: [Int32]] = [:]
        var leader = Array(texts.indices)
        func first(_ index: Int) -> Int {
            var index = index
            while leader[index] != index { index = leader[index] }
            return index
        }
        var common = [Int32](repeating: 0, count: texts.count)
        for (index, set) in sets.enumerated() {
            var met: [Int32] = []
            for shingle in set {
                for other in having[shingle, default: []] {
                    if common[Int(other)] == 0 { met.append(other) }
                    common[Int(other)] += 1
                }
                having[shingle, default: []].append(Int32(index))
            }
            for other in met {
                let smaller = min(set.count, sets[Int(other)].count)
                if Double(common[Int(other)]) >= shared * Double(smaller) {
                    let (left, right) = (first(index), first(Int(other)))
                    leader[max(left, right)] = min(left, right)
                }
                common[Int(other)] = 0
            }
        }
        return texts.indices.map(first)
    }

    private static func shingles(of text: String) -> Set<UInt64> {
        let letters = Folding.standard.scalars(of: text).filter(isLetter)
        guard letters.count >= shingleLength else { return [hash(of: letters[...])] }
        return Set((0...letters.count - shingleLength).map { hash(of: letters[$0..<$0 + shingleLength]) })
    }

    private static func isLetter(_ scalar: UInt32) -> Bool {
        Unicode.Scalar(scalar)?.properties.isAlphabetic ?? false
    }

    private static func hash(of letters: ArraySlice<UInt32>) -> UInt64 {
        letters.reduce(emptyHash) { mixed($0, with: $1) }
    }
}
