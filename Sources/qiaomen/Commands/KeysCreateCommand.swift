import ArgumentParser
import Web
import WorkTime

struct KeysCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Makes an API key and prints it: nobody can find it out afterwards.",
        discussion: """
            EXAMPLES
              qiaomen keys create --role department --department housing
              qiaomen keys create --role manager --name prometheus > metrics.key
            """)

    @OptionGroup var scope: ScopeOptions

    @Option(help: "What the key is for. Default: its role.")
    var name: String?

    @Option(help: ArgumentHelp("Until when it opens anything, RFC 3339. Default: until revoked.", valueName: "time"))
    var expires: String?

    @OptionGroup var access: AccessOptions
    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        if let expires, (try? Instant(rfc3339: expires)) == nil {
            throw ValidationError("--expires: expected an RFC 3339 time with offset")
        }
        if let name, !(1...64).contains(name.unicodeScalars.count) {
            throw ValidationError("--name: expected 1 to 64 characters")
        }
    }

    func run() async throws {
        let settings = try await Settings.load(common, district: districtOptions, store: storeOptions, access: access)
        let granted = try scope.scope(in: try await settings.readDistrict())
        let (name, end) = (name ?? scope.role.rawValue, expires.flatMap { try? Instant(rfc3339: $0) })
        let file = settings.accessFile
        let key = try await changing(file) { list in list.addKey(name, granted, expires: end, at: .now) }
        print(key.text)
    }
}

/// Changes the access file; what is wrong with it ends the command.
func changing<Value: Sendable>(
    _ file: AccessFile, _ body: @escaping @Sendable (inout AccessList) throws -> Value
) async throws -> Value {
    do {
        return try await blocking { try file.change(body) }
    } catch let error as AccessError {
        throw CommandFailure(error.description)
    }
}
