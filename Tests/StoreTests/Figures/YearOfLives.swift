import Foundation
import Hotline
import Store
import WorkTime

/// A year of a district whose cases have whole lives, for measurements: as many as a big one has.
struct YearOfLives {
    /// Their number.
    let count: Int
    let policy: CasePolicy

    /// When the last is received, and when figures are as of.
    static let end = Samples.start
    private static let start = Samples.start.milliseconds - 365 * 86_400_000
    private static let chunk = 2_000

    /// Writes all of them, so many in a step, in the order of time.
    func fill(_ store: Store) throws {
        for first in stride(from: 0, to: count, by: Self.chunk) {
            var changes = lives(first, min(Self.chunk, count - first)).map { state in
                CaseChange(
                    state, body: state.json(utcOffset: 28_800), written: 0, report: Samples.report(of: state),
                    wakeAt: state.nextByItself)
            }
            changes.sort { $0.case.callers[0].receivedAt < $1.case.callers[0].receivedAt }
            var step = TrackingStep()
            step.cases = changes
            try store.commit(step)
        }
    }

    private func lives(_ first: Int, _ count: Int) -> [Case] {
        let arrivals = instant(first)...instant(first + count)
        let town = BusyTown(
            policy, seed: UInt64(first), cases: count, first: first, arrivals: arrivals, deeds: 6...20, until: Self.end)
        return town.cases.map { state in
            // What has lain there for a month is mostly done after all.
            guard state.lastAppliedAt.milliseconds < Self.end.milliseconds - 30 * 86_400_000,
                !state.number.value.isMultiple(of: 20)
            else { return state }
            var state = state
            let isWish = state.subject.kind == .wish
            state.take(.resolve(.init(reply: "好了", answer: isWish ? .adopted : nil)), policy)
            return state
        }
    }

    /// When the case with this number is received.
    private func instant(_ id: Int) -> Instant {
        Instant(milliseconds: Self.start + Int64(id) * (365 * 86_400_000) / Int64(self.count))
    }
}
