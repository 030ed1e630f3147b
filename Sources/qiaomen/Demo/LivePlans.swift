package import Hotline
package import WorkTime

/// What those of a district that lives mean to do next, case by case, as they have last heard of each.
///
/// A plain value; its owner serialises.
package struct LivePlans: Sendable {
    /// What is kept of a case.
    private struct Known: Sendable {
        var neighbour: Neighbour
        var holder: String
        var seq: Int
        /// From when on residents wait longer than they should; nil where nothing runs.
        var overdueAfter: Instant?
        /// Deeds that were sent and are not heard of yet, and those whose ids do not tell of them.
        var sent: Set<String> = []
        var target: CaseNumber?
    }

    /// When a case has to be looked at. Those of plans that a later one has replaced stay until their time comes.
    private struct Turn: Sendable {
        let at: Instant
        let number: CaseNumber
    }

    private let district: SimulatedDistrict
    private var neighbours: Neighbours
    private var known: [CaseNumber: Known] = [:]
    /// What is done next to each case, if nothing else happens before.
    private var plans: [CaseNumber: Deed] = [:]
    /// Closed cases that nobody means to do anything with: how many entries their histories had.
    private var ended: [CaseNumber: Int] = [:]
    /// A binary heap by time.
    private var heap: [Turn] = []
    /// Cases by state.
    package private(set) var counts: [CaseState: Int] = [:]

    package init(_ district: SimulatedDistrict) {
        self.district = district
        neighbours = Neighbours(seed: district.seed)
    }

    /// Hears how a case stands, and makes new plans for it.
    ///
    /// - Returns: how many entries of its history were known before.
    @discardableResult
    package mutating func learn(_ state: Case, now: Instant) -> Int {
        let number = state.number
        let before = known[number]?.seq ?? ended[number] ?? 0
        if before > 0 { counts[known[number]?.neighbour.state ?? .closed, default: 0] -= 1 }
        counts[state.state, default: 0] += 1
        var entry = known[number] ?? Known(neighbour: Neighbour(state), holder: state.holder, seq: 0)
        if before == 0 { entry.target = neighbours.target(of: state.subject) }
        entry.neighbour = Neighbour(state)
        entry.holder = state.holder
        entry.seq = state.history.count
        entry.overdueAfter = state.overdueAfter
        plan(for: state, &entry, now: now)
        let isOver = plans[number] == nil && state.state == .closed
        known[number] = isOver ? nil : entry
        ended[number] = isOver ? entry.seq : nil
        return before
    }

    private mutating func plan(for state: Case, _ entry: inout Known, now: Instant) {
        var done = Set(state.history.lazy.compactMap { $0.progress?.event.id })
        for refused in state.memory.refused { done.insert(refused.identity.id) }
        entry.sent.subtract(done)
        done.formUnion(entry.sent)
        let target = entry.target.flatMap { root(of: $0) }
        let deed = district.next(Scene(state, now: now, done: done, target: target, in: district))
        plans[state.number] = deed
        if let deed { push(Turn(at: deed.at, number: state.number)) }
    }

    /// Takes the next deed whose time has come; nil if there is none.
    package mutating func take(at now: Instant) -> Deed? {
        while let first = heap.first, first.at <= now {
            dropFirst()
            // Otherwise a later plan has replaced it.
            guard let deed = plans[first.number], deed.at == first.at else { continue }
            plans[first.number] = nil
            known[first.number]?.sent.insert(deed.name)
            return deed
        }
        return nil
    }

    /// How many open cases residents wait for longer than they should.
    package func overdue(at now: Instant) -> Int {
        known.values.count { $0.overdueAfter.map { $0 < now } ?? false }
    }

    /// How many open cases each department has.
    package var open: [String: Int] {
        known.values.reduce(into: [:]) { counts, entry in
            if CaseState.open.contains(entry.neighbour.state) { counts[entry.holder, default: 0] += 1 }
        }
    }

    private func root(of number: CaseNumber) -> Neighbour? {
        var next = known[number]?.neighbour
        // Merged cases name a root; more steps than that are a mistake of somebody's.
        for _ in 0..<10 {
            guard let root = next?.mergedInto else { return next }
            next = known[root]?.neighbour
        }
        return nil
    }

    // MARK: - The heap

    private mutating func push(_ turn: Turn) {
        heap.append(turn)
        var child = heap.count - 1
        while child > 0, heap[child].at < heap[(child - 1) / 2].at {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func dropFirst() {
        guard let last = heap.popLast(), !heap.isEmpty else { return }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].at < heap[least].at {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}

extension Case {
    /// From when on the case is overdue if nothing is done; nil while nothing falls due.
    fileprivate var overdueAfter: Instant? {
        guard CaseState.open.contains(state) else { return nil }
        let own: Instant? =
            switch suspension?.kind {
            case nil: residentClock.due?.instant
            case .ledger: suspension?.until
            case .waiting: nil
            }
        return [own, externalDueAt].compactMap(\.self).min()
    }
}
