/// The parts of which two texts can have some in common, with weights from 1 (all reports say so) to 8 (rare).
enum Shingles {
    /// Calls `wording` with each two neighbouring Chinese characters and each word in Latin letters or digits, and
    /// `character` with each Chinese character; repeats included.
    @inline(__always)
    static func forEach(
        in scalars: [UInt32], wording: (_ hash: UInt64, _ weight: UInt32, _ isWord: Bool) -> Void,
        character: (UInt32) -> Void
    ) {
        let common = CommonShingles.standard
        var previous: UInt32 = 0
        var word = emptyHash
        var length = 0
        func endWord() {
            if length > 1 {
                let hash = mixed(word)
                wording(hash, common.weight(of: hash), true)
            }
            word = emptyHash
            length = 0
        }
        for scalar in scalars {
            if isHan(scalar) {
                endWord()
                character(scalar)
                if previous != 0 {
                    let hash = mixed(UInt64(previous) << 32 | UInt64(scalar))
                    wording(hash, common.weight(of: hash), false)
                }
                previous = scalar
            } else {
                if scalar == 0 {
                    endWord()
                } else {
                    word = mixed(word, with: scalar)
                    length += 1
                }
                previous = 0
            }
        }
        endWord()
    }
}
