/// Cuts labelled reports into folds: near-duplicates into one, and of each area each fold gets its part. The set that is
/// measured is cut apart from the others, so that a model of all but one of its folds has all of the others to learn from,
/// as the model to come will.
package struct Folds: Sendable {
    /// How many there are.
    package let count: Int
    /// The fold of each report, 0 ..< ``count``.
    package let foldOf: [Int]

    /// - Parameter parts: into how many folds the measured set is cut, and all others together.
    package init(of reports: [LabelledReport], parts: Int, seed: UInt64) {
        let groups = NearDuplicates.groups(reports.map { ($0.title ?? "") + $0.text })
        var random = SplitMix(seed: seed)
        var strata: [String: [Int]] = [:]
        for (index, group) in groups.enumerated() where group == index {
            let report = reports[index]
            strata["\(report.set) \(report.area) \(report.isSure)", default: []].append(index)
        }
        var foldOfGroup = [Int](repeating: 0, count: reports.count)
        var next = 0
        for (_, leaders) in strata.sorted(by: { $0.key < $1.key }) {
            for leader in leaders.shuffled(using: &random) {
                foldOfGroup[leader] = next % parts + (reports[leader].set == 0 ? 0 : parts)
                next += 1
            }
        }
        foldOf = groups.map { foldOfGroup[$0] }
        count = reports.contains { $0.set > 0 } ? 2 * parts : parts
    }
}
