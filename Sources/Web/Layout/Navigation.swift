package import Hotline

/// Where somebody may go, by role.
package struct Navigation: Sendable {
    private struct Place {
        let path: String
        /// The key of its name.
        let text: String
        let roles: Set<Principal.Role>
    }

    private static let places = [
        Place(path: "/figures", text: "figures", roles: [.manager, .desk, .admin]),
        Place(path: "/desk", text: "desk", roles: [.desk, .admin]),
        Place(path: "/hotline", text: "hotline", roles: [.hotline, .desk, .admin]),
        Place(path: "/grid", text: "grid", roles: [.grid]),
        Place(path: "/cases", text: "cases", roles: [.hotline, .department, .grid, .manager, .desk, .admin]),
        Place(path: "/pilots", text: "pilots", roles: [.manager, .desk, .admin]),
    ]

    private let departments: [Department]

    package init(_ departments: [Department]) {
        self.departments = departments
    }

    /// Where somebody begins.
    package func home(of principal: Principal) -> String {
        switch principal.role {
        case .hotline: "/hotline"
        case .department: principal.departments.min().map { "/departments/\($0)" } ?? "/cases"
        case .grid: "/grid"
        case .desk: "/desk"
        case .manager, .admin: "/figures"
        }
    }

    func entries(for principal: Principal?, _ language: Language, at path: String) -> [[String: Any]] {
        guard let principal else { return [] }
        let texts = Texts.of(language)
        let own = departments.filter { principal.departments.contains($0.id) }.map {
            (path: "/departments/\($0.id)", name: language($0.name))
        }
        let common = Self.places.filter { $0.roles.contains(principal.role) }.map {
            (path: $0.path, name: texts[$0.text] ?? "")
        }
        return (own + common).map {
            ["href": $0.path, "name": $0.name, "isCurrent": path == $0.path || path.hasPrefix($0.path + "/")]
        }
    }
}
