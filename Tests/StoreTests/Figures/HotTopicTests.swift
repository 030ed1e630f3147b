import Hotline
import Store
import Testing
import WorkTime

/// What many speak of.
@Suite(.timeLimit(.minutes(1)))
struct HotTopicTests {
    private let test: TestStore
    private static let minutesADay = 1_440

    init() throws {
        test = try TestStore()
    }

    /// A report is received so many minutes after the start; `phones` are as many as there are callers.
    private func report(_ minutes: [Int], phone: (Int) -> String?) throws {
        var phones = minutes.map(phone)[...]
        try test.open(minutes) { record in record.phone = phones.removeFirst() }
    }

    private func topics(day: Int, _ change: (inout HotTopicRule) -> Void = { _ in }) throws -> [HotTopic] {
        var terms = try test.terms()
        change(&terms.hotTopics)
        let instant = Instant(milliseconds: Samples.start.milliseconds + Int64(day) * 86_400_000)
        return try test.store.figures(terms) { try $0.hotTopics(asOf: instant) }
    }

    /// Even numbers of minutes, which are of one area, from a day on.
    private func even(_ count: Int, day: Int) -> [Int] { (0..<count).map { day * Self.minutesADay + 2 * $0 } }

    @Test("Ten callers on one area in one community within seven days are a topic, nine are not")
    func many() throws {
        try report(even(9, day: 1)) { "phone \($0)" }
        #expect(try topics(day: 5) { $0.growth = .infinity }.isEmpty)
        try report([Self.minutesADay + 100]) { "phone \($0)" }
        let topics = try topics(day: 5) { $0.growth = .infinity }
        #expect(topics.map(\.cluster) == [.place(area: "sewage", community: "baiwan", street: nil)])
        #expect(topics.map(\.callers) == [10])
        #expect(topics.map(\.reasons) == [[.many]])
        #expect(topics[0].cases.count == 10)
    }

    @Test("One who calls twelve times is one caller; reports without a phone are one each")
    func oneCaller() throws {
        try report(even(12, day: 1)) { _ in "138" }
        #expect(try topics(day: 5).isEmpty)
        try report(even(9, day: 2)) { _ in nil }
        #expect(try topics(day: 5).map(\.callers) == [10])
    }

    @Test("Twice the mean of the four weeks before is a topic, if they are more than a few")
    func grown() throws {
        for week in 0..<4 { try report(even(3, day: week * 7)) { "w\(week) \($0)" } }
        try report(even(6, day: 29)) { "w5 \($0)" }
        let grown = try topics(day: 35)
        #expect(grown.map(\.reasons) == [[.grown]])
        #expect(grown.map(\.weeklyMean) == [3])
        #expect(try topics(day: 35) { $0.leastGrown = 7 }.isEmpty)
        #expect(try topics(day: 35) { $0.growth = 2.5 }.isEmpty)
    }

    @Test("What is a week old is of the week, what is older is not; what comes later has not happened")
    func edges() throws {
        try report(even(10, day: 1)) { "\($0)" }
        #expect(try topics(day: 8).count == 1)
        // A minute later the first of them is out: 9 callers.
        let later = Instant(milliseconds: Samples.start.milliseconds + 8 * 86_400_000 + 60_000)
        let found = try test.store.figures(try test.terms()) { try $0.hotTopics(asOf: later) }
        #expect(found.filter { $0.reasons.contains(.many) }.isEmpty)
        #expect(try topics(day: 1).isEmpty)
    }

    @Test("Reports that were linked as alike are a topic wherever they come from, the chain as one")
    func similar() throws {
        let minutes = even(6, day: 1) + (0..<6).map { 2 * Self.minutesADay + 2 * $0 + 1 }
        try report(minutes) { "\($0)" }
        let numbers = minutes.map(Samples.number)
        var step = TrackingStep()
        step.links = zip(numbers.dropFirst(), numbers).map { CaseLink($0, $1, similarity: 0.9) }
        try test.store.commit(step)
        let topics = try topics(day: 5) { $0.growth = .infinity }
        #expect(topics.map(\.cluster) == [.similar(numbers[0])])
        #expect(topics.map(\.callers) == [12])
        #expect(topics.map(\.cases) == [numbers])
    }
}
