/// Under what a sketch is noted and looked for. Two reports on the same matter share at least one of these, or they have
/// hardly enough in common to be linked:
///
/// * in its community: concepts, place words, the signs with the greatest priorities, and the same of its wording;
/// * anywhere, for reports whose community is not known: names of places, and the same of its wording.
struct SketchKeys {
    /// How many keys a sketch has at most.
    static let limit = 32
    private static let conceptLimit = 8
    private static let placeLimit = 4
    private static let signLimit = 8
    private static let wordingLimit = 4

    private var keys = InlineArray<32, UInt64>(repeating: 0)
    private(set) var count = 0

    /// The key with this number, below `count`.
    subscript(index: Int) -> UInt64 { keys[index] }

    init(_ sketch: ReportSketch) {
        let wording = sketch.wording.leading(Self.wordingLimit)
        if sketch.community != 0 {
            let community = UInt64(sketch.community)
            sketch.concepts.forEach { if count < Self.conceptLimit { add(UInt32($0), of: .concept, in: community) } }
            for index in 0..<min(sketch.placeCount, Self.placeLimit) {
                add(sketch.places[index], of: .place, in: community)
            }
            for sign in sketch.signs.leading(Self.signLimit) { add(sign, of: .sign, in: community) }
            for shingle in wording { add(shingle, of: .wording, in: community) }
        }
        var names = 0
        for index in 0..<sketch.placeCount where names < Self.placeLimit {
            guard !PlaceKinds.names.isDisjoint(with: PlaceKinds(ofKey: sketch.places[index])) else { continue }
            names += 1
            add(sketch.places[index], of: .place, in: 0)
        }
        for shingle in wording { add(shingle, of: .wording, in: 0) }
    }

    /// What a key is made of.
    private enum Feature: UInt64 {
        case concept, place, sign, wording
    }

    private mutating func add(_ value: UInt32, of feature: Feature, in community: UInt64) {
        guard count < Self.limit else { return }
        keys[count] = mixed(mixed(community << 2 | feature.rawValue) ^ UInt64(value))
        count += 1
    }
}
