package import Hotline

/// What a check of the whole store has found.
package struct Verification: Sendable, Hashable {
    /// Something that is not as it should be.
    package struct Difference: Sendable, Hashable, CustomStringConvertible {
        /// The case; nil if it is the file.
        package let number: CaseNumber?
        /// What differs: `state`, `rounds`, `column dueAt`.
        package let what: String
        /// What follows from the case's history.
        package let expected: String
        /// What is stored.
        package let found: String

        /// One line.
        package var description: String {
            "\(number.map { "case \($0)" } ?? "file"): \(what) is \(found), expected \(expected)"
        }
    }

    /// How many cases were looked at.
    package internal(set) var cases = 0
    /// All that was found, but no more than so many.
    package internal(set) var differences: [Difference] = []

    /// How many differences are named; what comes after is as wrong, but nobody reads it.
    package static let most = 1_000

    /// Whether there is room for more.
    var isFull: Bool { differences.count >= Self.most }

    mutating func add(_ number: CaseNumber?, _ what: String, expected: String, found: String) {
        guard !isFull else { return }
        differences.append(Difference(number: number, what: what, expected: expected, found: found))
    }
}
