import BrokerTestKit
import Foundation
import Hotline
import Kafka
import TestKit
import Testing
import qiaomen

@Suite("Faults", .serialized, .timeLimit(.minutes(4)))
struct FaultTests {
    /// Every readable report has a lead task; repeats are the same task again.
    private func expectAllDone(_ town: Town, _ messages: [ResidentSimulation.Message]) async throws {
        let leads = try await town.tasks().filter { $0.role == .lead }
        let wanted = Set(messages.filter(\.isReadable).map(Town.caseNumber))
        let missing = wanted.subtracting(leads.map(\.caseNumber))
        #expect(missing.isEmpty && Set(leads.map(\.caseNumber)).count == wanted.count, "\(missing.count) are missing")
        for (_, repeats) in Dictionary(grouping: leads, by: \.caseNumber) {
            #expect(Set(repeats).count == 1, "a repeat is the same task")
        }
        let broken = Set(messages.filter { !$0.isReadable }.map(\.value))
        let areWhole = Set(try await town.deadLetters().map { $0.value ?? [] }) == broken
        #expect(areWhole, "the dead letters are the broken messages, byte by byte")
    }

    @Test("killed in the middle, a worker leaves nothing undone: after its restart every report has its task")
    func killedAndRestarted() async throws {
        let town = try await Town()
        let messages = Town.messages(12_000, seed: 21, broken: 0.01)
        try await town.publish(messages)
        let ingest = try town.start("ingest")
        try await eventually("some tasks", within: 60) { try await town.taskCount() > 300 }
        ingest.send(SIGKILL)
        #expect(try await ingest.ended().wasKilled)
        let rest = try await town.run("ingest", "--drain")
        #expect(rest.status == 0, "\(rest.errors)")
        try await expectAllDone(town, messages)
    }

    @Test("of two workers one is killed: the other takes its partitions over and finishes")
    func oneOfTwoKilled() async throws {
        let town = try await Town()
        let messages = Town.messages(2_000, seed: 22)
        try await town.publish(Array(messages.prefix(1_000)))
        let first = try town.start("ingest", "--instance", "one")
        let second = try town.start("ingest", "--instance", "two")
        try await eventually("both have partitions", within: 60) {
            first.errors.contains("reading") && second.errors.contains("reading")
        }
        try await town.publish(Array(messages.suffix(1_000)))
        first.send(SIGKILL)
        let wanted = Set(messages.map(Town.caseNumber))
        try await eventually("the rest", within: 90) {
            Set(try await town.tasks().filter { $0.role == .lead }.map(\.caseNumber)) == wanted
        }
        second.send(SIGTERM)
        #expect(try await second.ended().status == 0)
        try await expectAllDone(town, messages)
    }

    @Test("while the broker is away the worker waits, says so once, and goes on when it is back")
    func brokerAway() async throws {
        let town = try await Town()
        let messages = Town.messages(1_000, seed: 23)
        try await town.publish(Array(messages.prefix(500)))
        let ingest = try town.start("ingest")
        try await eventually("the first half", within: 60) { try await town.taskCount() >= 500 }
        town.broker.send(SIGUSR1)
        try await eventually("it is said") { ingest.errors.contains("unreachable") }
        try await Task.sleep(for: .seconds(6))
        town.broker.send(SIGUSR1)
        try await town.publish(Array(messages.suffix(500)))
        let wanted = Set(messages.map(Town.caseNumber))
        try await eventually("the second half", within: 90) {
            Set(try await town.tasks().filter { $0.role == .lead }.map(\.caseNumber)) == wanted
        }
        ingest.send(SIGTERM)
        let ending = try await ingest.ended()
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(ending.errors.components(separatedBy: "unreachable").count == 2, "once:\n\(ending.errors)")
        #expect(ending.errors.split(separator: "\n").count < 25, "the log is bounded:\n\(ending.errors)")
    }

    @Test("the first signal finishes and ends with 0; a second one, when it cannot finish, ends with 2")
    func signals() async throws {
        let town = try await Town()
        try await town.publish(Town.messages(50, seed: 24))
        let calm = try town.start("ingest")
        try await eventually("work done", within: 60) { try await town.taskCount() >= 50 }
        calm.send(SIGTERM)
        #expect(try await calm.ended().status == 0)

        let hurried = try town.start("ingest")
        try await eventually("it reads", within: 60) { hurried.errors.contains("reading") }
        town.broker.send(SIGSTOP)
        try await town.whileBrokerIsStopped(hurried)
        town.broker.send(SIGCONT)
    }

    @Test("no broker at all: the worker waits for one until it is told to stop")
    func noBroker() async throws {
        let ingest = try Program(["ingest", "--broker", "127.0.0.1:1"])
        try await eventually("it says that it waits", within: 30) { ingest.errors.contains("waiting for a broker") }
        ingest.send(SIGTERM)
        #expect(try await ingest.ended(within: 5).status == 0)
    }
}

extension Town {
    /// A worker that is asked to stop while its broker does not answer, and asked again.
    func whileBrokerIsStopped(_ worker: Program) async throws {
        worker.send(SIGTERM)
        worker.send(SIGINT)
        let ending = try await worker.ended(within: 20)
        // It may have finished before the second signal came.
        #expect(ending.status == 2 || ending.status == 0)
    }
}
