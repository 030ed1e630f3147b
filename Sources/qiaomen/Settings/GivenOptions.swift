/// What stands on the command line: the first and strongest source of settings. No option has a default of its own, or
/// it would beat the environment and the file.
package struct GivenOptions: Sendable {
    /// `--config`.
    package var file: String?
    /// The single values given.
    package var values: [SettingsKey: String] = [:]
    /// `--kafka`, in the order given; the last of a name wins.
    package var kafka: [KafkaProperty] = []

    /// Nothing given.
    package init() {}
}
