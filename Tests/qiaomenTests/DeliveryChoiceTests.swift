import Pipeline
import Testing
import qiaomen

@Suite("Which guarantee a worker gives", .timeLimit(.minutes(1)))
struct DeliveryChoiceTests {
    private let embedded = "mockCluster5555"
    private let real = "q1Sh-9_ISia_zwGINzRvyQ"

    @Test("the best that the broker can give, unless the settings say otherwise")
    func choice() throws {
        #expect(try DeliveryChoice(wanted: nil, clusterID: real).guarantee == .exactlyOnce)
        #expect(try DeliveryChoice(wanted: nil, clusterID: embedded).guarantee == .atLeastOnce)
        #expect(try DeliveryChoice(wanted: .atLeastOnce, clusterID: real).guarantee == .atLeastOnce)
        #expect(try DeliveryChoice(wanted: .exactlyOnce, clusterID: real).guarantee == .exactlyOnce)
    }

    @Test("a promise that the broker cannot keep is refused as a wrong configuration")
    func refused() {
        let failure = #expect(throws: CommandFailure.self) {
            try DeliveryChoice(wanted: .exactlyOnce, clusterID: embedded)
        }
        #expect(failure?.status == .configuration)
        #expect(failure?.message?.contains("no transactions") == true)
    }
}
