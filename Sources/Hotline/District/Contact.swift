/// Somebody in office whom others reach by phone, such as a grid worker (网格员), the official next to the residents.
package struct Contact: Hashable, Sendable {
    /// Name or function.
    package let name: String
    /// The official's number, where it is published.
    package let phone: String?

    package init(name: String, phone: String? = nil) {
        self.name = name
        self.phone = phone
    }
}
