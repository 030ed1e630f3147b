/// Numbers the scalars that patterns use, so that a table of 256-entry pages maps any scalar to a small number: 0 for
/// those in no pattern, 1 … `starts` for those that begin one, more for the rest. Scalars that fold together share one.
struct ScalarClasses: Sendable {
    /// How many classes begin a pattern.
    let starts: UInt32
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
        starts = UInt32(first.count)
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
