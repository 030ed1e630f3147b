import Classification
import Hotline

/// Raises a report's urgency when it speaks of danger; never lowers it.
///
/// Praise and wishes stay as they are: nobody waits in danger for an answer to them. Who is in danger says so at once: a
/// word for an emergency past the first 200 characters of a text makes the report urgent only. (In long letters it tells,
/// with few exceptions, what happened years ago or might happen.)
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

    /// How many bytes of a text can tell of an emergency.
    private static let openingBytes = 600

    /// How much a match means: its payload, or less if it stands too late.
    ///
    /// - Parameter offset: where in the text it stands, in bytes; 0 in a title.
    func weight(ofPayload payload: Int, at offset: Int) -> Int {
        offset < Self.openingBytes ? payload : min(payload, Urgency.allCases.count - 2)
    }

    /// The urgency of a report.
    ///
    /// - Parameter found: the highest weight that was met in it, below zero for none.
    func urgency(of stated: Urgency, kind: ReportKind, found: Int) -> Urgency {
        guard found >= 0, kind != .praise, kind != .wish else { return stated }
        return max(stated, Urgency.allCases[found])
    }
}
