/// A field of problems, such as sewage or greenery, that a report is classified into.
package struct Area: Hashable, Sendable {
    /// The id of the area that is always there: what belongs to no other. It alone has no words.
    package static let otherID = "other"

    package let id: String
    package let name: BilingualName
    /// The words that speak for the area. A longer word weighs more; one in Latin letters counts at word boundaries.
    package let words: [String]
    /// Names and phrases that hold one of the words and do not speak for the area: inside them no word counts.
    package let exceptions: [String]

    package init(id: String, name: BilingualName, words: [String], exceptions: [String] = []) {
        self.id = id
        self.name = name
        self.words = words
        self.exceptions = exceptions
    }
}
