/// Under what a sketch is noted and looked for: two reports on the same matter share at least one of these, or there
/// would be too little in common to link them.
///
/// * in its community: each concept, each place word, and the shingles with the greatest priorities;
/// * anywhere, for reports whose community is not known: each name of a place, and the same shingles.
struct SketchKeys {
    /// How many keys a sketch has at most.
    static let limit = 24
    private static let conceptLimit = 8
    private static let placeLimit = 4
    private static let shingleLimit = 4

    private var keys = InlineArray<24, UInt64>(repeating: 0)
    private(set) var count = 0

    subscript(index: Int) -> UInt64 { keys[index] }

    init(_ sketch: ReportSketch) {
        let shingles = Self.leading(of: sketch)
        if sketch.community != 0 {
            let community = mixed(UInt64(sketch.community))
            var concepts = 0
            sketch.concepts.forEach { concept in
                guard concepts < Self.conceptLimit else { return }
                concepts += 1
                add(community ^ 1, UInt32(concept))
            }
            for index in 0..<min(sketch.placeCount, Self.placeLimit) { add(community ^ 2, sketch.places[index]) }
            for shingle in shingles { add(community ^ 3, shingle) }
        }
        var names = 0
        for index in 0..<sketch.placeCount where names < Self.placeLimit {
            guard !PlaceKinds.names.isDisjoint(with: PlaceKinds(ofKey: sketch.places[index])) else { continue }
            names += 1
            add(4, sketch.places[index])
        }
        for shingle in shingles { add(5, shingle) }
    }

    private mutating func add(_ scope: UInt64, _ value: UInt32) {
        guard count < Self.limit else { return }
        keys[count] = mixed(scope &+ UInt64(value) << 32)
        count += 1
    }

    /// The shingles with the greatest priorities, the same in texts that have all of them.
    private static func leading(of sketch: ReportSketch) -> [UInt32] {
        let sample = (0..<sketch.sampleCount).map { sketch.sample[$0] }
        return Array(sample.sorted { ReportSketch.priority(of: $0) > ReportSketch.priority(of: $1) }.prefix(shingleLimit))
    }
}
