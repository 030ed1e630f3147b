import ArgumentParser
import Web

struct KeysRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Takes API keys or users out, at once: open sessions are over too.",
        discussion: """
            EXAMPLES
              qiaomen keys revoke 3f9a01c7
              qiaomen keys revoke wang
            """)

    @Argument(help: "Keys' ids, or users' names, as qiaomen keys list shows them.")
    var names: [String]

    @OptionGroup var access: AccessOptions
    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await Settings.load(common, store: storeOptions, access: access)
        let names = names
        let unknown = try await changing(settings.accessFile) { list in
            names.filter { !list.revoke($0, at: .now) }
        }
        guard unknown.isEmpty else {
            throw CommandFailure("there is no key or user \(unknown.joined(separator: ", ")), or no longer")
        }
    }
}
