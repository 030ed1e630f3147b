import Hotline

/// Rates of groups, several figures side by side, as they are added up row by row: a group is looked up once a row, and
/// what is not excluded, which is nearly all, is counted in one flat array.
struct TallyTable {
    private let width: Int
    private var slots: [String?: Int] = [:]
    private var counted: [Rate.Tally] = []
    private var excluded: [Int: [ProgressBody.Exclusion.Ground: Rate.Tally]] = [:]

    /// - Parameter width: how many figures there are.
    init(width: Int) {
        self.width = width
    }

    /// Where a group's first figure stands; the others follow.
    mutating func slot(of group: String?) -> Int {
        if let slot = slots[group] { return slot }
        let slot = counted.count
        slots[group] = slot
        counted += Array(repeating: Rate.Tally(), count: width)
        return slot
    }

    /// One more.
    ///
    /// - Parameters:
    ///   - outcome: 1 a hit, 0 a miss, 2 unanswered.
    ///   - ground: why it is excluded, if it is.
    mutating func add(_ outcome: Int, _ ground: ProgressBody.Exclusion.Ground?, at place: Int) {
        if let ground {
            excluded[place, default: [:]][ground, default: Rate.Tally()].add(outcome)
        } else {
            counted[place].add(outcome)
        }
    }

    /// The rates of one figure; of groups that have none of it there is none.
    func rates(of figure: Int) -> [String?: Rate] {
        slots.compactMapValues { slot in
            let rate = Rate(counted: counted[slot + figure], excluded: excluded[slot + figure] ?? [:])
            return rate.isEmpty ? nil : rate
        }
    }
}
