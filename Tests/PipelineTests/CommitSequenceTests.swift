import Pipeline
import Testing

@Suite("The steps of a commit", .timeLimit(.minutes(1)))
struct CommitSequenceTests {
    @Test("at least once: offsets are committed only after every record is acknowledged")
    func atLeastOnce() {
        var sequence = CommitSequence(.atLeastOnce)
        #expect(sequence.start() == .perform(.produce))
        #expect(sequence.ended(nil) == .perform(.commitOffsets))
        #expect(sequence.ended(nil) == .finish(.committed))
    }

    @Test("exactly once: records and offsets are in one transaction")
    func exactlyOnce() {
        var sequence = CommitSequence(.exactlyOnce)
        #expect(sequence.start() == .perform(.begin))
        #expect(sequence.ended(nil) == .perform(.produce))
        #expect(sequence.ended(nil) == .perform(.sendOffsets))
        #expect(sequence.ended(nil) == .perform(.commitTransaction))
        #expect(sequence.ended(nil) == .finish(.committed))
    }

    @Test("a passing fault repeats the same step after a pause", arguments: DeliveryGuarantee.allCases)
    func transient(guarantee: DeliveryGuarantee) {
        var sequence = CommitSequence(guarantee)
        let first = sequence.start()
        #expect(sequence.ended(.transient) == .pause)
        #expect(sequence.waited() == first)
    }

    @Test("a transaction that cannot be committed is aborted and the batch worked again")
    func aborted() {
        for stepsBefore in 1...3 {
            var sequence = CommitSequence(.exactlyOnce)
            _ = sequence.start()
            for _ in 0..<stepsBefore { _ = sequence.ended(nil) }
            #expect(sequence.ended(.abortable) == .perform(.abort))
            #expect(sequence.ended(nil) == .finish(.rework))
        }
    }

    @Test("an abort that fails for a while is tried again")
    func abortRetried() {
        var sequence = CommitSequence(.exactlyOnce)
        _ = sequence.start()
        _ = sequence.ended(nil)
        #expect(sequence.ended(.abortable) == .perform(.abort))
        #expect(sequence.ended(.transient) == .pause)
        #expect(sequence.waited() == .perform(.abort))
    }

    @Test("any revoke aborts the transaction, after the step that is under way")
    func revokeAborts() {
        for stepsBefore in 0...2 {
            var sequence = CommitSequence(.exactlyOnce)
            _ = sequence.start()
            for _ in 0..<stepsBefore { _ = sequence.ended(nil) }
            #expect(sequence.revoked() == nil)
            #expect(sequence.ended(nil) == .perform(.abort))
            #expect(sequence.ended(nil) == .finish(.rework))
        }
    }

    @Test("a revoke during a pause does not wait for it")
    func revokeInPause() {
        var sequence = CommitSequence(.exactlyOnce)
        _ = sequence.start()
        _ = sequence.ended(nil)
        #expect(sequence.ended(.transient) == .pause)
        #expect(sequence.revoked() == .perform(.abort))

        var unbegun = CommitSequence(.exactlyOnce)
        _ = unbegun.start()
        _ = unbegun.ended(.transient)
        #expect(unbegun.revoked() == .finish(.rework), "there is no transaction to abort yet")
    }

    @Test("a commit that is under way is the broker's to decide: a revoke waits for its answer")
    func revokeDuringCommit() {
        var sequence = CommitSequence(.exactlyOnce)
        _ = sequence.start()
        for _ in 0..<3 { _ = sequence.ended(nil) }
        #expect(sequence.revoked() == nil)
        #expect(sequence.ended(.transient) == .pause)
        #expect(sequence.revoked() == nil)
        #expect(sequence.waited() == .perform(.commitTransaction))
        #expect(sequence.ended(nil) == .finish(.committed))
    }

    @Test("at least once, a revoke lets the commit finish")
    func revokeAtLeastOnce() {
        var sequence = CommitSequence(.atLeastOnce)
        _ = sequence.start()
        #expect(sequence.revoked() == nil)
        #expect(sequence.ended(nil) == .perform(.commitOffsets))
    }

    @Test("offsets that the group took from us are never committed")
    func disowned() {
        var sequence = CommitSequence(.atLeastOnce)
        _ = sequence.start()
        _ = sequence.ended(nil)
        #expect(sequence.ended(.disowned) == .finish(.dropped))
    }

    @Test("a broken producer is replaced with at-least-once, and ends the worker with exactly-once")
    func producerLost() {
        var plain = CommitSequence(.atLeastOnce)
        _ = plain.start()
        #expect(plain.ended(.producerLost) == .renewProducer)
        var transactional = CommitSequence(.exactlyOnce)
        _ = transactional.start()
        #expect(transactional.ended(.producerLost) == .finish(.failed))
    }

    @Test("what nobody can mend ends the worker at every step", arguments: DeliveryGuarantee.allCases)
    func fatal(guarantee: DeliveryGuarantee) {
        var sequence = CommitSequence(guarantee)
        _ = sequence.start()
        #expect(sequence.ended(.fatal) == .finish(.failed))
    }
}
