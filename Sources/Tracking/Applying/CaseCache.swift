package import Hotline
package import Store
package import WorkTime

/// The cases that were used last, so that they need not be read back from the store. Bounded by bytes; what a step has
/// changed stays until the step is done.
///
/// Cases stand in slots and are changed in place; who asks for a slot may use its index until the next ``trim()``.
struct CaseCache {
    /// One case, and what the step that is being built has done to it.
    struct Slot {
        var tracked: TrackedCase
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

        init(_ tracked: TrackedCase, written: Int) {
            self.tracked = tracked
            self.written = written
        }
    }

    private let capacity: Int
    private(set) var slots: [Slot] = []
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

    subscript(index: Int) -> Slot {
        _read { yield slots[index] }
        _modify { yield &slots[index] }
    }

    /// Puts in a case that it does not hold.
    ///
    /// - Parameter isNew: the store does not have it yet.
    @discardableResult
    mutating func insert(_ tracked: TrackedCase, isNew: Bool = false) -> Int {
        var slot = Slot(tracked, written: isNew ? 0 : tracked.state.history.count)
        slot.weight = Self.weight(of: tracked.state)
        let index: Int
        if let reused = free.popLast() {
            index = reused
            slots[index] = slot
        } else {
            index = slots.count
            slots.append(slot)
        }
        indices[tracked.state.number] = index
        weight += slot.weight
        link(index)
        return index
    }

    /// The step is done with a case.
    mutating func settle(_ index: Int) {
        slots[index].isChanged = false
        slots[index].report = nil
        slots[index].written = slots[index].tracked.state.history.count
        let weight = Self.weight(of: slots[index].tracked.state)
        self.weight += weight - slots[index].weight
        slots[index].weight = weight
    }

    /// Lets go of the cases that were used longest ago, until the rest is small enough.
    mutating func trim() {
        var index = oldest
        while weight > capacity, index >= 0 {
            let newer = slots[index].newer
            if !slots[index].isChanged { remove(index) }
            index = newer
        }
    }

    private mutating func remove(_ index: Int) {
        unlink(index)
        weight -= slots[index].weight
        indices[slots[index].tracked.state.number] = nil
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
    private static func weight(of state: Case) -> Int {
        3_000 + state.history.count * 1_000 + state.callers.count * 200 + state.memory.endorsers.count * 48
    }
}
