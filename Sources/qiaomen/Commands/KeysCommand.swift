import ArgumentParser
import Hotline
import Web

struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Who may come in: API keys for programs, users with passwords for people.",
        discussion: """
            A key or a user has one role, bound to departments, channels or a community where the role is. What is made or \
            revoked holds at once, also for servers that run. Keys are shown once and kept as hashes.

              hotline     --channel C …      the cases of its channels; files reports
              department  --department D …   the cases that it holds, held or supports
              grid        --community C      the cases of its community
              manager                        figures, and cases without personal data
              desk                           everything
              admin                          everything

            EXAMPLES
              qiaomen keys create --role department --department housing --name 'housing, mobile app'
              qiaomen keys create --role hotline --channel open311 --expires 2027-01-01T00:00:00+08:00
              qiaomen keys user wang --role hotline --channel hotline
              pwgen 16 1 | qiaomen keys user li --role manager
              qiaomen keys list
              qiaomen keys revoke 3f9a01c7
            """,
        subcommands: [
            KeysCreateCommand.self, KeysUserCommand.self, KeysListCommand.self, KeysRevokeCommand.self,
        ])
}

/// What a key or a user may come in for.
struct ScopeOptions: ParsableArguments {
    @Option(help: "hotline, department, grid, manager, desk or admin.")
    var role: Principal.Role

    @Option(help: ArgumentHelp("For role department: which; repeatable.", valueName: "id"))
    var department: [String] = []

    @Option(help: ArgumentHelp("For role hotline: which; repeatable.", valueName: "id"))
    var channel: [String] = []

    @Option(help: ArgumentHelp("For role grid: which.", valueName: "id"))
    var community: String?

    /// The scope, as the district has it.
    ///
    /// - Throws: `CommandFailure` with what is missing, too much, or not in the district.
    func scope(in district: District) throws(CommandFailure) -> AccessScope {
        try check("--department", department, isWanted: role == .department, known: district.departments.map(\.id))
        // A channel that the district does not name is taken with the defaults.
        try check("--channel", channel, isWanted: role == .hotline, known: nil)
        try check(
            "--community", community.map { [$0] } ?? [], isWanted: role == .grid, known: district.communities.map(\.id))
        return AccessScope(
            role: role, departments: department.isEmpty ? nil : department, channels: channel.isEmpty ? nil : channel,
            community: community)
    }

    private func check(
        _ option: String, _ values: [String], isWanted: Bool, known: [String]?
    ) throws(CommandFailure) {
        guard isWanted != values.isEmpty else {
            throw CommandFailure(
                "\(option): \(isWanted ? "wanted" : "makes no sense") with --role \(role.rawValue)", status: .usage)
        }
        for value in values where known.map({ !$0.contains(value) }) ?? !isIdentifier(value) {
            let expected = known?.joined(separator: ", ") ?? "a to z, 0 to 9 and -"
            throw CommandFailure("\(option): expected \(expected), found \"\(value)\"", status: .usage)
        }
    }
}

extension Principal.Role: ExpressibleByArgument {}
