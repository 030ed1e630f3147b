/// Who gets a report. Rules are tried in the file's order and the first that matches decides.
///
/// A condition that is empty (`setting`: nil) asks for nothing; all others must hold, each by any one of its values.
package struct RoutingRule: Hashable, Sendable {
    /// Ids of areas. A verdict below the district's threshold fulfils no such condition, not even `other`.
    package var areas: [String] = []
    /// Ids of communities.
    package var communities: [String] = []
    /// Ids of streets; a community's street counts.
    package var streets: [String] = []
    /// The setting of the report's community; without a community it is not fulfilled.
    package var setting: Community.Setting?
    /// Ids of channels.
    package var channels: [String] = []
    package var kinds: [ReportKind] = []
    /// The urgency after danger words have had their say.
    package var urgencies: [Urgency] = []
    /// Words of which one must stand in title or text.
    package var words: [String] = []
    /// The id of the department that leads.
    package var department: String
    /// The ids of those that support it, in this order.
    package var supporting: [String] = []

    package init(department: String) {
        self.department = department
    }
}
