package import Hotline
package import WorkTime

// A district that lives: who acts on a case, and when.
//
//     Case ──Scene──> Actors: holder, supporting, desk, callers, managers, and who makes mischief
//                        └──> Deeds; the earliest is what happens next
//
// All of it is pure: an actor sees a case as it stands and says what it will do and when; what is drawn by chance follows
// from seed, case and deed (``Fate``). So lives can be written down whole (``LifeWriter``), or lived against a tracker, and
// are the same.

/// Those who work on cases, and what they go by.
package struct SimulatedDistrict: Sendable {
    package let seed: UInt64
    /// The id of the desk.
    package let desk: String
    /// The ids of the departments but for the desk.
    package let departments: [String]
    /// The ids of the areas.
    package let areas: [String]
    /// When people work.
    package let calendar: WorkCalendar
    /// What is judged by.
    package let policy: CasePolicy

    /// - Returns: nil if the district has no department besides its desk, or not the calendar that it names.
    package init?(_ district: District, seed: UInt64) {
        let policy = CasePolicy(district)
        guard let calendar = policy.calendars[district.calendarID] else { return nil }
        departments = district.departments.map(\.id).filter { $0 != district.deskID }
        guard !departments.isEmpty else { return nil }
        self.seed = seed
        desk = district.deskID
        areas = district.areas.map(\.id)
        self.calendar = calendar
        self.policy = policy
    }

    /// What happens next to a case, if nothing else happens before; nil if nobody does anything any more.
    package func next(_ scene: Scene) -> Deed? {
        var deeds = scene.callersDeeds
        deeds += [scene.holdersDeed, scene.desksDeed, scene.decision, scene.managersDeed, scene.mischief]
        deeds += scene.supportersDeeds
        return deeds.lazy.compactMap(\.self).min { ($0.at, $0.event.id) < ($1.at, $1.event.id) }
    }
}
