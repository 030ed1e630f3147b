/// A weighted sample of a set of hashes, from which one can tell what two sets share.
///
/// It is a *priority sample* (Duffield, Lund, Thorup, 2007): each member has a weight and, by its hash, a number u in
/// (0, 1], and those with the greatest weight ÷ u stay. Equal members fare equally in all sets. Above its least priority
/// a sample holds all there are, each standing for at least so much weight; a set no larger than `limit` is held whole.
struct PrioritySample<let limit: Int>: Sendable {
    /// Ascending: 21 bits of hash, in the lowest three the weight less one.
    private(set) var members = InlineArray<limit, UInt32>(repeating: 0)
    private(set) var count = 0
    /// The priority above which all members are here: 0 if all there are.
    private(set) var leastPriority = 0.0

    /// The empty sample.
    init() {}

    /// A sample of `all`, which must differ; the array is used as working memory.
    init(of all: inout [UInt32]) {
        if all.count > limit { keepGreatest(of: &all) }
        all.sort()
        fill(from: all)
    }

    /// Moves those with the greatest priorities to the front and drops the rest.
    private mutating func keepGreatest(of all: inout [UInt32]) {
        var priorities = InlineArray<limit, Double> { Self.priority(of: all[$0]) }
        var least = Self.indexOfLeast(in: priorities)
        for index in limit..<all.count {
            let priority = Self.priority(of: all[index])
            guard priority > priorities[least] else { continue }
            all[least] = all[index]
            priorities[least] = priority
            least = Self.indexOfLeast(in: priorities)
        }
        all.removeSubrange(limit...)
        leastPriority = priorities[least]
    }

    private static func indexOfLeast(in priorities: borrowing InlineArray<limit, Double>) -> Int {
        var least = 0
        for index in 1..<limit where priorities[index] < priorities[least] { least = index }
        return least
    }

    /// A stored sample; nil unless its members ascend and fit.
    init?(stored members: [UInt32], isWhole: Bool) {
        guard members.count <= limit, zip(members, members.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
        if !isWhole { leastPriority = members.map(Self.priority(of:)).min() ?? 0 }
        fill(from: members)
    }

    private mutating func fill(from sorted: [UInt32]) {
        count = sorted.count
        for index in 0..<count { members[index] = sorted[index] }
    }

    /// A member, by a hash and a weight from 1 to 8.
    @inline(__always)
    static func member(hash: UInt64, weight: UInt32) -> UInt32 {
        UInt32(truncatingIfNeeded: hash >> 40) & ~7 | (weight - 1)
    }

    @inline(__always)
    private static func weight(of member: UInt32) -> Double {
        Double(member & 7 + 1)
    }

    /// Weight ÷ u: the members with the greatest are kept.
    @inline(__always)
    static func priority(of member: UInt32) -> Double {
        weight(of: member) * 0x1p21 / Double(member >> 3 + 1)
    }

    /// The members with the greatest priorities, the same in all sets that have them.
    func leading(_ wanted: Int) -> [UInt32] {
        let all = (0..<count).map { members[$0] }
        return Array(all.sorted { Self.priority(of: $0) > Self.priority(of: $1) }.prefix(wanted))
    }

    /// What two samples tell of their sets.
    struct Overlap {
        /// The weight of the members in both sets, and in each; estimated if one is larger than its sample.
        var shared = 0.0
        var left = 0.0
        var right = 0.0

        /// What is in both as a share of what is in either (the weighted Jaccard index).
        var share: Double { shared == 0 ? 0 : shared / (left + right - shared) }
        /// What is in both as a share of the smaller set.
        var shareOfSmaller: Double { shared == 0 ? 0 : shared / min(left, right) }
    }

    /// Compares two samples.
    func overlap(with other: PrioritySample) -> Overlap {
        let threshold = max(leastPriority, other.leastPriority)
        var overlap = Overlap()
        var (index, otherIndex) = (0, 0)
        while index < count || otherIndex < other.count {
            let member = index < count ? members[index] : .max
            let otherMember = otherIndex < other.count ? other.members[otherIndex] : .max
            let least = min(member, otherMember)
            if Self.priority(of: least) > threshold {
                let estimate = max(Self.weight(of: least), threshold)
                if member == least { overlap.left += estimate }
                if otherMember == least { overlap.right += estimate }
                if member == otherMember { overlap.shared += estimate }
            }
            if member == least { index += 1 }
            if otherMember == least { otherIndex += 1 }
        }
        return overlap
    }
}
