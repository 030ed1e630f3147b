import Hotline
import Ingest
import Testing

@Suite("Danger words", .timeLimit(.minutes(1)))
struct DangerTests {
    private let dispatcher = Dispatcher(
        district: smallDistrict(dangerWords: [
            DangerWord(words: ["漏电", "坍塌"], exceptions: ["漏电保护"], urgency: .emergency),
            DangerWord(words: ["坍塌风险", "井盖缺失"], urgency: .urgent),
        ]))

    @Test("They raise the urgency and never lower it")
    func raises() {
        #expect(dispatcher.decide("漏电").urgency == .emergency)
        #expect(dispatcher.decide(title: "漏电", "你好").urgency == .emergency)
        #expect(dispatcher.decide("井盖缺失").urgency == .urgent)
        #expect(dispatcher.decide("井盖缺失", urgency: .emergency).urgency == .emergency)
        #expect(dispatcher.decide("你好", urgency: .urgent).urgency == .urgent)
        #expect(dispatcher.decide("井盖缺失，漏电").urgency == .emergency)
    }

    @Test("A longer phrase decides for the words in it")
    func longer() {
        #expect(dispatcher.decide("坍塌风险").urgency == .urgent)
        #expect(dispatcher.decide("漏电保护").urgency == .normal)
        #expect(dispatcher.decide("漏电保护坏了，漏电").urgency == .emergency)
    }

    @Test("Praise and wishes stay as they are", arguments: ReportKind.allCases)
    func kinds(kind: ReportKind) {
        let stays = kind == .praise || kind == .wish
        #expect(dispatcher.decide("漏电", kind: kind).urgency == (stays ? .normal : .emergency))
    }

    @Test("Late in a long text an emergency is urgent only")
    func late() {
        let long = String(repeating: "情", count: 200)
        #expect(dispatcher.decide(long + "漏电").urgency == .urgent)
        #expect(dispatcher.decide(String(long.dropLast()) + "漏电").urgency == .emergency)
        #expect(dispatcher.decide(title: "漏电", long).urgency == .emergency)
    }

    @Test("The address does not speak of danger")
    func address() {
        #expect(dispatcher.decide(address: "漏电保护器厂，漏电路", "你好").urgency == .normal)
    }
}
