/// The names of the topics that a tracker reads and writes.
package enum Topics {
    /// `tasks.<department>`: read for what ingest hands out, written for later rounds.
    package static let tasks = "tasks."
    /// `progress.<department>`.
    package static let progress = "progress."
    /// `results.<channel>`.
    package static let results = "results."
    /// Whole cases, compacted.
    package static let cases = "cases"
    /// Rungs that were told.
    package static let escalations = "escalations"
    /// What could not be applied.
    package static let dead = "dead.progress"
}
