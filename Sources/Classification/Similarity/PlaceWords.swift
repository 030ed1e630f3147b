/// What in a report's words tells one place from another: names that end like names of places (人民路, 汉江梦小区, Renmin
/// Road) and numbers of buildings, groups and doors (3栋, 12号楼, building 3).
///
/// No list of names is needed: a name is known by its ending, and stands for itself by the two characters before it,
/// wherever it begins. So a name is recognised in all its contexts, and a longer one differs from a shorter one.
enum PlaceWords {
    /// Cuts the place words out of a folded text, zeros for scalars, and calls `body` with the key of each, in the order
    /// in which they stand in it.
    @inline(__always)
    static func cut(from scalars: inout [UInt32], _ body: (UInt32) -> Void) {
        let endings = PlaceEndings.standard
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if isHan(scalar) {
                if let (kind, length) = endings.ending(in: scalars, at: index) {
                    if let key = name(kind, endingAt: index, in: scalars, endings) {
                        body(key)
                        erase(index - 2..<index + length, in: &scalars)
                    }
                    index += length
                    continue
                }
                if let number = number(in: scalars, from: index) {
                    if let kind = counted(in: scalars, at: number.end) {
                        body(kind.key(emptyHash &+ number.value))
                        erase(index..<number.end + 1, in: &scalars)
                    }
                    index = number.end
                    continue
                }
                index += 1
            } else if scalar != 0 {
                index = latin(in: &scalars, from: index, endings, body)
            } else {
                index += 1
            }
        }
    }

    private static func erase(_ range: Range<Int>, in scalars: inout [UInt32]) {
        for index in range { scalars[index] = 0 }
    }

    /// A Chinese name, by the two characters before its ending.
    @inline(__always)
    private static func name(
        _ kind: PlaceKinds, endingAt end: Int, in scalars: [UInt32], _ endings: PlaceEndings
    ) -> UInt32? {
        guard end >= 2, isNamePart(scalars[end - 1]), isNamePart(scalars[end - 2]),
            !endings.isGeneric(scalars[end - 2], scalars[end - 1], scalars[end])
        else { return nil }
        return kind.key(mixed(mixed(emptyHash, with: scalars[end - 2]), with: scalars[end - 1]))
    }

    /// Whether a scalar can be part of a name: Chinese or a Latin letter, no digit.
    @inline(__always)
    private static func isNamePart(_ scalar: UInt32) -> Bool {
        isHan(scalar) || scalar > 0x39
    }

    /// A word in Latin letters or a number, with what stands behind it.
    @inline(__always)
    private static func latin(
        in scalars: inout [UInt32], from start: Int, _ endings: PlaceEndings, _ body: (UInt32) -> Void
    ) -> Int {
        let (word, end, value) = word(in: scalars, from: start)
        if let value, end < scalars.count, let kind = counted(in: scalars, at: end) {
            body(kind.key(emptyHash &+ value))
            erase(start..<end + 1, in: &scalars)
            return end
        }
        // The next word, over one blank.
        guard end + 1 < scalars.count, scalars[end] == 0, scalars[end + 1] != 0, !isHan(scalars[end + 1]) else {
            return end
        }
        let next = Self.word(in: scalars, from: end + 1)
        if let kind = endings.kind(ofWord: next.hash), value == nil, !endings.isGeneric(word: word) {
            body(kind.key(word))
            erase(start..<next.end, in: &scalars)
            return next.end
        } else if let number = next.value, let kind = endings.kind(beforeNumber: word) {
            body(kind.key(emptyHash &+ number))
            erase(start..<next.end, in: &scalars)
            return next.end
        }
        return end
    }

    /// The word that begins at `start`: its hash, its end, and its value if it is all digits.
    @inline(__always)
    private static func word(in scalars: [UInt32], from start: Int) -> (hash: UInt64, end: Int, value: UInt64?) {
        var hash = emptyHash
        var end = start
        var value: UInt64? = 0
        while end < scalars.count, scalars[end] != 0, !isHan(scalars[end]) {
            hash = mixed(hash, with: scalars[end])
            let digit = scalars[end] &- 0x30
            value = digit < 10 && end - start < 6 ? value.map { $0 * 10 + UInt64(digit) } : nil
            end += 1
        }
        return (hash, end, value)
    }

    /// A number below a hundred in Chinese characters: 三, 十二, 二十, 三十五.
    @inline(__always)
    private static func number(in scalars: [UInt32], from start: Int) -> (value: UInt64, end: Int)? {
        guard var value = digit(scalars[start]) else { return nil }
        var end = start + 1
        if value < 10, end < scalars.count, scalars[end] == 0x5341 {
            value *= 10
            end += 1
        }
        if value >= 10, value % 10 == 0, end < scalars.count, let ones = digit(scalars[end]), ones < 10 {
            value += ones
            end += 1
        }
        return (value, end)
    }

    @inline(__always)
    private static func digit(_ scalar: UInt32) -> UInt64? {
        switch scalar {
        case 0x4E00: 1  // 一
        case 0x4E8C: 2  // 二
        case 0x4E09: 3  // 三
        case 0x56DB: 4  // 四
        case 0x4E94: 5  // 五
        case 0x516D: 6  // 六
        case 0x4E03: 7  // 七
        case 0x516B: 8  // 八
        case 0x4E5D: 9  // 九
        case 0x5341: 10  // 十
        default: nil
        }
    }

    /// What a number counts by the character behind it.
    @inline(__always)
    private static func counted(in scalars: [UInt32], at index: Int) -> PlaceKinds? {
        guard index < scalars.count else { return nil }
        let next = index + 1 < scalars.count ? scalars[index + 1] : 0
        switch scalars[index] {
        case 0x680B, 0x5E62: return .building  // 栋, 幢
        case 0x53F7: return next == 0x697C ? .building : .door  // 号楼; 号
        case 0x7EC4 where next != 0x7EC7, 0x961F: return .group  // 组 (not 组织), 队
        default: return nil
        }
    }
}
