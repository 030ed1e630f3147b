import Kafka
import TestKit
import Testing

@Suite struct ConsumptionTests {
    private let a = TopicPartition(topic: "t", partition: 0)
    private let b = TopicPartition(topic: "t", partition: 1)

    private func source(_ partition: TopicPartition, _ consumption: Consumption, _ next: Int64) -> BatchSource {
        BatchSource(partition: partition, epoch: consumption.epoch(of: partition), nextOffset: next)
    }

    @Test func anAssignmentFencesWhatCameUnderTheOneBefore() {
        var consumption = Consumption()
        consumption.assign([a])
        let old = source(a, consumption, 10)
        consumption.remove([a])
        #expect(!consumption.isCurrent(old))
        consumption.assign([a])
        #expect(!consumption.isCurrent(old))
        #expect(consumption.admissible([old]).isEmpty)
        #expect(consumption.admissible([source(a, consumption, 3)]) == [a: 3])
    }

    @Test func aPartitionBeingRevokedAdmitsNoCommit() {
        var consumption = Consumption()
        consumption.assign([a, b])
        consumption.fence([a])
        #expect(consumption.admissible([source(a, consumption, 5), source(b, consumption, 6)]) == [b: 6])
    }

    @Test func commitsNeverGoBackwardsOrRepeat() {
        var consumption = Consumption()
        consumption.assign([a])
        let epoch = consumption.epoch(of: a)
        #expect(consumption.admissible([source(a, consumption, 7), source(a, consumption, 5)]) == [a: 7])
        consumption.committed(7, of: a, epoch: epoch)
        #expect(consumption.admissible([source(a, consumption, 7)]).isEmpty)
        #expect(consumption.admissible([source(a, consumption, 6)]).isEmpty)
        #expect(consumption.admissible([source(a, consumption, 8)]) == [a: 8])
    }

    @Test func aPartitionThatIsNotOursIsNeverCurrent() {
        let consumption = Consumption()
        #expect(!consumption.isCurrent(source(a, consumption, 1)))
    }

    @Test func onlyWhatIsPausedIsResumedAndAnAssignmentForgetsPauses() {
        var consumption = Consumption()
        consumption.assign([a, b])
        #expect(consumption.resume([a]) == [])
        #expect(consumption.pause([a]) == [a])
        #expect(consumption.pause([a, b]) == [b])
        #expect(consumption.resume([a]) == [a])
        consumption.assign([b])
        #expect(consumption.resume([b]) == [])
    }

    @Test func whateverHappensNoStaleOrOlderOffsetIsAdmitted() {
        var random = SeededGenerator(seed: 42)
        var consumption = Consumption()
        var committed: [TopicPartition: Int64] = [:]
        var issued: [(source: BatchSource, generation: Int)] = []
        var generations: [TopicPartition: Int] = [a: 0, b: 0]
        for _ in 0..<20_000 {
            let partition = Bool.random(using: &random) ? a : b
            switch Int.random(in: 0..<5, using: &random) {
            case 0:
                consumption.assign([partition])
                generations[partition, default: 0] += 1
                committed[partition] = nil
            case 1:
                consumption.remove([partition])
                generations[partition, default: 0] += 1
                committed[partition] = nil
            case 2:
                let next = Int64.random(in: 1..<1000, using: &random)
                issued.append((source(partition, consumption, next), generations[partition, default: 0]))
            default:
                guard let (source, generation) = issued.randomElement(using: &random) else { continue }
                for (partition, offset) in consumption.admissible([source]) {
                    #expect(generation == generations[partition])
                    #expect(offset > committed[partition] ?? 0)
                    consumption.committed(offset, of: partition, epoch: source.epoch)
                    committed[partition] = offset
                }
            }
        }
    }
}
