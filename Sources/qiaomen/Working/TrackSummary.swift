import Foundation
import Tracking

/// What `track --drain` prints.
struct TrackSummary: Encodable {
    let messages: Int
    /// From the first message to the last commit.
    let seconds: Double
    let perSecond: Double
    /// Records by what became of them; kinds that did not occur are 0.
    let outcomes: [String: Int]
    /// Endorsements of wishes that count.
    let endorsed: Int
    /// Pairs of cases that look alike.
    let linked: Int
    /// What time alone did.
    let settled: Int
    /// Rungs of escalation that were told.
    let told: Int
    /// Records sent to departments, hotlines and others.
    let sent: Int
    /// Records that no broker would take.
    let setAside: Int

    init(_ summary: TrackerSummary) {
        messages = summary.messages
        seconds = rounded(summary.seconds)
        perSecond = rounded(summary.perSecond)
        outcomes = Dictionary(
            uniqueKeysWithValues: TrackerTally.Outcome.allCases.map { ($0.rawValue, summary.tally[$0]) })
        endorsed = summary.tally.endorsed
        linked = summary.tally.linked
        settled = summary.tally.settled
        told = summary.tally.told
        sent = summary.sent
        setAside = summary.setAside
    }

    /// One line.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
