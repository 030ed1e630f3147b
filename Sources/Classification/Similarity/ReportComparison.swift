/// What two reports have in common, and where they contradict each other: what the rule in `Similarity` judges.
struct ReportComparison {
    /// What the wordings have in common, and the single signs.
    let wording: PrioritySample<34>.Overlap
    let signs: PrioritySample<28>.Overlap

    /// The weight of the concepts that both name, and of those that either does.
    let sharedConcepts: Double
    let allConcepts: Double
    /// The former as a share of the latter.
    var conceptShare: Double { sharedConcepts == 0 ? 0 : sharedConcepts / allConcepts }
    /// Whether both name concepts, but none in common.
    let namesOtherConcepts: Bool

    let places: PlaceComparison
    /// Whether one is in Chinese and the other is not, so that they can have hardly any words in common.
    let isAcrossLanguages: Bool

    init(_ left: ReportSketch, _ right: ReportSketch) {
        let table = Concepts.standard
        let common = left.concepts.intersection(right.concepts)
        sharedConcepts = table.weight(of: common)
        allConcepts = table.weight(of: left.concepts) + table.weight(of: right.concepts) - sharedConcepts
        namesOtherConcepts = common.isEmpty && !left.concepts.isEmpty && !right.concepts.isEmpty
        places = PlaceComparison(left, right)
        isAcrossLanguages = left.isChinese != right.isChinese
        wording = left.wording.overlap(with: right.wording)
        signs = left.signs.overlap(with: right.signs)
    }
}

/// What two reports say of places.
struct PlaceComparison {
    /// How many names of places are in both, as a share of those in the report that has fewer.
    let nameShare: Double
    let sharedNames: Int
    /// Whether both bear the number of one building, group or door, and no name contradicts it.
    let sharesNumber: Bool
    /// Whether both name places, and none in common. A name in Latin letters is not compared with Chinese ones.
    let isElsewhere: Bool
    /// Whether they name different compounds or villages.
    let namesOtherCompound: Bool
    /// Whether they bear the numbers of different buildings or groups.
    let bearsOtherNumber: Bool

    init(_ left: ReportSketch, _ right: ReportSketch) {
        var (ofLeft, ofRight, both) = (PlaceTally(), PlaceTally(), PlaceTally())
        for index in 0..<left.placeCount { ofLeft.add(left.places[index]) }
        for index in 0..<right.placeCount { ofRight.add(right.places[index]) }
        var (index, other) = (0, 0)
        while index < left.placeCount, other < right.placeCount {
            let (key, otherKey) = (left.places[index], right.places[other])
            if key == otherKey { both.add(key) }
            if key <= otherKey { index += 1 }
            if otherKey <= key { other += 1 }
        }
        let contradiction = ofLeft.kinds.intersection(ofRight.kinds).subtracting(both.kinds)
        sharedNames = both.names
        nameShare = both.names == 0 ? 0 : Double(both.names) / Double(min(ofLeft.names, ofRight.names))
        sharesNumber = !both.kinds.isDisjoint(with: .numbers) && contradiction.isDisjoint(with: .chineseNames)
        isElsewhere = both.kinds.isEmpty && ofLeft.kinds.mayName(asOneOf: ofRight.kinds)
        namesOtherCompound = !contradiction.isDisjoint(with: [.compound, .village])
        bearsOtherNumber = !contradiction.isDisjoint(with: [.building, .group])
    }
}

/// How many names of places there are, and of which kinds all place words are.
private struct PlaceTally {
    var kinds: PlaceKinds = []
    var names = 0

    mutating func add(_ key: UInt32) {
        let kind = PlaceKinds(ofKey: key)
        kinds.formUnion(kind)
        if !PlaceKinds.names.isDisjoint(with: kind) { names += 1 }
    }
}

extension PlaceKinds {
    /// Whether both hold names in one script.
    fileprivate func mayName(asOneOf other: PlaceKinds) -> Bool {
        [PlaceKinds.chineseNames, .latinNames].contains { script in
            !isDisjoint(with: script) && !other.isDisjoint(with: script)
        }
    }
}
