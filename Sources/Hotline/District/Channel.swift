/// A way on which reports come in; its topic is `reports.<id>`.
package struct Channel: Hashable, Sendable {
    package let id: String
    package let name: BilingualName

    package init(id: String, name: BilingualName) {
        self.id = id
        self.name = name
    }
}
