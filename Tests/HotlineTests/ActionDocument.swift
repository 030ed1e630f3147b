import Hotline

/// The table of actions as people read it: what `deploy/ACTIONS.md` holds.
enum ActionDocument {
    static var markdown: String {
        var lines = [
            "# Actions", "",
            "What may be done with a case, by whom, in which states, and where that leads. This page is made from the table "
                + "that the",
            "code checks by; a test compares the two. What each action carries is described in full in "
                + "`schemas/progress.json`;", "all of them may carry `by`, `note` and `round`.", "",
            "| action | | who | in which states | leads to | carries |", "|---|---|---|---|---|---|",
        ]
        lines += ActionRule.all.map(row)
        lines += [
            "", "* ¹ A request: it changes nothing until the desk (or, where a manager has to, a manager) grants it.",
            "* ² Done to a merged case, it counts for the case that answers for it.",
            "* Where nothing stands under *leads to*, the state stays, or depends on more than the action.", "",
            "## States", "", "| state | | |", "|---|---|---|",
        ]
        lines += CaseState.allCases.map { "| `\($0.rawValue)` | \($0.name.zh) | \($0.name.en) |" }
        lines += ["", "## Who", "", "| | | |", "|---|---|---|"]
        lines += Party.allCases.map { "| `\($0.rawValue)` | \($0.name.zh) | \($0.name.en) |" }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ rule: ActionRule) -> String {
        let marks = (rule.isRequest ? " ¹" : "") + (rule.reachesRoot ? " ²" : "")
        let parties = Party.allCases.filter(rule.parties.contains).map(\.rawValue).joined(separator: ", ")
        let columns = [
            "`\(rule.action.rawValue)`\(marks)", "\(rule.name.zh), \(rule.name.en)", parties, states(rule.from),
            rule.to.map { "`\($0.rawValue)`" } ?? "", rule.action.members.map { "`\($0)`" }.joined(separator: ", "),
        ]
        return "| " + columns.joined(separator: " | ") + " |"
    }

    private static func states(_ states: Set<CaseState>) -> String {
        if states == CaseState.open { return "all open ones" }
        if states.isSuperset(of: CaseState.open) {
            let more = states.subtracting(CaseState.open)
            return "all open ones, " + names(more)
        }
        return names(states)
    }

    private static func names(_ states: Set<CaseState>) -> String {
        CaseState.allCases.filter(states.contains).map { "`\($0.rawValue)`" }.joined(separator: ", ")
    }
}
