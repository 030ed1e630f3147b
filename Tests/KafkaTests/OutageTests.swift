import Kafka
import Testing

@Suite struct OutageTests {
    @Test func aFailedConnectionIsOnlyASuspicion() {
        var outage = Outage()
        #expect(outage.failed(reason: "closed", at: 0) == [.probe(afterMilliseconds: 0)])
        #expect(outage.probed(succeeded: true, at: 1) == [])
    }

    @Test func anOutageIsToldOnceAndItsEndOnce() {
        var outage = Outage()
        _ = outage.failed(reason: "refused", at: 0)
        #expect(outage.failed(reason: "refused again", at: 1) == [])
        #expect(
            outage.probed(succeeded: false, at: 2) == [
                .tellOutage(reason: "refused again"), .probe(afterMilliseconds: 1000),
            ])
        #expect(outage.failed(reason: "and again", at: 3) == [])
        #expect(outage.probed(succeeded: false, at: 4) == [.probe(afterMilliseconds: 1000)])
        #expect(outage.probed(succeeded: true, at: 5_000_000_000) == [.tellReturn(afterMilliseconds: 5000)])
        #expect(outage.failed(reason: "the next one", at: 6_000_000_000) == [.probe(afterMilliseconds: 0)])
    }
}
