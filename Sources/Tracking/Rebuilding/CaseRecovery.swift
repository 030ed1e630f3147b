import Hotline
package import Kafka
package import Store
import WorkTime

/// The cases of a new store, from the topic `cases`.
///
/// The topic is read twice: first only keys and places, so that of the many states of a case each but the last can be left
/// out the second time, whether the broker has compacted the topic or not.
///
/// A plain value; its owner serialises.
package struct CaseRecovery: Sendable {
    private struct Place: Sendable, Hashable {
        let partition: Int32
        let offset: Int64
    }

    private var latest: [CaseNumber: Place] = [:]
    /// Records that no case could be read from.
    package private(set) var unreadable = 0

    package init() {}

    /// How many cases the topic holds.
    package var count: Int { latest.count }

    /// Notes where the cases of a batch are, in the order of the partitions; a record without a value takes its case out.
    package mutating func note(_ batch: Batch) {
        for index in 0..<batch.count {
            let message = batch.message(at: index)
            guard let key = message.key, let number = CaseNumber(key: key) else { continue }
            let place = Place(partition: batch.sources[message.sourceIndex].partition.partition, offset: message.offset)
            latest[number] = message.value == nil ? nil : place
        }
    }

    /// The cases of a batch as they are to be written: those whose last state it holds.
    ///
    /// - Parameters:
    ///   - context: what is known of the district, for when the cases want to be looked at.
    package mutating func step(of batch: Batch, _ context: TrackingContext) -> TrackingStep {
        let latest = self.latest
        let indices = (0..<batch.count).filter { index in
            let message = batch.message(at: index)
            guard let key = message.key, let number = CaseNumber(key: key) else { return false }
            let partition = batch.sources[message.sourceIndex].partition.partition
            return latest[number] == Place(partition: partition, offset: message.offset)
        }
        let changes = inLanes(indices, atMost: context.lanes) { index -> CaseChange? in
            guard let value = batch.message(at: index).value else { return nil }
            return CaseChange(recovered: value, context)
        }
        var step = TrackingStep()
        step.cases = changes.compactMap(\.self)
        unreadable += changes.count { $0 == nil }
        return step
    }
}

extension CaseChange {
    /// A case as its record says; nil if it cannot be read.
    fileprivate init?(recovered json: RawSpan, _ context: TrackingContext) {
        guard let state = try? Case(json: json) else { return nil }
        self.init(
            state, body: state.json(utcOffset: context.utcOffset(at: state.lastAppliedAt)), written: 0,
            wakeAt: WakeUp.next(of: state, toldUpTo: nil, context.policy.calendars))
    }
}

extension CaseNumber {
    /// The number that a record's key says.
    fileprivate init?(key: RawSpan) {
        let digits = key.withUnsafeBytes { Array($0) }
        self.init(digits: digits.span)
    }
}

/// The rungs that were told, from the topic `escalations`.
package enum RungRecovery {
    /// The told rungs of a batch; what is no escalation is left out.
    package static func step(of batch: Batch) -> TrackingStep {
        var step = TrackingStep()
        for index in 0..<batch.count {
            guard let value = batch.message(at: index).value, let told = try? Escalation(json: value) else { continue }
            step.told.append(ToldRung(told.rung, at: told.toldAt))
        }
        return step
    }
}

extension Store {
    /// Takes over what another store had not sent yet of its dead letters: what they are about is not buried again.
    package func inherit(deadLettersOf old: Store) throws(StoreError) {
        var last: Int64 = 0
        while true {
            let entries = try old.outbox(after: last, limit: 1_000)
            guard let end = entries.last?.sequence else { return }
            last = end
            var step = TrackingStep()
            step.outbox = entries.filter { $0.topic == Topics.dead }.map { entry in
                OutboxRecord(
                    topic: entry.topic, key: entry.key, id: entry.id, value: entry.value.map { .bytes($0) } ?? .null,
                    headers: entry.headers, timestamp: entry.timestamp)
            }
            try commit(step)
        }
    }
}
