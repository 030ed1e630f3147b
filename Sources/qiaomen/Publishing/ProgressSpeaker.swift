import ArgumentParser
import Hotline

/// For whom the desk's systems speak on `progress.desk`.
enum ProgressSpeaker: String, CaseIterable, ExpressibleByArgument {
    case desk, hotline, resident, manager

    /// What `by` says; the desk itself needs no word for it.
    func by(_ name: String?) -> String? {
        guard self != .desk else { return name }
        return name.map { "\(rawValue):\($0)" } ?? rawValue
    }
}
