/// The slots of all grams of one report, by block. Reused from report to report.
///
/// They are gathered first and their weights summed up after: a loop that only walks through a text, and one that only
/// adds, are each twice as fast as one that does both.
struct GramSlots: Sendable {
    /// By block; only the first ``counts`` of each are the report's.
    private var slots: [[UInt32]] = [[], [], []]
    private var counts = [0, 0, 0]

    /// A text's grams are read up to here: a report's text has at most 10,000 characters, which are fewer bytes. It bounds
    /// the memory that a longer text would take.
    private static let longestText = 40_960

    /// The slots of one block.
    func of(_ block: GramBlock) -> ArraySlice<UInt32> {
        slots[block.rawValue][..<counts[block.rawValue]]
    }

    /// Reads a report's title and text.
    mutating func read(_ report: borrowing ReportText, _ contexts: borrowing Contexts, folding: Folding) {
        slots[GramBlock.context.rawValue].removeAll(keepingCapacity: true)
        defer { counts[GramBlock.context.rawValue] = slots[GramBlock.context.rawValue].count }
        let titleAreas = contexts.titleAreas
        gather(report.title, .title, GramSlot.title, folding) { grams, contextSlots in
            titleAreas.forEach { Self.append(grams, in: GramSlot.titleContext($0), to: &contextSlots) }
        }
        guard !contexts.textIsEmpty else {
            return gather(report.text, .text, GramSlot.text, folding) { _, _ in }
        }
        var cursor = contexts.cursor
        gather(report.text, .text, GramSlot.text, folding) { grams, contextSlots in
            cursor.areas(at: grams.end).forEach { Self.append(grams, in: GramSlot.textContext($0), to: &contextSlots) }
        }
    }

    @inline(__always)
    private mutating func gather(
        _ text: Span<UInt8>, _ block: GramBlock, _ place: UInt32, _ folding: Folding,
        _ addContexts: (borrowing Grams, inout [UInt32]) -> Void
    ) {
        let text = text.extracting(first: Self.longestText)
        // A byte is at most one token, which ends at most three grams; a word at the end is one more.
        let mostGrams = 3 * (text.count + 1)
        var found = [UInt32]()
        swap(&found, &slots[block.rawValue])
        var contextSlots = [UInt32]()
        swap(&contextSlots, &slots[GramBlock.context.rawValue])
        if found.count < mostGrams { found = [UInt32](repeating: 0, count: mostGrams) }
        var output = found.mutableSpan
        var count = 0
        var walk = GramWalk(text, folding: folding)
        walk.forEachToken { grams in
            grams.forEach { sum, _ in
                output[unchecked: count] = GramSlot.of(sum, in: place)
                count &+= 1
            }
            addContexts(grams, &contextSlots)
        }
        counts[block.rawValue] = count
        swap(&found, &slots[block.rawValue])
        swap(&contextSlots, &slots[GramBlock.context.rawValue])
    }

    private static func append(_ grams: borrowing Grams, in place: UInt32, to slots: inout [UInt32]) {
        grams.forEach { sum, _ in slots.append(GramSlot.of(sum, in: place)) }
    }
}
