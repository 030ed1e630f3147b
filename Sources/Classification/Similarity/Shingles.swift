/// The parts of which two texts can have some in common: each two neighbouring Chinese characters, and each word in
/// Latin letters or digits, with a weight from 1 (all reports say so) to 8 (rare).
enum Shingles {
    /// Calls `body` with each shingle's hash and weight, repeats included.
    @inline(__always)
    static func forEach(in scalars: [UInt32], _ body: (_ hash: UInt64, _ weight: UInt32) -> Void) {
        let common = CommonShingles.standard
        var previous: UInt32 = 0
        var word = emptyHash
        var wordLength = 0
        for scalar in scalars {
            if isHan(scalar) {
                if wordLength > 0 { report(word, wordLength, common, body) }
                wordLength = 0
                if previous != 0 {
                    let hash = mixed(UInt64(previous) << 32 | UInt64(scalar))
                    body(hash, common.weight(of: hash))
                }
                previous = scalar
            } else if scalar == 0 {
                if wordLength > 0 { report(word, wordLength, common, body) }
                wordLength = 0
                previous = 0
            } else {
                if wordLength == 0 { word = emptyHash }
                word = mixed(word, with: scalar)
                wordLength += 1
                previous = 0
            }
        }
        if wordLength > 0 { report(word, wordLength, common, body) }
    }

    @inline(__always)
    private static func report(
        _ word: UInt64, _ length: Int, _ common: CommonShingles, _ body: (UInt64, UInt32) -> Void
    ) {
        guard length > 1 else { return }
        let hash = mixed(word)
        body(hash, common.weight(of: hash))
    }
}
