/// Whose event it is, as the topic proves it.
///
/// Only department D can write `progress.D`, so there the topic decides. `progress.desk` is written by the desk's own
/// systems, which also speak for others and say so at the beginning of `by`: `hotline`, `resident`, `grid` and `manager`,
/// alone or with a colon and a name behind it (`manager:li`). Everything else there is the desk itself.
package enum Author: Sendable, Hashable {
    case department(String)
    case desk, hotline, resident, grid, manager

    /// - Parameter desk: the id of the desk.
    package init(topic: String, by: String?, desk: String) {
        let department = topic.hasPrefix("progress.") ? String(topic.dropFirst("progress.".count)) : topic
        guard department == desk else {
            self = .department(department)
            return
        }
        switch by?.prefix(while: { $0 != ":" }) {
        case "hotline": self = .hotline
        case "resident": self = .resident
        case "grid": self = .grid
        case "manager": self = .manager
        default: self = .desk
        }
    }
}
