/// Finds all of many words in one pass over a text.
///
/// It is a trie over classes of scalars, numbered level by level: the children of a node stand side by side, sorted, so
/// that the whole trie is three flat arrays and thousands of words take a few dozen kilobytes. At each scalar of the
/// text one bit tells whether a word can begin with it and the next; few can, so that the walk down the trie is rare,
/// and it is never longer than the longest word. (An Aho-Corasick automaton never walks back, but it looks each *byte*
/// up in a table that grows with the words: three dependent loads for one Chinese character.)
///
/// What `Folding` makes the same is the same here, and a match is told as it stands in the text. A word that begins or
/// ends in Latin letters or digits begins or ends at a boundary. Immutable: any number of threads may share one.
/// (A class only so that handing it around costs one reference.)
package final class WordAutomaton: Sendable {
    private let classes: ScalarClasses
    private let openings: Openings
    /// The class that leads to each node.
    private let labels: [UInt32]
    /// The first child of each node; its last is the one before the first child of the next node.
    private let firstChild: [UInt32]
    /// The first of each node's entries, likewise.
    private let firstEntry: [UInt32]
    private let entries: [Entry]

    private struct Entry: Hashable, Sendable {
        let layer: WordLayer
        let payload: Int
    }

    /// - Parameter patterns: in any order; several may share a word, and are one if all else is the same too; empty ones
    ///   are never found.
    package init(_ patterns: some Sequence<WordPattern>) {
        let folded = patterns.map { pattern in
            (scalars: Folding.standard.scalars(of: pattern.word), pattern: pattern)
        }
        let classes = ScalarClasses(patterns: folded.map(\.scalars))
        let sorted = folded.filter { !$0.scalars.isEmpty }
            .map { (path: $0.scalars.map { classes[$0] }, pattern: $0.pattern) }
            .sorted { $0.path.lexicographicallyPrecedes($1.path) }
        var labels: [UInt32] = [0]
        var firstChild: [UInt32] = []
        var firstEntry: [UInt32] = []
        var entries: [Entry] = []
        // The patterns below each node: those that share the path to it, a run of the sorted ones.
        var runs = [(patterns: 0..<sorted.count, depth: 0)]
        var node = 0
        while node < runs.count {
            let (run, depth) = runs[node]
            firstChild.append(UInt32(labels.count))
            firstEntry.append(UInt32(entries.count))
            var index = run.lowerBound
            while index < run.upperBound, sorted[index].path.count == depth {
                let entry = Entry(layer: sorted[index].pattern.layer, payload: sorted[index].pattern.payload)
                if !entries[Int(firstEntry[node])...].contains(entry) { entries.append(entry) }
                index += 1
            }
            while index < run.upperBound {
                let label = sorted[index].path[depth]
                let start = index
                while index < run.upperBound, sorted[index].path[depth] == label { index += 1 }
                labels.append(label)
                runs.append((start..<index, depth + 1))
            }
            node += 1
        }
        firstChild.append(UInt32(labels.count))
        firstEntry.append(UInt32(entries.count))
        self.classes = classes
        openings = Openings(paths: sorted.map(\.path), classes: classes.count)
        self.labels = labels
        self.firstChild = firstChild
        self.firstEntry = firstEntry
        self.entries = entries
    }

    /// Finds all matches in a text, from left to right; in each layer they do not overlap.
    ///
    /// - Parameter matches: what was in it gives way; its memory is used again, so that searching allocates nothing.
    package func find(in text: Span<UInt8>, into matches: inout [WordMatch]) {
        matches.removeAll(keepingCapacity: true)
        guard !text.isEmpty else { return }
        let classes = classes
        let table = classes.table
        let openings = openings
        var consumed = InlineArray<4, Int>(repeating: 0)
        var previous: UInt32 = 0
        var start = 0
        var (scalar, length) = decodeScalar(in: text, at: 0)
        var label = table[scalar]
        while true {
            // The scalar after this one is decoded here, and used again when its turn comes.
            let end = start + length
            let next = end < text.count ? decodeScalar(in: text, at: end) : (value: 0, length: 0)
            let nextLabel = table[next.value]
            // The first level's nodes bear their classes' numbers, so that the label is the node.
            if openings.mayOpen(label, nextLabel), label <= classes.lastFirst,
                !(isWordScalar(previous) && isWordScalar(scalar))
            {
                walk(text, from: start, node: Int(label), end: end, isWordScalar(scalar), &consumed, &matches)
            }
            guard next.length > 0 else { return }
            previous = scalar
            start = end
            (scalar, length) = next
            label = nextLabel
        }
    }

    /// The payload of the pattern that is the whole text, blanks around it aside.
    package func whole(_ text: Span<UInt8>) -> Int? {
        var start = 0
        var stop = text.count
        while start < stop, text[start] <= 0x20 { start += 1 }
        while start < stop, text[stop - 1] <= 0x20 { stop -= 1 }
        var node = 0
        while start < stop {
            let (scalar, length) = decodeScalar(in: text, at: start)
            guard let next = child(of: node, classes[scalar]) else { return nil }
            node = next
            start += length
        }
        let entry = Int(firstEntry[node])
        return entry < Int(firstEntry[node + 1]) ? entries[entry].payload : nil
    }

    /// Follows the text down from one first character and reports each layer's longest match.
    private func walk(
        _ text: Span<UInt8>, from start: Int, node first: Int, end firstEnd: Int, _ firstIsWord: Bool,
        _ consumed: inout InlineArray<4, Int>, _ matches: inout [WordMatch]
    ) {
        var node = first
        var end = firstEnd
        var isWord = firstIsWord
        var longest = InlineArray<4, Int>(repeating: 0)
        var ends = InlineArray<4, Int>(repeating: 0)
        var found = false
        while true {
            let next = end < text.count ? decodeScalar(in: text, at: end) : (value: 0, length: 0)
            let nextIsWord = isWordScalar(next.value)
            if firstEntry[node] < firstEntry[node + 1], !(isWord && nextIsWord) {
                for entry in Int(firstEntry[node])..<Int(firstEntry[node + 1]) {
                    longest[entries[entry].layer.rawValue] = node
                    ends[entries[entry].layer.rawValue] = end
                }
                found = true
            }
            guard next.length > 0, let child = child(of: node, classes[next.value]) else { break }
            node = child
            end += next.length
            isWord = nextIsWord
        }
        guard found else { return }
        for layer in WordLayer.allCases where ends[layer.rawValue] > 0 && consumed[layer.rawValue] <= start {
            consumed[layer.rawValue] = ends[layer.rawValue]
            let node = longest[layer.rawValue]
            for entry in Int(firstEntry[node])..<Int(firstEntry[node + 1]) where entries[entry].layer == layer {
                matches.append(
                    WordMatch(layer: layer, payload: entries[entry].payload, range: start..<ends[layer.rawValue]))
            }
        }
    }

    /// The child of a node by its class: a binary search among siblings.
    @inline(__always)
    private func child(of node: Int, _ label: UInt32) -> Int? {
        guard label != 0 else { return nil }
        var low = Int(firstChild[node])
        var high = Int(firstChild[node + 1])
        while low < high {
            let middle = (low + high) / 2
            if labels[middle] < label { low = middle + 1 } else { high = middle }
        }
        return low < Int(firstChild[node + 1]) && labels[low] == label ? low : nil
    }
}
