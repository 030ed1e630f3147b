import Hotline
import Store

/// The cases that were used last, so that they need not be read back from the store. Bounded by bytes; what a step has
/// changed stays until the step is done.
///
/// Cases stand in slots and are changed in place; who asks for a slot may use its index until the next ``trim()``.
struct CaseCache: Sendable {
    /// One case, and what the step that is being built has done to it.
    struct Slot: Sendable {
        var known: KnownCase
        /// The step writes the case.
        var isTouched = false
        /// The step has changed the case.
        var isChanged = false
        /// How many entries of its history the store has.
        var written: Int
        /// The report that came with this step, to be kept.
        var report: ReportRecord?
        /// Bytes that it is reckoned with.
        fileprivate var weight = 0
        fileprivate var newer = -1
        fileprivate var older = -1

        init(_ known: KnownCase, written: Int) {
            self.known = known
            self.written = written
        }
    }

    private let capacity: Int
    /// By the index that ``index(of:)`` gives.
    var slots: [Slot] = []
    private var indices: [CaseNumber: Int] = [:]
    private var free: [Int] = []
    private var newest = -1
    private var oldest = -1
    private var weight = 0

    /// - Parameter bytes: how much the cases may take, roughly.
    init(bytes: Int) {
        capacity = bytes
    }

    /// How many cases it holds.
    var count: Int { indices.count }

    /// Where the case is; it counts as just used.
    mutating func index(of number: CaseNumber) -> Int? {
        guard let index = indices[number] else { return nil }
        if index != newest {
            unlink(index)
            link(index)
        }
        return index
    }

    func holds(_ number: CaseNumber) -> Bool { indices[number] != nil }

    /// Puts in a case that it does not hold.
    ///
    /// - Parameter isNew: the store does not have it yet.
    @discardableResult
    mutating func insert(_ known: KnownCase, isNew: Bool = false) -> Int {
        var slot = Slot(known, written: isNew ? 0 : known.state.history.count)
        slot.weight = Self.weight(of: known)
        let index: Int
        if let reused = free.popLast() {
            index = reused
            slots[index] = slot
        } else {
            index = slots.count
            slots.append(slot)
        }
        indices[known.state.number] = index
        weight += slot.weight
        link(index)
        return index
    }

    /// The step is done with a case.
    mutating func settle(_ index: Int) {
        slots[index].isTouched = false
        slots[index].isChanged = false
        slots[index].report = nil
        slots[index].written = slots[index].known.state.history.count
        let weight = Self.weight(of: slots[index].known)
        self.weight += weight - slots[index].weight
        slots[index].weight = weight
    }

    /// Lets go of the cases that were used longest ago, until the rest is small enough.
    mutating func trim() {
        var index = oldest
        while weight > capacity, index >= 0 {
            let newer = slots[index].newer
            if !slots[index].isTouched { remove(index) }
            index = newer
        }
    }

    private mutating func remove(_ index: Int) {
        unlink(index)
        weight -= slots[index].weight
        indices[slots[index].known.state.number] = nil
        // The next case takes the place; what the old one holds is small beside what is kept, but it is not for ever.
        free.append(index)
    }

    private mutating func link(_ index: Int) {
        slots[index].older = newest
        slots[index].newer = -1
        if newest >= 0 { slots[newest].newer = index }
        newest = index
        if oldest < 0 { oldest = index }
    }

    private mutating func unlink(_ index: Int) {
        let (newer, older) = (slots[index].newer, slots[index].older)
        if newer >= 0 { slots[newer].older = older } else { newest = older }
        if older >= 0 { slots[older].newer = newer } else { oldest = newer }
    }

    /// What a case takes in memory: measured on cases of many lengths, an entry with its event takes about a kilobyte.
    private static func weight(of known: KnownCase) -> Int {
        let state = known.state
        return 3_000 + (known.reportJSON?.count ?? 0) + state.history.count * 1_000 + state.callers.count * 200 + state
            .memory.endorsers.count * 48
    }
}
