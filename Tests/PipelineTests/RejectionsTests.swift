import Kafka
import Pipeline
import Testing

@Suite("Records that the broker does not take", .timeLimit(.minutes(1)))
struct RejectionsTests {
    private let second: UInt64 = 1_000_000_000

    private func failure(_ code: KafkaErrorCode, source: Int, isFatal: Bool = false) -> DeliveryFailure {
        DeliveryFailure(record: source, source: source, error: KafkaError(code, while: "produce", isFatal: isFatal))
    }

    @Test("no failure, no fault")
    func none() {
        var rejections = Rejections()
        #expect(rejections.judge([], under: .atLeastOnce, patience: 60, now: 0) == nil)
    }

    @Test("a refusal is tried again, those records alone, until patience ends; then its message is buried")
    func patience() {
        var rejections = Rejections()
        let refused = [failure(.unknownTopicOrPartition, source: 3)]
        #expect(rejections.judge(refused, under: .atLeastOnce, patience: 60, now: second) == .transient)
        #expect(rejections.again == [3])
        #expect(rejections.buried.isEmpty)
        #expect(rejections.judge(refused, under: .atLeastOnce, patience: 60, now: 60 * second) == .transient)
        #expect(rejections.buried.isEmpty)
        #expect(rejections.judge(refused, under: .atLeastOnce, patience: 60, now: 61 * second) == .transient)
        #expect(rejections.buried[3]?.stage == "produce")
        #expect(rejections.buried[3]?.errorClass == "UNKNOWN_TOPIC_OR_PART")
        #expect(rejections.attempts == 3)
    }

    @Test("a record that is too large is buried at once, and without its value if that is too large as well")
    func tooLarge() {
        var rejections = Rejections()
        let refused = [failure(.messageTooLarge, source: 1)]
        #expect(rejections.judge(refused, under: .atLeastOnce, patience: 60, now: 0) == .transient)
        #expect(rejections.buried[1] != nil)
        #expect(rejections.withoutValue.isEmpty)
        _ = rejections.judge(refused, under: .atLeastOnce, patience: 60, now: 0)
        #expect(rejections.withoutValue == [1])
    }

    @Test("in a transaction every failure aborts, and everything is produced again but what was buried")
    func transactional() {
        var rejections = Rejections()
        let refused = [failure(.messageTooLarge, source: 1), failure(.purgedFromQueue, source: 2)]
        #expect(rejections.judge(refused, under: .exactlyOnce, patience: 60, now: 0) == .abortable)
        #expect(rejections.again == nil)
        #expect(Array(rejections.buried.keys) == [1])
    }

    @Test("a missing right or a fence ends the worker: burying all reports would hide a wrong setting")
    func fatal() {
        for code in [KafkaErrorCode.topicAuthorizationFailed, .producerFenced] {
            var rejections = Rejections()
            #expect(rejections.judge([failure(code, source: 0)], under: .atLeastOnce, patience: 0, now: 9) == .fatal)
            #expect(rejections.buried.isEmpty)
        }
    }

    @Test("a broken producer takes all records with it: all are produced again")
    func producerLost() {
        var rejections = Rejections()
        let fault = rejections.judge(
            [failure(.outOfOrderSequence, source: 0, isFatal: true)], under: .atLeastOnce, patience: 0, now: 9)
        #expect(fault == .producerLost)
        #expect(rejections.again == nil)
    }
}
