/// 2^64 by the golden ratio, odd.
let goldenGamma: UInt64 = 0x9E37_79B9_7F4A_7C15

/// Spreads a number over all 64 bits (SplitMix64's step): the same on every machine and in every run, which
/// Swift's own hashes are not, and so fit to be stored.
@inline(__always)
func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value &+ goldenGamma
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
}

/// Takes one more number into a running hash, in order.
@inline(__always)
func mixed(_ hash: UInt64, with value: UInt32) -> UInt64 {
    (hash ^ UInt64(value)) &* 0x0000_0100_0000_01B3
}

/// The hash of nothing yet.
let emptyHash: UInt64 = 0xCBF2_9CE4_8422_2325

/// 32 bits that stand for an id; 0 is kept for "none".
func identity(of id: String) -> UInt32 {
    let hash = id.utf8.reduce(emptyHash) { mixed($0, with: UInt32($1)) }
    return max(1, UInt32(truncatingIfNeeded: mixed(hash) >> 32))
}
