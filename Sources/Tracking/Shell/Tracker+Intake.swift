import Dispatch
import Kafka
import Synchronization
import WorkTime

/// Records come in: drained on the consumer's queue, decoded in lanes, merged.
extension Tracker {
    /// Messages below which another lane costs more than it gains.
    private static var smallestSlice: Int { 64 }

    func receive(_ event: ConsumerEvent) {
        dispatchPrecondition(condition: .onQueue(intake))
        switch event {
        case .readable: takeIn()
        case .endReached(let partition):
            let isHeld = state.withLock { state in
                // Records that were read before the end may be in the lanes still.
                if state.isDecoding {
                    state.endsReached.append(partition)
                } else {
                    state.merge.reachedEnd(of: partition)
                }
                return state.isDecoding
            }
            if !isHeld { pump() }
        case .failed(let error): fail(error)
        case .assigned, .revoking, .lost: break
        }
    }

    private func fail(_ error: KafkaError) {
        let isGone = error.code == .autoOffsetReset || error.code == .offsetOutOfRange
        end(.failure(isGone ? .recordsGone(error) : .refused(error)))
    }

    func takeIn() {
        let consumer = state.withLock { state in
            state.isDecoding || state.isStopping || state.isOver || !state.isReady ? nil : state.consumer
        }
        guard let consumer, let batch = consumer.drain(configuration.intake) else { return }
        state.withLock { state in
            state.isDecoding = true
            if state.firstTake == nil { state.firstTake = DispatchTime.now().uptimeNanoseconds }
        }
        decode(batch)
    }

    private func decode(_ batch: Batch) {
        let lanes = max(1, min(configuration.lanes, batch.count / Self.smallestSlice))
        let decoded = DecodedSlices(count: lanes)
        let group = DispatchGroup()
        for lane in 0..<lanes {
            let range = batch.count * lane / lanes..<batch.count * (lane + 1) / lanes
            laneQueue.async(group: group) { [threshold] in
                var decoder = InputDecoder(threshold: threshold)
                decoded.put(decoder.decode(batch, range), at: lane)
            }
        }
        group.notify(queue: intake) { [self] in merge(decoded.take()) }
    }

    private func merge(_ slices: [[InputRecord]]) {
        let flow = state.withLock { state -> InputMerge<InputRecord>.Flow? in
            state.isDecoding = false
            guard !state.isStopping, !state.isOver else { return nil }
            for record in slices.joined() {
                state.positions.fetched(record.partition, offset: record.offset)
                state.merge.insert(
                    record, of: record.partition, time: record.recordedAt.milliseconds, offset: record.offset,
                    bytes: record.weight)
            }
            for partition in state.endsReached { state.merge.reachedEnd(of: partition) }
            state.endsReached = []
            return state.merge.flow()
        }
        guard let flow else { return closeIfDone() }
        direct(flow)
        pump()
        takeIn()
    }

    /// Stops and sets going what the merge wants stopped and set going.
    func direct(_ flow: InputMerge<InputRecord>.Flow) {
        guard let consumer = state.withLock({ $0.consumer }) else { return }
        if !flow.stop.isEmpty { consumer.pause(flow.stop) }
        if !flow.goOn.isEmpty { consumer.resume(flow.goOn) }
    }
}

/// What the lanes of one batch have decoded, in their order.
private final class DecodedSlices: Sendable {
    private let slices: Mutex<[[InputRecord]]>

    init(count: Int) { slices = Mutex([[InputRecord]](repeating: [], count: count)) }

    func put(_ records: [InputRecord], at lane: Int) { slices.withLock { $0[lane] = records } }

    func take() -> [[InputRecord]] {
        slices.withLock { slices in
            defer { slices = [] }
            return slices
        }
    }
}
