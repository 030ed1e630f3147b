import Classification
package import Hotline
import Kafka
import Pipeline
package import Store
package import WorkTime

/// Applies records to cases, step by step: what is to be written at once comes out as a value.
///
/// ```
/// records ─> CaseApplier ─> TrackingStep: cases, refused events, early events, outbox, rungs, links, offsets
///               │  ▲
///          CaseSource (what is not in memory)
/// ```
///
/// The same records give the same cases and the same outbox, however they are cut into steps; only the records of
/// `cases` are fewer the longer the steps are, because of several states in one step the last is told. It has no clock
/// and does no I/O but by its source; when that fails, its memory is of no more use and has to be read anew.
package struct CaseApplier<Source: CaseSource> {
    let context: TrackingContext
    let source: Source
    var memory: TrackerMemory
    // Of the step that is being built.
    var step = TrackingStep()
    var tally = TrackerTally()
    /// Cases that the step resolved.
    var closures: [CaseClosure] = []
    /// Slots of cases that the step writes, in the order in which it came to them.
    var touched: [Int] = []
    /// What is known of the events that the step is about: hashes of their bodies.
    var bodies: [EventIdentity: String] = [:]
    /// The same of the step before, which may not be in the store yet.
    var earlierBodies: [EventIdentity: String] = [:]
    /// Cases that the step has asked for in vain.
    var absent: Set<CaseNumber> = []
    /// See ``BuiltStep/firstExpiry``.
    var firstExpiry: Instant?
    /// Up to when the rungs of the step's cases have been told; nil while nobody knows.
    var toldUpTo: Instant?
    /// When the step is built, for what fails in it.
    var now = Instant(milliseconds: 0)
    /// What dies of the record that is applied, or with it, lies among the dead letters already.
    var isBuried = false
    /// The trace of the record that is applied.
    var trace: String?

    package init(_ context: TrackingContext, memory: TrackerMemory, source: Source) {
        self.context = context
        self.memory = memory
        self.source = source
    }

    /// Builds a step of these records, in their order.
    ///
    /// - Parameters:
    ///   - offsets: how far the inputs are read with these records.
    ///   - now: the worker's clock, which is only written into dead letters.
    package mutating func apply(
        _ records: [InputRecord], offsets: [OffsetMove], now: Instant
    ) throws(StoreError) -> BuiltStep {
        begin(now: now)
        try prefetch(records)
        for record in records { try apply(record) }
        step.offsets = offsets
        return finish()
    }

    mutating func begin(now: Instant) {
        // The step before may be on its way into the store still; the one before that is there.
        memory.cache.pin(touched)
        memory.cache.trim()
        swap(&earlierBodies, &bodies)
        step = TrackingStep()
        tally = TrackerTally()
        closures = []
        touched.removeAll(keepingCapacity: true)
        toldUpTo = nil
        firstExpiry = nil
        bodies.removeAll(keepingCapacity: true)
        absent.removeAll(keepingCapacity: true)
        self.now = now
        trace = nil
        isBuried = false
    }

    private mutating func apply(_ record: InputRecord) throws(StoreError) {
        trace = record.trace
        isBuried = memory.buriedBefore[record.partition].map { record.offset < $0 } ?? false
        switch record.content {
        case .task(let task, let sketch): try arrive(task, sketch, record)
        case .progress(let received): try receive(received, record)
        case .shadow: tally.count(.shadow)
        case .unreadable(let letter): bury(record, letter, as: .dead)
        }
    }

    // MARK: - Cases

    /// Reads the cases that the records name in one go.
    private mutating func prefetch(_ records: [InputRecord]) throws(StoreError) {
        var wanted: Set<CaseNumber> = []
        var identities: Set<EventIdentity> = []
        let cache = memory.cache
        func want(_ number: CaseNumber) { if !cache.holds(number) { wanted.insert(number) } }
        for record in records {
            switch record.content {
            case .task(let task, _): want(task.assignment.caseNumber)
            case .progress(let received):
                want(received.event.caseNumber)
                identities.insert(received.identity)
                if case .merge(let root) = received.event.body { want(root) }
            case .shadow, .unreadable: break
            }
        }
        if !identities.isEmpty { bodies = try source.knownBodies(identities) }
        try load(wanted)
    }

    /// Takes cases that are not in memory out of the store.
    mutating func load(_ numbers: Set<CaseNumber>) throws(StoreError) {
        guard !numbers.isEmpty else { return }
        absent.formUnion(numbers)
        for known in try source.knownCases(numbers) {
            absent.remove(known.state.number)
            memory.cache.insert(known)
        }
    }

    /// Where a case is; nil if there is none.
    mutating func slot(of number: CaseNumber) throws(StoreError) -> Int? {
        if let index = memory.cache.index(of: number) { return index }
        guard !absent.contains(number) else { return nil }
        try load([number])
        return memory.cache.index(of: number)
    }

    /// Notes that a case has changed.
    mutating func change(_ index: Int) {
        look(at: index)
        memory.cache.slots[index].isChanged = true
    }

    /// Notes that a case is to be written, changed or not: when it is to be looked at again has to be known.
    mutating func look(at index: Int) {
        guard !memory.cache.slots[index].isTouched else { return }
        memory.cache.slots[index].isTouched = true
        touched.append(index)
    }

    // MARK: - Dead letters

    mutating func bury(_ record: InputRecord, _ letter: DeadLetter, as outcome: TrackerTally.Outcome) {
        tally.countDead(outcome, letter.errorClass)
        guard !isBuried else { return }
        step.outbox.append(DeadRecord.record(record.raw.message, because: letter, at: now))
    }
}

extension CaseApplier: Sendable where Source: Sendable {}

/// What applying knows of its district.
package struct TrackingContext: Sendable {
    /// Today's limits and rules.
    package var policy: CasePolicy
    /// Who bears the ladders' levels.
    package var ladders: Ladders
    /// The district's zone.
    package var zone: UTCOffsets
    /// How many lanes write cases.
    package var lanes: Int

    package init(policy: CasePolicy, ladders: Ladders = Ladders(), zone: UTCOffsets, lanes: Int) {
        self.policy = policy
        self.ladders = ladders
        self.zone = zone
        self.lanes = lanes
    }

    /// Seconds ahead of UTC, in the district.
    func utcOffset(at instant: Instant) -> Int {
        var zone = zone
        return zone.offset(at: instant)
    }
}

/// A step to be written, and what it means.
package struct BuiltStep: Sendable {
    package var step: TrackingStep
    package var tally: TrackerTally
    /// Cases that were resolved in it.
    package var closures: [CaseClosure] = []
    /// Events that wait for their case after it.
    package var early = 0
    /// When the first of the early events that it kept expires; after a settling step, the first of all.
    package var firstExpiry: Instant?

    /// When something in it wants to be looked at.
    package var wakeAt: Instant? {
        (step.cases.map(\.wakeAt) + [firstExpiry]).compactMap(\.self).min()
    }

    /// Nothing of it has to be written.
    package var isEmpty: Bool {
        step.cases.isEmpty && step.refused.isEmpty && step.earlyKept.isEmpty && step.earlyRemoved.isEmpty
            && step.outbox.isEmpty && step.told.isEmpty && step.links.isEmpty && step.offsets.isEmpty
    }
}

/// A resolve: of which area, and how long the residents' clock had run until then, without pauses, as time passes.
package struct CaseClosure: Sendable, Hashable {
    package let area: String
    package let milliseconds: Int64
}
