import Classification
import Hotline

/// Raises a report's urgency when it speaks of danger; never lowers it. Praise and wishes stay as they are: nobody waits
/// in danger for an answer to them.
struct DangerRule: Sendable {
    /// Every danger word as a pattern; its payload is the place of its urgency in `Urgency.allCases`, or below zero for
    /// a phrase that means no danger.
    let patterns: [WordPattern]

    init(_ dangerWords: [DangerWord]) {
        patterns = dangerWords.flatMap { danger in
            let urgency = Urgency.allCases.firstIndex(of: danger.urgency) ?? 0
            return danger.words.map { WordPattern($0, .danger, payload: urgency) }
                + danger.exceptions.map { WordPattern($0, .danger, payload: -1) }
        }
    }

    /// The urgency of a report.
    ///
    /// - Parameter found: the highest payload that was met in it, if any.
    func urgency(of stated: Urgency, kind: ReportKind, found: Int) -> Urgency {
        guard found >= 0, kind != .praise, kind != .wish else { return stated }
        return max(stated, Urgency.allCases[found])
    }
}
