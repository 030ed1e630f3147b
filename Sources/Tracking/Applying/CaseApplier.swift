package import Classification
package import Hotline
package import Kafka
package import Pipeline
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
    /// Slots of cases that the step has changed, in that order.
    var changed: [Int] = []
    /// Slots of cases that only have to be woken at another time.
    var looked: [Int] = []
    /// Events that the step has refused: the store does not know them yet.
    var refused: [EventIdentity: String] = [:]
    /// Reports as received, of cases that the step has read.
    var reports: [CaseNumber: [UInt8]] = [:]
    /// When the step is built, for what fails in it.
    var now = Instant(milliseconds: 0)
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
        if let last = records.last { expireEarly(asOf: last.recordedAt) }
        step.offsets = offsets
        return finish()
    }

    mutating func begin(now: Instant) {
        memory.cache.trim()
        step = TrackingStep()
        tally = TrackerTally()
        changed.removeAll(keepingCapacity: true)
        looked.removeAll(keepingCapacity: true)
        refused.removeAll(keepingCapacity: true)
        reports.removeAll(keepingCapacity: true)
        self.now = now
        trace = nil
    }

    private mutating func apply(_ record: InputRecord) throws(StoreError) {
        trace = record.trace
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
        func want(_ number: CaseNumber) { if !memory.cache.holds(number) { wanted.insert(number) } }
        for record in records {
            switch record.content {
            case .task(let task, _): want(task.assignment.caseNumber)
            case .progress(let received):
                want(received.event.caseNumber)
                if case .merge(let root) = received.event.body { want(root) }
            case .shadow, .unreadable: break
            }
        }
        absent = wanted
        guard !wanted.isEmpty else { return }
        for (number, tracked) in try source.cases(wanted) {
            absent.remove(number)
            memory.cache.insert(tracked)
        }
    }

    /// Cases that the step has asked for in vain.
    var absent: Set<CaseNumber> = []

    /// Where a case is; nil if there is none.
    mutating func slot(of number: CaseNumber) throws(StoreError) -> Int? {
        if let index = memory.cache.index(of: number) { return index }
        guard !absent.contains(number) else { return nil }
        guard let tracked = try source.cases([number])[number] else {
            absent.insert(number)
            return nil
        }
        return memory.cache.insert(tracked)
    }

    /// Notes that a case has changed.
    mutating func change(_ index: Int) {
        guard !memory.cache[index].isChanged else { return }
        memory.cache[index].isChanged = true
        changed.append(index)
    }

    // MARK: - Dead letters

    mutating func bury(_ record: InputRecord, _ letter: DeadLetter, as outcome: TrackerTally.Outcome) {
        tally.count(outcome)
        step.outbox.append(DeadRecord.record(record.raw.message, because: letter, at: now))
    }
}

/// What applying knows of its district.
package struct TrackingContext: Sendable {
    /// Today's limits and rules.
    package var policy: CasePolicy
    /// Who bears the ladders' levels.
    package var contacts: Contacts
    /// The district's zone.
    package var zone: UTCOffsets
    /// How many lanes write cases.
    package var lanes: Int

    package init(policy: CasePolicy, contacts: Contacts = Contacts(), zone: UTCOffsets, lanes: Int) {
        self.policy = policy
        self.contacts = contacts
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
    /// Nothing of it has to be written.
    package var isEmpty: Bool {
        step.cases.isEmpty && step.refused.isEmpty && step.earlyKept.isEmpty && step.earlyRemoved.isEmpty
            && step.outbox.isEmpty && step.told.isEmpty && step.links.isEmpty && step.offsets.isEmpty
    }
}
