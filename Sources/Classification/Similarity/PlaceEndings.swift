/// The endings by which names of places are known.
struct PlaceEndings: Sendable {
    static let standard = PlaceEndings()

    /// Kinds by the ending's first and second scalar, of those with one scalar by 0 for the second.
    private let kinds: [UInt64: PlaceKinds]
    /// Words that begin like an ending and are none: 路灯.
    private let words: Set<UInt64>
    /// Which scalars can begin an ending, as bits by their lowest 12 bits.
    private var mayBegin = [UInt64](repeating: 0, count: 64)
    /// What stands before an ending and makes no name with it: by its last scalar, by both, and with the ending's first.
    private let generic: Set<UInt32>
    private let genericPairs: Set<UInt64>
    private let genericNames: Set<UInt64>
    /// Names although they end like none: 前进.
    private let names: Set<UInt64>
    /// The same for English, by words' hashes.
    private let kindOfWord: [UInt64: PlaceKinds]
    private let kindBeforeNumber: [UInt64: PlaceKinds]
    private let genericWords: Set<UInt64>

    private init() {
        var kinds: [UInt64: PlaceKinds] = [:]
        for (kind, endings) in Self.chinese {
            for ending in endings.split(separator: " ") {
                let scalars = Folding.standard.scalars(of: String(ending))
                guard let first = scalars.first else { continue }
                kinds[UInt64(first) << 32 | UInt64(scalars.count > 1 ? scalars[1] : 0)] = kind
                mayBegin[Int(first >> 6 & 63)] |= 1 << UInt64(first & 63)
            }
        }
        self.kinds = kinds
        func packed(_ list: String) -> Set<UInt64> {
            Set(
                list.split(separator: " ").map { word in
                    Folding.standard.scalars(of: String(word)).reduce(0) { $0 << 21 | UInt64($1) }
                })
        }
        words = packed(Self.wordList)
        genericPairs = packed(Self.genericPairList)
        genericNames = packed(Self.genericNameList)
        names = packed(Self.nameList)
        generic = Set(Folding.standard.scalars(of: Self.genericScalars))
        func table(_ words: [(PlaceKinds, String)]) -> [UInt64: PlaceKinds] {
            var table: [UInt64: PlaceKinds] = [:]
            for (kind, list) in words {
                for word in list.split(separator: " ") { table[Self.hash(of: word)] = kind }
            }
            return table
        }
        kindOfWord = table(Self.english)
        kindBeforeNumber = table(Self.englishBeforeNumbers)
        genericWords = Set(Self.genericWordList.split(separator: " ").map(Self.hash(of:)))
    }

    private static func hash(of word: Substring) -> UInt64 {
        word.unicodeScalars.reduce(emptyHash) { mixed($0, with: $1.value) }
    }

    /// The ending that begins at `index`; a longer one comes before a shorter one.
    @inline(__always)
    func ending(in scalars: [UInt32], at index: Int) -> (kind: PlaceKinds, length: Int)? {
        let first = scalars[index]
        guard mayBegin[Int(first >> 6 & 63)] >> UInt64(first & 63) & 1 == 1 else { return nil }
        let next = index + 1 < scalars.count ? scalars[index + 1] : 0
        if words.contains(UInt64(first) << 21 | UInt64(next)) { return nil }
        if next != 0, let kind = kinds[UInt64(first) << 32 | UInt64(next)] { return (kind, 2) }
        return kinds[UInt64(first) << 32].map { ($0, 1) }
    }

    /// Whether an ending (its first scalar) behind these two scalars makes no name: 这条路, 居民小区, 人民医院.
    @inline(__always)
    func isGeneric(_ first: UInt32, _ last: UInt32, _ ending: UInt32) -> Bool {
        let pair = UInt64(first) << 21 | UInt64(last)
        return genericPairs.contains(pair) || generic.contains(last) && !names.contains(pair)
            || genericNames.contains(pair << 21 | UInt64(ending))
    }

    /// What an English word says that the word before it is: Renmin *Road*.
    func kind(ofWord hash: UInt64) -> PlaceKinds? {
        kindOfWord[hash]
    }

    /// What an English word says that the number behind it is: *building* 3.
    func kind(beforeNumber hash: UInt64) -> PlaceKinds? {
        kindBeforeNumber[hash]
    }

    /// Whether an English word before an ending is no name: *the* road.
    func isGeneric(word hash: UInt64) -> Bool {
        genericWords.contains(hash)
    }
}
