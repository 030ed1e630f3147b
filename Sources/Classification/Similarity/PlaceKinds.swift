/// Kinds of place words. Two reports can only contradict each other within one kind.
struct PlaceKinds: OptionSet, Sendable {
    let rawValue: UInt16

    static let compound = PlaceKinds(rawValue: 1 << 0)
    static let road = PlaceKinds(rawValue: 1 << 1)
    static let village = PlaceKinds(rawValue: 1 << 2)
    static let institution = PlaceKinds(rawValue: 1 << 3)
    static let building = PlaceKinds(rawValue: 1 << 4)
    static let group = PlaceKinds(rawValue: 1 << 5)
    static let door = PlaceKinds(rawValue: 1 << 6)
    /// Names in Latin letters, which cannot contradict those in Chinese.
    static let latinCompound = PlaceKinds(rawValue: 1 << 7)
    static let latinRoad = PlaceKinds(rawValue: 1 << 8)
    static let latinVillage = PlaceKinds(rawValue: 1 << 9)
    static let latinInstitution = PlaceKinds(rawValue: 1 << 10)

    static let chineseNames: PlaceKinds = [.compound, .road, .village, .institution]
    static let latinNames: PlaceKinds = [.latinCompound, .latinRoad, .latinVillage, .latinInstitution]
    static let names = chineseNames.union(latinNames)
    static let numbers: PlaceKinds = [.building, .group, .door]

    /// A place word as it is stored: a hash, the kind's bit in the lowest four bits. The kind must be a single one.
    func key(_ hash: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: mixed(hash) >> 32) & ~15 | UInt32(rawValue.trailingZeroBitCount)
    }

    init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The kind of a stored place word.
    init(ofKey key: UInt32) {
        self.init(rawValue: 1 << UInt16(key & 15))
    }
}
