/// How sure a share is: Wilson's interval (E. B. Wilson, 1927), which stays inside 0 to 1 and says little of few.
///
/// With p = hits ÷ n and z = 1.96 (19 of 20 such intervals hold the true share):
///
///     (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n)
///
/// One satisfied of one is 0.2065 to 1, 970 of 1,000 are 0.9575 to 0.9789: so who is ranked by the lower bound does not
/// come first by luck.
package struct WilsonInterval: Sendable, Hashable {
    /// The share is hardly less.
    package let lower: Double
    /// The share is hardly more.
    package let upper: Double

    private static let z = 1.96

    /// - Returns: nil where n is 0: nothing is known.
    package init?(hits: Int, of n: Int) {
        guard n > 0, (0...n).contains(hits) else { return nil }
        let (n, z) = (Double(n), Self.z)
        let share = Double(hits) / n
        let middle = share + z * z / (2 * n)
        let margin = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        let scale = 1 + z * z / n
        lower = hits == 0 ? 0 : max(0, (middle - margin) / scale)
        upper = Double(hits) == n ? 1 : min(1, (middle + margin) / scale)
    }
}
