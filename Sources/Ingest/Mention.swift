/// A place's name somewhere in a report.
struct Mention: Hashable, Sendable {
    /// Which part of a report names it.
    enum Source: Sendable {
        /// The field `community`.
        case community
        case address, title, text
    }

    /// The gazetteer's number for the place.
    let place: Int
    let source: Source
    /// The name's length in bytes.
    let length: Int
    /// Whether it only tells where the reporter lives ("我是白湾社区居民"), which need not be where the problem is.
    let tellsHome: Bool
}

extension Mention {
    /// What stands before the name of a reporter's home.
    private static let before: [StaticString] = [
        "我是", "我住", "家住", "住在", "居住于", "live in ", "lives in ", "living in ", "resident of ", "residents of ",
    ]
    /// What stands after it.
    private static let after: [StaticString] = [
        "居民", "的居民", "村民", "的村民", "业主", "的业主", "業主", "的業主", "住户", "的住户", "住戶", "的住戶",
        " resident",
    ]

    /// Whether the words around `range` say that it is the reporter's home.
    static func tellsHome(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
        for word in before {
            let start = range.lowerBound - word.utf8CodeUnitCount
            if start >= 0, stands(word, at: start, in: text) { return true }
        }
        for word in after where range.upperBound + word.utf8CodeUnitCount <= text.count {
            if stands(word, at: range.upperBound, in: text) { return true }
        }
        return false
    }

    private static func stands(_ word: StaticString, at start: Int, in text: Span<UInt8>) -> Bool {
        word.withUTF8Buffer { bytes in
            for index in bytes.indices where bytes[index] != text[start + index] { return false }
            return true
        }
    }
}
