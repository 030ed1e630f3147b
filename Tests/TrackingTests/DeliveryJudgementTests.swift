import Kafka
import Testing
import Tracking

@Suite("Records of the outbox that the broker did not take", .timeLimit(.minutes(1)))
struct DeliveryJudgementTests {
    private func failure(_ index: Int, _ code: KafkaErrorCode) -> DeliveryFailure {
        DeliveryFailure(record: index, source: index, error: KafkaError(code, while: "deliver a record"))
    }

    @Test("what can never be sent is set aside, and holds up nothing")
    func hopeless() {
        let judgement = DeliveryJudgement([failure(4, .messageTooLarge), failure(2, .unknownTopicOrPartition)])
        #expect(judgement.hopeless.map(\.index) == [2, 4])
        #expect(judgement.firstAgain == nil && judgement.trouble == nil)
    }

    @Test("what may be sent later is sent again from the first on, so that no older state comes behind a newer one")
    func again() {
        let judgement = DeliveryJudgement([
            failure(9, .transport), failure(3, .purgedInFlight), failure(5, .messageTooLarge),
        ])
        #expect(judgement.firstAgain == 3 && judgement.trouble?.code == .purgedInFlight)
        #expect(judgement.hopeless.map(\.index) == [5])
    }

    @Test("a broker that does not allow it is a matter for people, not a reason to throw records away")
    func denied() {
        let judgement = DeliveryJudgement([failure(1, .topicAuthorizationFailed)])
        #expect(judgement.denial != nil && judgement.hopeless.isEmpty)
    }
}
