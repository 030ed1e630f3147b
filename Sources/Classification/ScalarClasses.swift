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
        var pageOf = [UInt16](repeating: 0, count: 1 << 13)
        var pages = [UInt32](repeating: 0, count: 256)
        for (index, folded) in (first + others).enumerated() {
            for scalar in Folding.standard.scalars(foldingTo: folded) {
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

    /// A view for one search.
    var table: Table {
        @_lifetime(borrow self)
        get { Table(pageOf: pageOf.span, pages: pages.span) }
    }

    /// The classes by scalar, without the cost of checks: every number below 2^21, which is all that four bytes of UTF-8
    /// can spell, has a page, and every page has 256 entries.
    struct Table: ~Escapable {
        private let pageOf: Span<UInt16>
        private let pages: Span<UInt32>

        @_lifetime(copy pageOf, copy pages)
        init(pageOf: Span<UInt16>, pages: Span<UInt32>) {
            self.pageOf = pageOf
            self.pages = pages
        }

        @inline(__always)
        subscript(scalar: UInt32) -> UInt32 {
            pages[unchecked: Int(pageOf[unchecked: Int(scalar >> 8) & 0x1FFF]) << 8 | Int(scalar & 0xFF)]
        }
    }

    /// A scalar's class.
    subscript(scalar: UInt32) -> UInt32 {
        table[scalar]
    }
}
