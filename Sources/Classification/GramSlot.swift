/// The three sums of grams that a report's score is made of.
enum GramBlock: Int, CaseIterable {
    case title
    case text
    /// The grams of the title, and of each sentence of the text, in which an area's words stand: once for each such area,
    /// so that what is said about the words counts (`污水` with `厂` is not `污水` with `小区`).
    case context
}

/// Where the weights of a gram stand: a slot, a number below `1 << bits`.
enum GramSlot {
    /// 2^18: grams that training keeps are some 70,000.
    static let bits: UInt32 = 18
    static let count = 1 << Int(bits)

    static let title: UInt32 = 0x9E37_79B1
    static let text: UInt32 = 0x3C6E_F362
    private static let titleContext: UInt32 = 0xDAA6_6D13
    private static let textContext: UInt32 = 0x78DD_E6C4
    private static let areaStep: UInt32 = 0x1715_609D

    /// - Parameter area: the one whose words stand beside the gram, in the model.
    static func titleContext(_ area: Int) -> UInt32 { titleContext &+ UInt32(truncatingIfNeeded: area) &* areaStep }
    static func textContext(_ area: Int) -> UInt32 { textContext &+ UInt32(truncatingIfNeeded: area) &* areaStep }

    /// The slot of a gram by its sum (``Grams``) and by the kind of place it stands in.
    @inline(__always)
    static func of(_ sum: UInt32, in place: UInt32) -> UInt32 {
        ((sum &+ place) &* 0x2C1B_3C6D) &>> (32 - bits)
    }
}
