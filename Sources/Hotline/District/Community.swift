/// A residents' community (社区, 村), the level at which residents and government plan and build together.
package struct Community: Hashable, Sendable {
    /// Whether a community lies in town or in the country: sewage, for one, has other owners there.
    package enum Setting: String, CaseIterable, Sendable {
        case rural, urban
    }

    package let id: String
    package let name: BilingualName
    /// The id of the street it belongs to.
    package let street: String
    package let setting: Setting
    /// Other names that residents use for it.
    package let aliases: [String]
    /// The residential compounds (小区) inside it, by name; naming one names the community.
    package let compounds: [String]
    /// Inhabitants.
    package let population: Int
    /// The grid workers (网格员) who look after it.
    package let gridContacts: [Contact]
    /// How the community takes part in the pilot, if it does.
    package let pilot: Pilot?

    package init(
        id: String, name: BilingualName, street: String, setting: Setting, aliases: [String] = [],
        compounds: [String] = [], population: Int, gridContacts: [Contact] = [], pilot: Pilot? = nil
    ) {
        self.id = id
        self.name = name
        self.street = street
        self.setting = setting
        self.aliases = aliases
        self.compounds = compounds
        self.population = population
        self.gridContacts = gridContacts
        self.pilot = pilot
    }
}
