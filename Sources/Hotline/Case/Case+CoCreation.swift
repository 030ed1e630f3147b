package import WorkTime

/// The five co's (共同缔造) on a case: planned, built, managed and shared together; what was evaluated together stands
/// with the callers.
extension Case {
    /// Which of them the work on the case has served, in order, with those who took part.
    package var stages: [StageRecord] {
        history.compactMap { entry in
            guard case .start(let start) = entry.progress?.event.body, let stage = start.stage else { return nil }
            return StageRecord(at: entry.at, stage: stage, participants: start.participants)
        }
    }
}

/// One of the five co's, on one case.
package struct StageRecord: Sendable, Hashable {
    /// When the work on it began.
    package let at: Instant
    /// Which one.
    package let stage: ProgressBody.Start.Stage
    /// Who took part.
    package let participants: [String]
}
