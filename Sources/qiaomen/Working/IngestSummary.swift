import Foundation
import Ingest
import Pipeline

/// What `ingest --drain` prints.
struct IngestSummary: Encodable {
    struct Outcomes: Encodable {
        let lead: Int
        let supporting: Int
        let dead: Int
    }

    let messages: Int
    /// From the first message to the last commit.
    let seconds: Double
    let perSecond: Double
    let outcomes: Outcomes
    /// Lead tasks.
    let areas: [String: Int]
    let departments: [String: Int]

    init(_ summary: WorkerSummary, _ tally: IngestTally) {
        messages = summary.messages
        seconds = rounded(summary.seconds)
        perSecond = rounded(summary.perSecond)
        outcomes = Outcomes(lead: tally.lead, supporting: tally.supporting, dead: tally.dead)
        areas = tally.byArea
        departments = tally.byDepartment
    }

    /// One line.
    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
