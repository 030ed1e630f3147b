/// A grid worker (网格员): the official next to the residents, reached by phone.
package struct GridContact: Hashable, Sendable {
    /// Name or function.
    package let name: String
    /// The official's number, where it is published.
    package let phone: String?

    package init(name: String, phone: String? = nil) {
        self.name = name
        self.phone = phone
    }
}
