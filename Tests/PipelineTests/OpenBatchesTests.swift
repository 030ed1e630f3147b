import Pipeline
import TestKit
import Testing

@Suite("Open batches", .timeLimit(.minutes(1)))
struct OpenBatchesTests {
    @Test("one batch is worked on while the one before commits, and no third is taken in")
    func twoAtMost() {
        var batches = OpenBatches()
        let first = batches.took()
        #expect(first.actions == [.work(0)])
        #expect(!batches.hasRoom, "lanes are busy")
        #expect(batches.worked(0) == [.commit(0)])
        #expect(batches.hasRoom)
        #expect(batches.took().actions == [.work(1)])
        #expect(!batches.hasRoom)
    }

    @Test("a batch commits only after those before it, however fast its lanes were")
    func commitsInOrder() {
        var batches = OpenBatches()
        _ = batches.took()
        _ = batches.took()
        #expect(batches.worked(1) == [])
        #expect(batches.worked(0) == [.commit(0)])
        #expect(batches.committing == 0)
        #expect(batches.committed(0) == [.commit(1)])
    }

    @Test("partitions are given back once the batch that is committing has ended, not before, and the next waits")
    func revokeWaitsForTheCommit() {
        var batches = OpenBatches()
        _ = batches.took()
        _ = batches.worked(0)
        _ = batches.took()
        #expect(batches.revoking() == [])
        #expect(!batches.hasRoom)
        #expect(batches.worked(1) == [], "nothing begins to commit while partitions are being given back")
        #expect(batches.committed(0) == [.giveBackPartitions, .commit(1)])
    }

    @Test("with nothing committing, partitions are given back at once and work in the lanes is not waited for")
    func revokeDoesNotWaitForLanes() {
        var batches = OpenBatches()
        _ = batches.took()
        #expect(batches.revoking() == [.giveBackPartitions])
        #expect(batches.worked(0) == [.commit(0)])
    }

    @Test("a wait for the commit that lasts too long ends by giving the partitions back, once")
    func revocationExpires() {
        var batches = OpenBatches()
        _ = batches.took()
        _ = batches.worked(0)
        _ = batches.revoking()
        #expect(batches.revocationExpired() == [.giveBackPartitions])
        #expect(batches.revocationExpired() == [])
        #expect(batches.committed(0) == [])
    }

    @Test("a batch with partitions that changed hands is worked again, or dropped if none of it is ours")
    func staleBatches() {
        var batches = OpenBatches()
        _ = batches.took()
        _ = batches.worked(0)
        #expect(batches.isStale(0, isAnythingHeld: true) == [.work(0)])
        #expect(batches.worked(0) == [.commit(0)])
        #expect(batches.isStale(0, isAnythingHeld: false) == [.drop(0)])
        #expect(batches.isEmpty)
    }

    @Test("an aborted batch is worked again and still commits before the one behind it")
    func reworkKeepsTheOrder() {
        var batches = OpenBatches()
        _ = batches.took()
        _ = batches.worked(0)
        _ = batches.took()
        _ = batches.worked(1)
        #expect(batches.rework(0) == [.work(0)])
        #expect(batches.committing == nil)
        #expect(batches.worked(0) == [.commit(0)])
        #expect(batches.committed(0) == [.commit(1)])
    }

    @Test("an abort for a revoke gives the partitions back before the batch is worked again")
    func abortGivesBack() {
        var batches = OpenBatches()
        _ = batches.took()
        _ = batches.worked(0)
        #expect(batches.revoking() == [])
        #expect(batches.rework(0) == [.work(0), .giveBackPartitions])
    }

    @Test("a stop takes nothing more in, finishes what is open in its order, and closes once")
    func stopFinishes() {
        var batches = OpenBatches()
        _ = batches.took()
        _ = batches.worked(0)
        _ = batches.took()
        #expect(batches.stop() == [])
        #expect(!batches.hasRoom)
        #expect(batches.worked(1) == [])
        #expect(batches.committed(0) == [.commit(1)])
        #expect(batches.committed(1) == [.close])
        #expect(batches.stop() == [])
    }

    @Test("a stop with nothing open closes at once")
    func stopIdle() {
        var batches = OpenBatches()
        #expect(batches.stop() == [.close])
    }

    @Test(
        "whatever happens in whatever order: commits in order, each batch ended once, partitions given back once a revoke"
    )
    func randomHistories() {
        for seed in 0..<300 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            var model = History()
            for _ in 0..<80 { model.step(&random) }
            model.finish(&random)
            #expect(model.begun == model.begun.sorted(), "seed \(seed)")
            #expect(Set(model.ended).count == model.ended.count, "seed \(seed)")
            #expect(model.ended.sorted() == Array(0..<model.taken), "seed \(seed)")
            #expect(model.closed == 1, "seed \(seed)")
            #expect(model.givenBack == model.revokes, "seed \(seed)")
        }
    }
}

/// Drives the machine at random as the worker would, and writes down what it asked for.
private struct History {
    var batches = OpenBatches()
    var taken = 0
    var begun: [Int] = []
    var ended: [Int] = []
    var closed = 0
    var revokes = 0
    var givenBack = 0
    var lanes: [Int] = []
    var isRevoking = false

    mutating func step(_ random: inout SeededGenerator) {
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1:
            guard batches.hasRoom else { return }
            taken += 1
            record(batches.took().actions)
        case 2, 3, 4: endLanes(&random)
        case 5, 6: endCommit(&random)
        default:
            guard !isRevoking else { return }
            revokes += 1
            isRevoking = true
            record(batches.revoking())
        }
    }

    mutating func finish(_ random: inout SeededGenerator) {
        record(batches.stop())
        for _ in 0..<1_000 where !batches.isEmpty {
            endLanes(&random)
            endCommit(&random)
        }
    }

    private mutating func endLanes(_ random: inout SeededGenerator) {
        guard let place = lanes.indices.randomElement(using: &random) else { return }
        record(batches.worked(lanes.remove(at: place)))
    }

    private mutating func endCommit(_ random: inout SeededGenerator) {
        guard let number = batches.committing else { return }
        switch Int.random(in: 0..<6, using: &random) {
        case 0: record(batches.rework(number))
        case 1: record(batches.isStale(number, isAnythingHeld: true))
        case 2: record(batches.dropped(number))
        default:
            ended.append(number)
            begun.append(number)
            record(batches.committed(number))
        }
    }

    private mutating func record(_ actions: [OpenBatches.Action]) {
        for action in actions {
            switch action {
            case .work(let number): lanes.append(number)
            case .commit: break
            case .drop(let number): ended.append(number)
            case .giveBackPartitions:
                givenBack += 1
                isRevoking = false
            case .close: closed += 1
            }
        }
    }
}
