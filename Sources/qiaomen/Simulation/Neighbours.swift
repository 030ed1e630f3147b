package import Hotline
import WorkTime

/// Finds for a new case one about the same: of the same area and place, some days old at most. Some of them are merged.
package struct Neighbours: Sendable {
    private struct Key: Hashable, Sendable {
        let area: String
        let community: String?
        let isWish: Bool
    }

    private struct Recent: Sendable {
        var number: CaseNumber
        var last: CaseNumber
        var openedAt: Instant
        var count = 0
    }

    /// How many may be merged into one.
    private static let limit = 4
    /// How long ago the other may have been opened: three days.
    private static let patience: Int64 = 3 * 86_400_000

    private let seed: UInt64
    private var recent: [Key: Recent] = [:]

    package init(seed: UInt64) {
        self.seed = seed
    }

    /// The case that a new one may be merged into, if it is to be merged at all.
    package mutating func target(of subject: Assignment) -> CaseNumber? {
        let key = Key(area: subject.area, community: subject.community, isWish: subject.kind == .wish)
        let fate = Fate(seed: seed, subject.caseNumber)
        if var other = recent[key], other.count < Self.limit, fate.happens(0.1, "merged"),
            subject.assignedAt.milliseconds - other.openedAt.milliseconds < Self.patience
        {
            // Sometimes into one that is merged itself, before or after.
            let target = fate.happens(0.25, "chained") ? other.last : other.number
            other.count += 1
            other.last = subject.caseNumber
            recent[key] = other
            return target
        }
        recent[key] = Recent(number: subject.caseNumber, last: subject.caseNumber, openedAt: subject.assignedAt)
        return nil
    }
}
