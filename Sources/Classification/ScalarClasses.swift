/// Numbers the scalars that patterns use, so that a table of 256-entry pages maps any scalar to a small number: 0 for
/// those in no pattern, then those that begin one, then the rest. Scalars that fold together share one.
struct ScalarClasses: Sendable {
    /// The last of the classes that begin a pattern; they are the lowest.
    let lastFirst: UInt32
    /// How many classes there are, 0 included.
    let count: UInt32
    /// For each 256 scalars, the page that holds their classes; page 0 is all zero.
    private let pageOf: [UInt16]
    private let pages: [UInt32]

    /// - Parameter patterns: the patterns' scalars, folded.
    init(patterns: [[UInt32]]) {
        let first = Set(patterns.compactMap(\.first)).sorted()
        let others = Set(patterns.joined()).subtracting(first).sorted()
        var pageOf = [UInt16](repeating: 0, count: 0x110000 >> 8)
        var pages = [UInt32](repeating: 0, count: 256)
        for (index, folded) in (first + others).enumerated() {
            for scalar in scalarsFolding(to: folded) {
                let block = Int(scalar >> 8)
                if pageOf[block] == 0 {
                    pageOf[block] = UInt16(pages.count >> 8)
                    pages.append(contentsOf: repeatElement(0, count: 256))
                }
                pages[Int(pageOf[block]) << 8 | Int(scalar & 0xFF)] = UInt32(index + 1)
            }
        }
        lastFirst = UInt32(first.count)
        count = UInt32(first.count + others.count + 1)
        self.pageOf = pageOf
        self.pages = pages
    }

    /// A scalar's class; 0 for one above U+10FFFF too.
    @inline(__always)
    subscript(scalar: UInt32) -> UInt32 {
        let block = Int(scalar >> 8)
        guard block < pageOf.count else { return 0 }
        return pages[Int(pageOf[block]) << 8 | Int(scalar & 0xFF)]
    }
}
