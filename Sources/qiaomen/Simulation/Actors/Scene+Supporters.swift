import Hotline
import WorkTime

/// Departments that help: they arrive (报到) and contribute, most of them.
extension Scene {
    var supportersDeeds: [Deed?] {
        guard isOpen else { return [] }
        return state.supporting.map { help in
            let name = "help.\(help.department).\(help.since.milliseconds)"
            guard fate.happens(0.75, name) else { return nil }
            let doer = Deed.Doer.department(help.department)
            if help.arrivedAt == nil, fate.happens(0.8, "\(name) arrives") {
                return deed("\(name).arrive", by: doer, at: after(help.since, minutes: 30...900, name), .arrive)
            }
            let start = help.arrivedAt ?? help.since
            return deed(
                "\(name).contribute", by: doer, at: after(start, minutes: 60...1_500, "\(name).contribute"), .contribute
            )
        }
    }
}
