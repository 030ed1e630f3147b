package import WorkTime

/// By what figures are told apart.
package enum FigureGrouping: String, CaseIterable, Sendable {
    /// Not at all: one figure for the district.
    case whole
    /// A row a round, by the department's clock, charged to its holder.
    case department
    /// A row a case, by the resident's clock; so all that follow.
    case area, community, street, channel, kind
    /// From Monday, by the instants that count for the figure.
    case week

    /// Whether its groups are compared with each other by rank: those that somebody answers for.
    package var isRanked: Bool { self == .department || self == .community || self == .street }
}

/// Which figures are wanted: of what window, as of when, told apart by what, of what alone.
package struct FigureScope: Sendable, Hashable {
    /// What the figures are about. What lies behind ``asOf`` has not happened.
    package var window: FigureWindow
    /// The instant that the figures are to be true at; nothing here reads a clock. Marks that a case bears now, such as
    /// being excluded or suspended, and dates that have moved are those of the store, also if it lies in the past.
    package var asOf: Instant
    /// By what they are told apart.
    package var grouping: FigureGrouping
    /// Of what alone they are; nil for all.
    package var only: Selection?
    /// Counts rounds, by departments' clocks, also where nothing is told apart by department: so that what stands under
    /// departments' figures is their sum.
    package var countsRounds = false

    /// One group: a department, an area and so on; `id` is nil for what has none, such as cases of no known community.
    package struct Selection: Sendable, Hashable {
        /// Not `whole`, not `week`.
        package var grouping: FigureGrouping
        /// Its id.
        package var id: String?

        package init(_ grouping: FigureGrouping, _ id: String?) {
            self.grouping = grouping
            self.id = id
        }
    }

    package init(
        _ window: FigureWindow, asOf: Instant, by grouping: FigureGrouping = .whole, only: Selection? = nil
    ) {
        self.window = window
        self.asOf = asOf
        self.grouping = grouping
        self.only = only
    }

    /// The same for another window.
    package func over(_ window: FigureWindow) -> FigureScope {
        var scope = self
        scope.window = window
        return scope
    }

    /// The same told apart otherwise.
    package func by(_ grouping: FigureGrouping) -> FigureScope {
        var scope = self
        scope.grouping = grouping
        return scope
    }

    /// Whether departments are judged, by rounds, or the district, by cases.
    package var isByRound: Bool { countsRounds || grouping == .department || only?.grouping == .department }
}
