import CResources

/// Which scalars count as the same when words are looked for: lower case for upper, narrow for wide, simplified for
/// traditional, and one blank for blanks, line breaks and hyphens ("flower-bed" is "flower bed").
///
/// One scalar always gives one scalar, so that what is found can be shown as it stands in the report. Folding twice is
/// folding once. Immutable: any number of threads may share one.
package struct Folding: Sendable {
    /// By the table that ships with the program, deploy/classifier/folding.txt, made from Unicode's and OpenCC's.
    package static let standard = Folding(
        table: UnsafeBufferPointer(start: qiaomen_folding_bytes(), count: qiaomen_folding_size).span)

    /// For each 256 scalars, the page that holds them; page 0 is all zero.
    private var pageOf = [UInt16](repeating: 0, count: 1 << 13)
    /// What to add to a scalar, so that one page serves all blocks in which nothing folds.
    private var pages = [UInt32](repeating: 0, count: 256)
    /// By folded scalar, the others that fold to it.
    private var others: [UInt32: [UInt32]] = [:]

    /// - Parameter table: lines of UTF-8; what stands in a line folds to its first scalar, which folds to nothing else.
    ///   Lines that begin with `# ` are comments.
    package init(table: Span<UInt8>) {
        var index = 0
        while index < table.count {
            let (first, length) = decodeScalar(in: table, at: index)
            index += length
            let isComment = first == 0x23 && index < table.count && table[index] == 0x20
            while index < table.count {
                let (scalar, length) = decodeScalar(in: table, at: index)
                index += length
                if scalar == 0x0A { break }
                if !isComment { fold(scalar, to: first) }
            }
        }
        for scalar in Self.blanks() where scalar != Self.blank { fold(scalar, to: Self.blank) }
    }

    private static let blank: UInt32 = 0x20

    /// What Unicode calls white space, all of it up to the ideographic space, and hyphens: two of ASCII and of
    /// typography that join words, the small and the wide one.
    private static func blanks() -> [UInt32] {
        let white = (0...0x3000 as ClosedRange<UInt32>).filter { Unicode.Scalar($0)?.properties.isWhitespace ?? false }
        return white + [0x2D, 0x2010, 0x2011, 0xFE63, 0xFF0D]
    }

    private mutating func fold(_ scalar: UInt32, to folded: UInt32) {
        let block = Int(scalar >> 8)
        if pageOf[block] == 0 {
            pageOf[block] = UInt16(pages.count >> 8)
            pages.append(contentsOf: repeatElement(0, count: 256))
        }
        pages[Int(pageOf[block]) << 8 | Int(scalar & 0xFF)] = folded &- scalar
        others[folded, default: []].append(scalar)
    }

    /// Every scalar whose folded form is `folded`, itself included.
    package func scalars(foldingTo folded: UInt32) -> [UInt32] {
        [folded] + others[folded, default: []]
    }

    /// A text's scalars, folded.
    package func scalars(of text: String) -> [UInt32] {
        let table = table
        var folded: [UInt32] = []
        folded.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars { folded.append(table[scalar.value]) }
        return folded
    }

    /// A view for one text.
    package var table: Table {
        @_lifetime(borrow self)
        get { Table(pageOf: pageOf.span, pages: pages.span) }
    }

    /// Folded scalars by scalar, without the cost of checks: every number below 2^21, which is all that four bytes of
    /// UTF-8 can spell, has a page, and every page has 256 entries.
    package struct Table: ~Escapable {
        private let pageOf: Span<UInt16>
        private let pages: Span<UInt32>

        @_lifetime(copy pageOf, copy pages)
        init(pageOf: Span<UInt16>, pages: Span<UInt32>) {
            self.pageOf = pageOf
            self.pages = pages
        }

        @inline(__always)
        package subscript(scalar: UInt32) -> UInt32 {
            let page = Int(pageOf[unchecked: Int(scalar >> 8) & 0x1FFF])
            return scalar &+ pages[unchecked: page << 8 | Int(scalar & 0xFF)]
        }
    }
}
