import TestKit
import Testing
import WorkTime

/// A pause between two such times.
func pause(_ start: String, _ end: String) throws -> Pause {
    Pause(from: try time(start), to: try time(end))
}

extension WorkCalendar {
    /// When a limit ends, as the tests write it.
    func dueText(_ start: String, _ limitText: String, _ pauses: Pauses = .none) throws -> String {
        try due(from: time(start), limit: limit(limitText), pauses: pauses).instant.inChina
    }
}
