/// A subdistrict (街道): the level between district and community.
package struct Street: Hashable, Sendable {
    package let id: String
    package let name: BilingualName

    package init(id: String, name: BilingualName) {
        self.id = id
        self.name = name
    }
}
