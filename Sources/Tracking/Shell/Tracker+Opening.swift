import Classification
import Dispatch
import Hotline
import Kafka
import Logging
import Pipeline
import Store
import Synchronization
import Telemetry
import WorkTime

/// From the lock to the first record: lock → store → cluster → memory → partitions → consumer.
extension Tracker {
    /// Seconds between two looks at a lock that another holds.
    private static var lockInterval: Double { 0.5 }

    /// A standby waits for the lock, which the kernel frees whenever its holder ends.
    func takeLock(isWaiting: Bool = false) {
        dispatchPrecondition(condition: .onQueue(applying))
        guard state.withLock({ !$0.isStopping && !$0.isOver }) else { return }
        do {
            guard let lock = try StoreLock.acquire(configuration.path) else {
                bookkeeping.withLock { $0.isStandingBy = true }
                if !isWaiting { logger.notice("another tracker holds \(configuration.path): standing by") }
                applying.asyncAfter(deadline: .now() + Self.lockInterval) { [self] in takeLock(isWaiting: true) }
                return
            }
            bookkeeping.withLock { book in
                book.lock = lock
                book.isStandingBy = false
            }
            openStore()
        } catch {
            end(.failure(.store(error)))
        }
    }

    private func openStore() {
        guard state.withLock({ !$0.isStopping && !$0.isOver }) else { return }
        do {
            let store = try Store(path: configuration.path, calendars: context.policy.calendars)
            bookkeeping.withLock { $0.store = store }
            askCluster()
        } catch {
            retry(after: error, on: applying) { [self] in openStore() }
        }
    }

    private func askCluster() {
        do {
            let admin = try Admin(configuration.client, logger: logger)
            ask { () async throws(KafkaError) in
                try await admin.clusterID()
            } then: { [self] cluster in
                applying.async { [self] in bind(cluster, admin) }
            }
        } catch {
            end(.failure(.refused(error)))
        }
    }

    private func bind(_ cluster: String, _ admin: Admin) {
        guard let store = bookkeeping.withLock({ $0.store }), state.withLock({ !$0.isOver }) else { return }
        do {
            try store.bind(cluster: cluster)
            let expiry = try remember(store)
            let offsets = try store.offsets()
            let wake = [try store.nextWake(), expiry].compactMap(\.self).min()
            if configuration.recovers == nil { try startRelay(store) }
            logger.notice("tracking into \(configuration.path), \(offsets.count) partitions known")
            intake.async { [self] in openConsumer(admin, offsets, nextWake: wake) }
        } catch let error as StoreError {
            retry(after: error, on: applying) { [self] in bind(cluster, admin) }
        } catch {
            end(.failure(.refused(error as? KafkaError ?? KafkaError(.fatal, while: "start the relay"))))
        }
    }

    /// Fills the memory from the store: at the start, and when a step could not be built.
    ///
    /// - Returns: when the first early event expires.
    @discardableResult
    func remember(_ store: Store) throws(StoreError) -> Instant? {
        var similar = SimilarReports(capacity: configuration.similarReports)
        for stored in try store.recentSketches(limit: configuration.similarReports) {
            guard let sketch = ReportSketch(bytes: stored.bytes.span) else { continue }
            similar.insert(sketch, as: stored.number)
        }
        let early = try store.earlyEvents().compactMap { $0.received }
        var memory = TrackerMemory(cacheBytes: configuration.cacheBytes, similar: similar, early: early)
        memory.buriedBefore = configuration.recovers ?? [:]
        metrics?.early(memory.earlyCount)
        let applier = CaseApplier(context, memory: memory, source: store)
        bookkeeping.withLock { $0.applier = applier }
        return memory.early.firstExpiry
    }

    private func startRelay(_ store: Store) throws(KafkaError) {
        let relay = Relay(
            store, records: configuration.relayRecords, zone: context.zone, logger: logger, metrics: metrics,
            events: Relay.Events(
                acknowledged: { [weak self] in self?.acknowledge($0) },
                failed: { [weak self] error in self?.end(.failure(error)) }))
        self.relay.withLock { $0 = relay }
        try relay.start(configuration.client)
    }

    private func openConsumer(_ admin: Admin, _ offsets: [TopicPartitionKey: Int64], nextWake: Instant?) {
        guard state.withLock({ !$0.isStopping && !$0.isOver }) else { return }
        do {
            var client = configuration.consuming
            client.onReachability = { [weak self] in self?.reachability($0) }
            let consumer = try Consumer(
                client, group: "qiaomen-track", queue: intake, logger: logger, partitionEnds: true
            ) { [weak self] event in self?.receive(event) }
            state.withLock { state in
                state.consumer = consumer
                state.admin = admin
                state.escalation.nextWake = nextWake
            }
            watch()
            listTopics(admin, offsets)
        } catch {
            end(.failure(.refused(error)))
        }
    }

    // MARK: - Partitions

    /// Looks for new partitions, now and every few seconds.
    private func listTopics(_ admin: Admin, _ offsets: [TopicPartitionKey: Int64]) {
        guard state.withLock({ !$0.isStopping && !$0.isOver }) else { return }
        ask { () async throws(KafkaError) in
            try await admin.listTopics()
        } then: { [self] topics in
            let found = topics.flatMap { topic in
                (0..<Int32(topic.partitionCount)).map { TopicPartition(topic: topic.name, partition: $0) }
            }.filter { InputSource($0) != nil }
            intake.async { [self] in
                let new = state.withLock { state in found.filter { !state.positions.holds($0) } }
                let unknown = new.filter { offsets[TopicPartitionKey($0.topic, $0.partition)] == nil }
                ask { () async throws(KafkaError) in
                    try await admin.watermarks(unknown)
                } then: { [self] marks in
                    intake.async { [self] in
                        take(found, new: new, offsets, marks)
                        intake.asyncAfter(deadline: .now() + configuration.topicInterval) { [self] in
                            listTopics(admin, offsets)
                        }
                    }
                }
            }
        }
    }

    private func take(
        _ found: [TopicPartition], new: [TopicPartition], _ offsets: [TopicPartitionKey: Int64],
        _ marks: [TopicPartition: Watermarks]
    ) {
        guard let consumer = state.withLock({ $0.isStopping || $0.isOver ? nil : $0.consumer }) else { return }
        let (assignment, gone) = state.withLock { state in
            for partition in new {
                guard let source = InputSource(partition) else { continue }
                state.merge.add(source)
                state.positions.add(
                    partition, written: offsets[TopicPartitionKey(partition.topic, partition.partition)],
                    first: marks[partition]?.low ?? 0)
            }
            let gone = forget(missing: Set(state.positions.partitions).subtracting(found), &state)
            guard !new.isEmpty || !gone.isEmpty || !state.isReady else { return ([TopicPartition: Int64](), gone) }
            state.merge.allGoOn()
            state.isReady = true
            return (state.positions.assignment, gone)
        }
        for partition in gone { logger.warning("\(partition) is gone: it is waited for no more") }
        if !assignment.isEmpty {
            do { try consumer.assign(assignment) } catch { return end(.failure(.refused(error))) }
            logger.info("reading \(assignment.count) partitions")
        }
        metrics?.isActive(true)
        startTimer()
        pump()
    }

    /// A partition that two lists of topics did not have is gone.
    private func forget(missing: Set<TopicPartition>, _ state: inout State) -> [TopicPartition] {
        let gone = missing.intersection(state.missing).sorted()
        for partition in gone {
            state.merge.remove(partition)
            state.positions.remove(partition)
        }
        state.missing = missing.subtracting(gone)
        return gone
    }

    // MARK: - Asking the cluster

    /// Asks until there is an answer, which comes on any thread; an outage is waited out.
    func ask<Answer: Sendable>(
        _ question: @escaping @Sendable () async throws(KafkaError) -> Answer,
        then answer: @escaping @Sendable (Answer) -> Void
    ) {
        Task { [self] in
            do throws(KafkaError) {
                let found = try await question()
                state.withLock { $0.asking.reset() }
                answer(found)
            } catch {
                guard error.isRetriable || error.isOutage || error.isUnknownTopic else {
                    return end(.failure(.refused(error)))
                }
                let (pause, isNew) = state.withLock { ($0.asking.next(), $0.asking.failures == 1) }
                if isNew { logger.warning("waiting: \(error)") }
                intake.asyncAfter(deadline: .now() + pause) { [self] in
                    guard state.withLock({ !$0.isStopping && !$0.isOver }) else { return }
                    ask(question, then: answer)
                }
            }
        }
    }
}

extension EarlyEvent {
    /// The event as it was received; nil if this program reads it no more.
    var received: ReceivedProgress? {
        guard let event = try? ProgressEvent(json: json.span.bytes) else { return nil }
        return ReceivedProgress(
            event: event, topic: place.topic, offset: place.offset, recordedAt: recordedAt, replay: replay)
    }
}
