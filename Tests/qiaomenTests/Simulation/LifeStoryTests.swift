import Hotline
import Testing
import WorkTime
import qiaomen

@Suite("Lives of a simulated district", .timeLimit(.minutes(1)))
struct LifeStoryTests {
    /// What happened in many lives.
    private struct Chronicle {
        var deeds: [Deed] = []
        var states: [Case] = []
        var refused = 0

        init(_ count: Int, seed: UInt64 = 1) throws {
            for var life in try SmallTown(seed: seed).lives(count) {
                while let deed = life.next() { deeds.append(deed) }
                states += life.states
                refused += life.refused
            }
        }

        var applied: [ProgressEvent] { states.flatMap { $0.history.compactMap { $0.progress?.event } } }
    }

    @Test("every action of the table is done by each of those who may")
    func allActions() throws {
        let chronicle = try Chronicle(4_000)
        let done = Set(chronicle.applied.map(\.action))
        #expect(Set(ActionRule.all.map(\.action)).subtracting(done) == [])
        let authors = Dictionary(
            grouping: chronicle.states.flatMap { $0.history.compactMap(\.progress) }, by: \.event.action
        ).mapValues { Set($0.map(\.author)) }
        #expect(authors[.evaluate]?.isSuperset(of: [.hotline, .resident]) == true)
        #expect(authors[.withdraw]?.isSuperset(of: [.hotline, .resident]) == true)
        #expect(authors[.grant]?.isSuperset(of: [.desk, .manager]) == true)
        #expect(authors[.reopen]?.isSuperset(of: [.desk, .hotline]) == true)
        #expect(authors[.resume]?.contains(.desk) == true)
    }

    @Test("lives take every turn that a life may take")
    func allTurns() throws {
        let states = try Chronicle(6_000).states
        let outcomes: Set<Closing.Outcome> = [.evaluated, .expired, .desk, .withdrawn, .merged]
        #expect(outcomes.subtracting(states.compactMap { $0.closing?.outcome }) == [])
        let endings = Set(states.flatMap { $0.rounds.compactMap(\.ending) })
        #expect(endings.isSuperset(of: [.resolved, .returned, .dispatched, .reassigned, .merged, .withdrawn]))
        #expect(states.contains { $0.grantedReturns == 2 }, "two returns, then the desk has dispatched finally")
        #expect(states.contains { $0.redos > $0.terms.rules.maxRedo }, "the desk decides after too many")
        #expect(states.contains { $0.residentClock.extensions.count == 2 }, "a second extension, by a manager")
        #expect(states.contains { $0.urges > 1 } && states.contains { $0.callers.count > 2 })
        let supervisions = states.flatMap(\.supervisions)
        #expect(
            supervisions.contains { supervision in supervision.answeredAt.map { $0 > supervision.answerBy } ?? false })
        #expect(states.contains { CaseState.open.contains($0.state) }, "some are forgotten")
    }

    @Test("what nobody may do is refused, in all its kinds, and changes nothing")
    func mischief() throws {
        let chronicle = try Chronicle(6_000)
        let wrong = chronicle.deeds.filter { $0.name.hasSuffix(".mischief") }
        #expect(wrong.count > 300)
        let applied = Set(chronicle.applied.map(\.id))
        let passed = wrong.filter { applied.contains($0.name) }
        #expect(passed.map(\.event.body) == [])
        #expect(chronicle.refused >= wrong.count)
        // Nearly all that is not mischief is right: what is refused of it came too late.
        #expect(chronicle.refused < chronicle.deeds.count / 20)
    }

    @Test("the same seed gives the same lives, another one others")
    func determinism() throws {
        let (first, again, other) = (try Chronicle(300), try Chronicle(300), try Chronicle(300, seed: 2))
        #expect(first.deeds.map(\.event) == again.deeds.map(\.event))
        #expect(first.states == again.states)
        #expect(first.deeds.map(\.at) != other.deeds.map(\.at))
    }

    @Test("in each life one thing is done after another, and its history gives its state")
    func order() throws {
        let town = try SmallTown()
        for var life in town.lives(500) {
            var last = Instant.earliest
            while let deed = life.next() {
                if deed.name.hasSuffix(".early") { continue }
                #expect(deed.at > last)
                #expect(deed.event.at == deed.at)
                last = deed.at
            }
            for state in life.states {
                #expect(Case.fold(state.history, memory: state.memory, town.district.policy.calendars) == state)
            }
        }
    }

    @Test("each event can be read as it is written")
    func readable() throws {
        for deed in try Chronicle(200).deeds {
            let json = deed.event.json(utcOffset: 28_800)
            #expect(try ProgressEvent(json: json.span.bytes) == deed.event)
        }
    }
}
