import Hotline
import Store
import Testing
import WorkTime

/// What holds whatever people do.
@Suite(.timeLimit(.minutes(5)))
struct LawTests {
    @Test(
        "Whatever people do, step by step: columns and rows are what follows from the histories",
        arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func columnsFollow(seed: UInt64) throws {
        let test = try TestStore()
        var town = try Town(test.policy, seed: seed, cases: 12)
        for _ in 0..<40 {
            for _ in 0..<12 { town.live() }
            try test.store.commit(town.step())
        }
        let verification = try test.store.verify()
        #expect(verification.differences.map(\.description) == [])
        #expect(verification.cases == 12)
        #expect(town.applied > 100)
        #expect(town.refused > 20)
    }

    @Test("The same life gives the same store, in many small steps or in one", arguments: [11, 12, 13] as [UInt64])
    func stepsDoNotMatter(seed: UInt64) throws {
        let (small, large) = (try TestStore(), try TestStore())
        var one = try Town(small.policy, seed: seed, cases: 10)
        var other = try Town(large.policy, seed: seed, cases: 10)
        for _ in 0..<250 {
            one.live()
            other.live()
            try small.store.commit(one.step())
        }
        try large.store.commit(other.step())
        let steps = try small.dump().filter { !$0.hasPrefix("outbox") && !$0.hasPrefix("sqlite_sequence") }
        let whole = try large.dump().filter { !$0.hasPrefix("outbox") && !$0.hasPrefix("sqlite_sequence") }
        #expect(Set(steps).subtracting(whole) == [])
        #expect(Set(whole).subtracting(steps) == [])
    }

    @Test(
        "Cases that come whole, as from the topic `cases`, give the same rows as those that were lived",
        arguments: [21, 22] as [UInt64])
    func rebuild(seed: UInt64) throws {
        let (lived, rebuilt) = (try TestStore(), try TestStore())
        var town = try Town(lived.policy, seed: seed, cases: 10)
        for _ in 0..<30 {
            for _ in 0..<8 { town.live() }
            try lived.store.commit(town.step())
        }
        let numbers = town.cases.keys.sorted()
        try rebuilt.write(numbers.compactMap { town.cases[$0] }.map { ($0, 0) })
        #expect(try rebuilt.store.verify().differences.map(\.description) == [])
        for number in numbers {
            #expect(try rebuilt.store.row(of: number) == lived.store.row(of: number))
            #expect(try rebuilt.store.cases([number])[number]?.case == lived.store.cases([number])[number]?.case)
        }
        // Whatever was refused is known again, so that it cannot succeed when it comes once more.
        for state in town.cases.values {
            for refused in state.memory.refused {
                #expect(try rebuilt.store.knownEvent(refused.identity) != nil)
            }
        }
    }
}
