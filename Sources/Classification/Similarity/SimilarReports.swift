package import Hotline

/// The sketches of cases that are open or recent, found again by what they have in common with a new report.
///
/// Nothing is scanned: each sketch is noted under some `SketchKeys`, and a lookup compares only with the newest cases
/// under the report's own keys, at most `chainLimit` a key. Memory is bounded from the start: when `capacity` cases are
/// held, the oldest gives way to the next. What is found depends on nothing but what was put in, and in which order.
///
/// A value without locks; its owner serialises.
package struct SimilarReports: Sendable {
    /// One case that was found.
    package struct Match: Hashable, Sendable {
        package let `case`: CaseNumber
        /// How similar it is, from `Similarity.threshold` to 1.
        package let score: Double
    }

    /// How many cases under one key a lookup compares with: the newest.
    static let chainLimit = 96

    /// How many cases are held at most.
    package let capacity: Int
    private var slots: [Slot] = []
    /// The slot of each case that is held.
    private var slotOf: [CaseNumber: Int] = [:]
    /// How many were ever put in; the next one's serial number. Its slot is that modulo the capacity.
    private var inserted = 0
    /// The newest entry under each key, by the key's lowest bits, and the one before each entry: entry e belongs to the
    /// case with the serial number e ÷ `SketchKeys.limit`. −1 stands for none. Keys that share their lowest bits share a
    /// chain, which only makes some comparisons vain.
    private var newest: [Int]
    private var previous: [Int] = []

    private struct Slot: Sendable {
        var `case`: CaseNumber
        var sketch: ReportSketch
        var isHeld = true
    }

    /// - Parameter capacity: at least 1; some 800 bytes are taken for each.
    package init(capacity: Int) {
        self.capacity = max(1, capacity)
        var size = 64
        while size < 8 * self.capacity { size *= 2 }
        newest = [Int](repeating: -1, count: size)
    }

    /// How many cases are held.
    package var count: Int { slotOf.count }

    /// Puts in a case. One that is held already is replaced, and counts as new.
    package mutating func insert(_ sketch: ReportSketch, as case: CaseNumber) {
        remove(`case`)
        let slot = inserted % capacity
        if slot < slots.count {
            if slots[slot].isHeld { slotOf[slots[slot].case] = nil }
            slots[slot] = Slot(case: `case`, sketch: sketch)
        } else {
            slots.append(Slot(case: `case`, sketch: sketch))
            previous.append(contentsOf: repeatElement(-1, count: SketchKeys.limit))
        }
        slotOf[`case`] = slot
        let keys = SketchKeys(sketch)
        for index in 0..<keys.count {
            let head = Int(truncatingIfNeeded: keys[index]) & (newest.count - 1)
            previous[slot * SketchKeys.limit + index] = newest[head]
            newest[head] = inserted * SketchKeys.limit + index
        }
        inserted += 1
    }

    /// Takes a case out, if it is held.
    package mutating func remove(_ case: CaseNumber) {
        guard let slot = slotOf.removeValue(forKey: `case`) else { return }
        slots[slot].isHeld = false
    }

    /// The held cases about the same matter as a report, best first, of equals the newest.
    ///
    /// - Parameters:
    ///   - case: the report's own case, which is no match.
    ///   - limit: how many are wanted at most.
    package func matches(of sketch: ReportSketch, except case: CaseNumber? = nil, limit: Int = 10) -> [Match] {
        var found: [(serial: Int, match: Match)] = []
        for serial in candidates(for: sketch) {
            let slot = serial % capacity
            guard slots[slot].case != `case` else { continue }
            let similarity = Similarity(sketch, slots[slot].sketch)
            if similarity.isSameMatter {
                found.append((serial, Match(case: slots[slot].case, score: similarity.score)))
            }
        }
        found.sort { ($0.match.score, $0.serial) > ($1.match.score, $1.serial) }
        return found.prefix(limit).map(\.match)
    }

    /// The serial numbers of the held cases that share a key with a sketch, each once.
    private func candidates(for sketch: ReportSketch) -> [Int] {
        let oldest = max(0, inserted - capacity)
        var serials: [Int] = []
        let keys = SketchKeys(sketch)
        for index in 0..<keys.count {
            var entry = newest[Int(truncatingIfNeeded: keys[index]) & (newest.count - 1)]
            var length = 0
            // An entry of a case that gave way ends the chain: all behind it are older.
            while entry >= oldest * SketchKeys.limit, length < Self.chainLimit {
                let serial = entry / SketchKeys.limit
                let slot = serial % capacity
                if slots[slot].isHeld { serials.append(serial) }
                entry = previous[slot * SketchKeys.limit + entry % SketchKeys.limit]
                length += 1
            }
        }
        serials.sort()
        var unique = 0
        for index in serials.indices where index == 0 || serials[index] != serials[index - 1] {
            serials[unique] = serials[index]
            unique += 1
        }
        serials.removeSubrange(unique...)
        return serials
    }
}
