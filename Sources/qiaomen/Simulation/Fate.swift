import Classification
package import Hotline

/// Chance in the life of one case: what is drawn depends on the seed, the case and what it is drawn for, and on nothing
/// else. So whoever asks, whenever and how often, gets the same answer, and a life needs no memory of its dice.
package struct Fate: Sendable {
    private let root: UInt64

    /// - Parameter seed: the same number gives the same lives.
    package init(seed: UInt64, _ number: CaseNumber) {
        var random = SplitMix(seed: seed ^ number.value &* 0x9E37_79B9_7F4A_7C15)
        root = random.next()
    }

    /// A number from 0 up to 1.
    func share(_ purpose: String) -> Double {
        // FNV-1a, 64 bits.
        let hash = purpose.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        var random = SplitMix(seed: root ^ hash)
        return Double(random.next() >> 11) / Double(1 << 53)
    }

    /// Whether something happens that does so in this share of all lives.
    func happens(_ chance: Double, _ purpose: String) -> Bool { share(purpose) < chance }

    /// A whole number of a range.
    func number(_ range: ClosedRange<Int>, _ purpose: String) -> Int {
        range.lowerBound + Int(share(purpose) * Double(range.count))
    }

    /// A number of a range.
    func number(_ range: ClosedRange<Double>, _ purpose: String) -> Double {
        range.lowerBound + share(purpose) * (range.upperBound - range.lowerBound)
    }

    /// One of several; nil if there is none.
    func pick<Item>(_ items: [Item], _ purpose: String) -> Item? {
        items.isEmpty ? nil : items[number(0...items.count - 1, purpose)]
    }

    /// How often something happens that may happen again and again.
    ///
    /// - Parameter shares: of all lives, in which it happens at least once, at least twice …
    func count(_ shares: [Double], _ purpose: String) -> Int {
        let drawn = share(purpose)
        return shares.prefix { drawn < $0 }.count
    }
}
