import HTTPTypes
import Hotline
import Synchronization
import Testing
import Web

/// A bucket of tokens a caller, for a bounded number of callers.
@Suite(.timeLimit(.minutes(1)))
struct TokenBucketTests {
    private static let second: UInt64 = 1_000_000_000

    @Test func `A burst is taken, then the steady rate`() {
        var buckets = TokenBuckets(.init(burst: 2, perSecond: 1))
        #expect(buckets.take("a", at: 0) == nil)
        #expect(buckets.take("a", at: 0) == nil)
        #expect(buckets.take("a", at: 0) == 1)
        #expect(buckets.take("a", at: Self.second / 2) == 0.5)
        #expect(buckets.take("a", at: Self.second) == nil)
        #expect(buckets.take("b", at: 0) == nil)
    }

    @Test func `However long somebody was away, the burst is all they get`() {
        var buckets = TokenBuckets(.init(burst: 2, perSecond: 1))
        _ = buckets.take("a", at: 0)
        let taken = (0..<5).filter { _ in buckets.take("a", at: 1_000 * Self.second) == nil }
        #expect(taken.count == 2)
    }

    @Test func `A flood of callers takes a bounded memory, and those it waits for stay known`() {
        var buckets = TokenBuckets(.init(burst: 1, perSecond: 0.000_1), capacity: 100)
        for index in 0..<1_000 {
            _ = buckets.take("caller \(index)", at: UInt64(index) * Self.second)
            #expect(buckets.count <= 101)
        }
        #expect(buckets.take("caller 999", at: 1_000 * Self.second) != nil)
    }
}

@Suite(.timeLimit(.minutes(1)))
struct StreamSlotsTests {
    @Test func `Beyond the bound a stream is refused, until another ends`() throws {
        let slots = StreamSlots(limit: 500)
        var held = try (0..<500).map { _ in try slots.take() }
        let error = #expect(throws: WebError.self) { _ = try slots.take() }
        #expect(error?.status == .serviceUnavailable)
        held.removeLast()
        #expect(slots.count == 499)
        _ = try slots.take()
    }
}

@Suite(.timeLimit(.minutes(1)))
struct FormFieldsTests {
    @Test func `Fields are read as browsers write them`() {
        let form = FormFields("a=1+2&b=%E4%B8%AD%26&c&d=&a=3&=x&e=%zz%2")
        #expect(form["a"] == "1 2" && form.all("a") == ["1 2", "3"])
        #expect(form["b"] == "中&")
        #expect(form["c"] == "" && form["d"] == "" && form["f"] == nil)
        #expect(form["e"] == "%zz%2")
    }

    @Test(arguments: ["%", "%%%", "&&&", "===", "%ff=%fe", "a=%00"])
    func `Whatever comes breaks nothing`(text: String) {
        _ = FormFields(text)["a"]
    }
}
