import BrokerTestKit
import Dispatch
import Kafka
import Logging
import TestKit
import Testing

/// What holds for consumers that share topics as a group. A group of the mock takes 3 s to form, so the tests run side
/// by side.
@Suite(.timeLimit(.minutes(2)))
struct GroupTests {
    private let logger = TestBroker.logger
    /// Both rebalance protocols have to do: cooperative (ours) and eager.
    private static let strategies = ["cooperative-sticky", "range"]

    private func configuration(_ strategy: String = "cooperative-sticky") throws -> ClientConfiguration {
        try TestBroker.configuration(["partition.assignment.strategy": strategy])
    }

    private func member(_ group: String, _ topics: [String], _ strategy: String = "cooperative-sticky") async throws
        -> Reader
    {
        let reader = try Reader(configuration(strategy), group: group)
        try await reader.on { try $0.subscribe(to: topics) }
        return reader
    }

    private func produce(_ numbers: Range<Int>, to topic: String) async throws {
        let producer = try Producer(TestBroker.configuration(), logger: logger)
        let buffer = RecordBuffer()
        for number in numbers { buffer.add("\(number)", to: topic, key: "\(number)") }
        #expect(await producer.produce(buffer).isEmpty)
        #expect(await producer.finish() == 0)
    }

    private func committed(_ group: String, _ topic: String, partitions: Int = 1) async throws -> [Int32: Int64] {
        let admin = try Admin(TestBroker.configuration(), logger: logger)
        let all = (0..<partitions).map { TopicPartition(topic: topic, partition: Int32($0)) }
        let offsets = try await admin.committed(group: group, all)
        return Dictionary(uniqueKeysWithValues: offsets.map { ($0.key.partition, $0.value) })
    }

    @Test(arguments: strategies)
    func twoMembersShareThePartitionsAndNothingIsMissed(strategy: String) async throws {
        let (group, topic) = (TestBroker.freshName("group"), try TestBroker.topic(partitions: 4))
        let first = try await member(group, [topic], strategy)
        try await eventually("the first has all") { try await first.assignment().count == 4 }
        try await produce(0..<200, to: topic)
        try await eventually("the first reads all") { first.messages.count == 200 }
        let old = first.sources
        #expect(try success(await first.commit(old)))

        let second = try await member(group, [topic], strategy)
        try await eventually("both share") {
            let (one, two) = (try await first.assignment(), try await second.assignment())
            return one.count == 2 && two.count == 2 && Set(one + two).count == 4
        }
        try await produce(200..<400, to: topic)
        try await eventually("both read the rest") { first.messages.count + second.messages.count >= 400 }
        #expect(Set(first.values + second.values) == Set((0..<400).map { "\($0)" }))
        #expect(first.messages.count + second.messages.count == 400)

        // The first's sources of partitions that moved are no longer current, and its commit of them changes nothing.
        #expect(try success(await second.commit(second.sources)))
        let before = try await committed(group, topic, partitions: 4)
        let moved = Set(try await second.assignment())
        let stale = old.filter { moved.contains($0.partition) }.map {
            BatchSource(partition: $0.partition, epoch: $0.epoch, nextOffset: $0.nextOffset + 1000)
        }
        #expect(!stale.isEmpty)
        #expect(try await first.on { consumer in stale.allSatisfy { !consumer.isCurrent($0) } })
        #expect(try success(await first.commit(stale)))
        #expect(try await committed(group, topic, partitions: 4) == before)
        #expect(await first.close())
        #expect(await second.close())
    }

    /// While another member has not synchronised yet, a broker may refuse a commit for the moment.
    private func commitUntilTaken(_ reader: Reader) async throws {
        try await eventually("the commit") {
            do {
                return try success(await reader.commit(reader.sources))
            } catch let error as KafkaError where error.isRetriable {
                return false
            }
        }
    }

    private func success(_ result: Result<Void, KafkaError>) throws -> Bool {
        try result.get()
        return true
    }

    /// The mock cluster may begin another rebalance before a commit has come, and then refuses it: what was to be shown
    /// could not be seen, and is tried again.
    private func unlessTheMockRebalances(_ scenario: () async throws -> Void) async throws {
        for attempt in 1...3 {
            do {
                return try await scenario()
            } catch let error as KafkaError where error.code == .illegalGeneration && attempt < 3 {
                continue
            }
        }
    }

    @Test(arguments: strategies)
    func aRevocationWaitsForItsOwner(strategy: String) async throws {
        try await unlessTheMockRebalances { try await revocationWaitsForItsOwner(strategy) }
    }

    private func revocationWaitsForItsOwner(_ strategy: String) async throws {
        let (group, topic) = (TestBroker.freshName("group"), try TestBroker.topic(partitions: 2))
        let first = try await member(group, [topic], strategy)
        first.set { $0.acknowledgesRevocations = false }
        try await produce(0..<100, to: topic)
        try await eventually("the first reads all") { first.messages.count == 100 }
        let second = try await member(group, [topic], strategy)
        try await eventually("the revocation") { !first.revoked.isEmpty }
        // Until it is finished the partitions stay where they are and rest.
        let before = first.messages.count
        try await produce(100..<200, to: topic)
        try await Task.sleep(for: .milliseconds(700))
        #expect(try await second.assignment().isEmpty)
        #expect(first.messages.count == before)
        // Its work is still current, and may be committed. (The mock refuses that to an eager member.)
        if strategy == "cooperative-sticky" { try await commitUntilTaken(first) }
        try await first.on { $0.finishRevocation() }
        first.set { $0.acknowledgesRevocations = true }
        try await eventually("both share") {
            let (one, two) = (try await first.assignment(), try await second.assignment())
            return one.count == 1 && two.count == 1
        }
        let all = Set((0..<200).map { "\($0)" })
        try await eventually("nothing is missed") { Set(first.values + second.values) == all }
        if strategy == "cooperative-sticky" { #expect(first.messages.count + second.messages.count == 200) }
        #expect(await first.close())
        #expect(await second.close())
    }

    @Test func aCommitBetweenARevocationAndTheNextAssignmentWaits() async throws {
        try await unlessTheMockRebalances { try await commitBetweenRevocationAndAssignmentWaits() }
    }

    private func commitBetweenRevocationAndAssignmentWaits() async throws {
        let (group, topic) = (TestBroker.freshName("group"), try TestBroker.topic(partitions: 2))
        let first = try await member(group, [topic])
        first.set { $0.acknowledgesRevocations = false }
        try await produce(0..<100, to: topic)
        try await eventually("the first reads all") { first.messages.count == 100 }
        let second = try await member(group, [topic])
        try await eventually("the revocation") { !first.revoked.isEmpty }
        try await first.on { $0.finishRevocation() }
        try await commitUntilTaken(first)
        #expect(first.lost.isEmpty)
        let kept = try await first.assignment()
        #expect(kept.count == 1)
        #expect(try await committed(group, topic, partitions: 2).keys.map { [$0] } == kept.map { [$0.partition] })
        #expect(await first.close())
        #expect(await second.close())
    }

    @Test func theNextMemberGoesOnWhereTheLastCommitted() async throws {
        let (group, topic) = (TestBroker.freshName("group"), try TestBroker.topic())
        try await produce(0..<100, to: topic)
        let first = try await member(group, [topic])
        try await eventually("all records") { first.messages.count == 100 }
        let source = try #require(first.sources.first)
        let upTo: (Int64) -> [BatchSource] = {
            [BatchSource(partition: source.partition, epoch: source.epoch, nextOffset: $0)]
        }
        #expect(try success(await first.commit(upTo(60))))
        // Neither backwards, nor twice; and nothing at all is fine.
        #expect(try success(await first.commit(upTo(40))))
        #expect(try success(await first.commit(upTo(60))))
        #expect(try success(await first.commit([])))
        #expect(try await committed(group, topic) == [0: 60])
        #expect(await first.close())
        let second = try await member(group, [topic])
        try await eventually("the rest") { second.messages.count >= 40 }
        #expect(second.messages.first?.offset == 60)
        #expect(second.messages.count == 40)
        #expect(await second.close())
    }

    @Test func aPatternNoticesANewTopic() async throws {
        let prefix = TestBroker.freshName("reports")
        try TestBroker.broker.createTopic("\(prefix).one", partitions: 1)
        let reader = try await member(TestBroker.freshName("group"), ["^\(prefix)\\..*"])
        try await produce(0..<1, to: "\(prefix).one")
        try await eventually("the first topic") { reader.messages.count == 1 }
        try TestBroker.broker.createTopic("\(prefix).two", partitions: 1)
        try await produce(1..<2, to: "\(prefix).two")
        try await eventually("the new topic", within: 25) { reader.messages.count == 2 }
        #expect(await reader.close())
    }

    @Test(arguments: strategies)
    func closingBeforeTheFirstAssignmentDoesNotHang(strategy: String) async throws {
        for delay in [0, 1, 300, 2900, 3050] {
            let reader = try await member(TestBroker.freshName("group"), [try TestBroker.topic()], strategy)
            try await Task.sleep(for: .milliseconds(delay))
            #expect(await reader.close(within: 15))
        }
    }

    @Test(arguments: strategies)
    func closingInTheMiddleOfARebalanceDoesNotHang(strategy: String) async throws {
        let (group, topic) = (TestBroker.freshName("group"), try TestBroker.topic(partitions: 2))
        let first = try await member(group, [topic], strategy)
        first.set { $0.acknowledgesRevocations = false }
        try await eventually("the first has all") { try await first.assignment().count == 2 }
        let second = try await member(group, [topic], strategy)
        try await eventually("the revocation") { !first.revoked.isEmpty }
        #expect(await first.close(within: 15))
        try await eventually("the second has all") { try await second.assignment().count == 2 }
        #expect(await second.close(within: 15))
    }

    @Test func aClosedMembersPartitionsMoveToTheOther() async throws {
        let (group, topic) = (TestBroker.freshName("group"), try TestBroker.topic(partitions: 2))
        let first = try await member(group, [topic])
        let second = try await member(group, [topic])
        try await eventually("both share") {
            let (one, two) = (try await first.assignment(), try await second.assignment())
            return one.count == 1 && two.count == 1
        }
        #expect(await first.close())
        try await eventually("the second has all") { try await second.assignment().count == 2 }
        #expect(await second.close())
    }

    @Test func groupMetadataNamesTheGroup() async throws {
        let reader = try Reader(configuration())
        #expect(try await reader.on { $0.groupMetadata() != nil })
        #expect(await reader.close())
    }
}

/// Errors injected into a group's requests. Each test has a broker of its own.
@Suite(.timeLimit(.minutes(2)))
struct GroupFaultTests {
    private let logger = TestBroker.logger

    private func start(
        partitions: Int = 1, strategy: String = "cooperative-sticky"
    ) async throws -> (EmbeddedBroker, Producer, Reader) {
        let broker = try EmbeddedBroker(logger: logger)
        try broker.createTopic("t", partitions: partitions)
        let configuration = ClientConfiguration(
            brokers: broker.address, properties: ["partition.assignment.strategy": strategy])
        return (broker, try Producer(configuration, logger: logger), try Reader(configuration, group: "g"))
    }

    private func send(_ numbers: Range<Int>, _ producer: Producer) async throws {
        for number in numbers { _ = try await producer.send(Record(topic: "t", key: nil, value: bytes("\(number)"))) }
    }

    @Test(arguments: [KafkaErrorCode.illegalGeneration, .unknownMember])
    func aMemberThatTheGroupForgotLosesItsPartitionsAndComesBack(code: KafkaErrorCode) async throws {
        let (broker, producer, reader) = try await start()
        defer { broker.stop() }
        try await reader.on { try $0.subscribe(to: ["t"]) }
        try await send(0..<10, producer)
        try await eventually("the first records") { reader.messages.count == 10 }
        let old = reader.sources
        broker.inject([code], into: .heartbeat)
        try await eventually("the loss") { !reader.lost.isEmpty }
        #expect(try await reader.on { consumer in old.allSatisfy { !consumer.isCurrent($0) } })
        if case .failure(let error) = await reader.commit(old) { Issue.record("\(error)") }
        try await eventually("the return") { try await reader.assignment().count == 1 }
        #expect(try await reader.on { consumer in old.allSatisfy { !consumer.isCurrent($0) } })
        // Nothing was committed, so all of it comes again: at least once.
        try await send(10..<20, producer)
        let all = (0..<20).map { "\($0)" }
        try await eventually("all records") { Set(reader.values).isSuperset(of: all) }
        let admin = try Admin(ClientConfiguration(brokers: broker.address), logger: logger)
        #expect(try await admin.committed(group: "g", [TopicPartition(topic: "t", partition: 0)]).isEmpty)
        #expect(await producer.finish() == 0)
        #expect(await reader.close())
    }

    @Test(
        arguments: [APIKey.joinGroup, .syncGroup, .findCoordinator, .offsetFetch],
        ["cooperative-sticky", "range"])
    func transientErrorsWhileJoiningCostTimeOnly(api: APIKey, strategy: String) async throws {
        let (broker, producer, reader) = try await start(strategy: strategy)
        defer { broker.stop() }
        broker.inject([.coordinatorNotAvailable, .notCoordinator, .coordinatorLoading], into: api)
        try await reader.on { try $0.subscribe(to: ["t"]) }
        try await send(0..<10, producer)
        try await eventually("all records", within: 60) { reader.messages.count >= 10 }
        #expect(reader.values == (0..<10).map { "\($0)" })
        #expect(reader.failures.isEmpty)
        #expect(await producer.finish() == 0)
        #expect(await reader.close())
    }

    @Test func aCommitErrorIsToldAndTheNextCommitSucceeds() async throws {
        let (broker, producer, reader) = try await start()
        defer { broker.stop() }
        try await reader.on { try $0.subscribe(to: ["t"]) }
        try await send(0..<10, producer)
        try await eventually("all records") { reader.messages.count == 10 }
        broker.inject([.groupAuthorizationFailed], into: .offsetCommit)
        guard case .failure(let error) = await reader.commit(reader.sources) else {
            Issue.record("the commit succeeded")
            return
        }
        #expect(error.isAuthorization && !error.isRetriable)
        guard case .success = await reader.commit(reader.sources) else {
            Issue.record("the second commit failed")
            return
        }
        let admin = try Admin(ClientConfiguration(brokers: broker.address), logger: logger)
        let partition = TopicPartition(topic: "t", partition: 0)
        #expect(try await admin.committed(group: "g", [partition]) == [partition: 10])
        #expect(await producer.finish() == 0)
        #expect(await reader.close())
    }

    @Test func anUnauthorizedGroupIsTold() async throws {
        let (broker, producer, reader) = try await start()
        defer { broker.stop() }
        broker.inject(Array(repeating: .groupAuthorizationFailed, count: 5), into: .findCoordinator)
        try await reader.on { try $0.subscribe(to: ["t"]) }
        try await eventually("the failure") { reader.failures.contains(where: \.isAuthorization) }
        #expect(await producer.finish() == 0)
        #expect(await reader.close())
    }

    @Test func anOutageOfAGroupLosesNothing() async throws {
        let (broker, producer, reader) = try await start(partitions: 2)
        defer { broker.stop() }
        try await reader.on { try $0.subscribe(to: ["t"]) }
        try await send(0..<50, producer)
        try await eventually("the first records") { reader.messages.count == 50 }
        broker.setDown()
        async let later: Void = send(50..<100, producer)
        try await Task.sleep(for: .milliseconds(500))
        broker.setUp()
        try await later
        let all = Set((0..<100).map { "\($0)" })
        try await eventually("all records") { Set(reader.values) == all }
        guard case .success = await reader.commit(reader.sources) else {
            Issue.record("the commit failed")
            return
        }
        #expect(await producer.finish() == 0)
        #expect(await reader.close())
    }
}
