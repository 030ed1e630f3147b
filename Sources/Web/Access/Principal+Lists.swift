package import Store

extension Principal {
    /// 敲门问卷: the channel of those who go from door to door.
    static let doorToDoor = "door"

    /// Whether they may put reports on a channel.
    package func mayFile(on channel: String) -> Bool {
        switch role {
        case .desk, .admin: true
        case .hotline: channels.contains(channel)
        case .grid: community != nil && channel == Self.doorToDoor
        case .department, .manager: false
        }
    }

    /// The same list, of what they may read alone: as ``mayRead(_:)-(CaseRow)`` says of one case.
    package func limiting(_ query: CaseQuery) -> CaseQuery {
        var query = query
        switch role {
        case .manager, .desk, .admin: break
        case .hotline: query.channels = channels
        case .department: query.holders = departments
        case .grid:
            // A grid worker without a community sees nothing.
            if let community, query.community ?? community == community {
                query.community = community
            } else {
                query.holders = []
            }
        }
        return query
    }
}
