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
        /// Tells a plan from those before it.
        var version = 0
    }

    private struct Plan: Sendable {
        let deed: Deed
        let number: CaseNumber
        let version: Int
    }

    private let district: SimulatedDistrict
    private var neighbours: Neighbours
    private var known: [CaseNumber: Known] = [:]
    /// A binary heap by time; plans that a later one has replaced stay until their time comes.
    private var heap: [Plan] = []
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
        var entry =
            known[number]
            ?? Known(
                neighbour: Neighbour(state), holder: state.holder, seq: 0, target: neighbours.target(of: state.subject))
        let before = entry.seq
        if before > 0 { counts[entry.neighbour.state, default: 0] -= 1 }
        counts[state.state, default: 0] += 1
        entry.neighbour = Neighbour(state)
        entry.holder = state.holder
        entry.seq = state.history.count
        entry.overdueAfter = state.overdueAfter
        entry.version += 1
        var done = Set(state.history.lazy.compactMap { $0.progress?.event.id })
        for refused in state.memory.refused { done.insert(refused.identity.id) }
        entry.sent.subtract(done)
        done.formUnion(entry.sent)
        let target = entry.target.flatMap { root(of: $0) }
        known[number] = entry
        if let deed = district.next(Scene(state, now: now, done: done, target: target, in: district)) {
            push(Plan(deed: deed, number: number, version: entry.version))
        }
        return before
    }

    /// Takes the next deed whose time has come; nil if there is none.
    package mutating func take(at now: Instant) -> Deed? {
        while let first = heap.first, first.deed.at <= now {
            dropFirst()
            guard known[first.number]?.version == first.version else { continue }
            known[first.number]?.sent.insert(first.deed.name)
            return first.deed
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

    private mutating func push(_ plan: Plan) {
        heap.append(plan)
        var child = heap.count - 1
        while child > 0, heap[child].deed.at < heap[(child - 1) / 2].deed.at {
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
            where child < heap.count && heap[child].deed.at < heap[least].deed.at {
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
