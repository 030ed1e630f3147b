/// Who asks: signed in by a session's cookie, or by an API key.
package struct Principal: Sendable, Hashable {
    /// What somebody does here.
    package enum Role: String, Sendable, CaseIterable, Codable {
        /// Speaks with residents; sees the cases of its channels.
        case hotline
        /// Works on a department's cases.
        case department
        /// 网格员: one community's cases.
        case grid
        /// 领导: figures and cases without personal data.
        case manager
        /// 受理中心: everything.
        case desk
        /// Everything, and who may come in.
        case admin
    }

    /// The user's name, or the key's.
    package let name: String
    /// What they do here.
    package let role: Role
    /// Role department: the ids of its departments.
    package let departments: Set<String>
    /// Role hotline: the ids of its channels.
    package let channels: Set<String>
    /// Role grid: the id of its community.
    package let community: String?
    /// Signed in by an API key: no browser sends that by itself, so forms need no token.
    package let isKey: Bool

    package init(
        name: String, role: Role, departments: Set<String> = [], channels: Set<String> = [], community: String? = nil,
        isKey: Bool = false
    ) {
        self.name = name
        self.role = role
        self.departments = departments
        self.channels = channels
        self.community = community
        self.isKey = isKey
    }
}
