import ArgumentParser
import Foundation
import Web
import WorkTime

struct KeysUserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Takes somebody in who signs in with a password, or gives them another one and another role.",
        discussion: """
            The password is asked for, or read from standard input's first line. Sessions of before are over.

            EXAMPLES
              qiaomen keys user wang --role department --department housing
              pwgen 16 1 | tee /dev/stderr | qiaomen keys user li --role manager
            """)

    @Argument(help: "The name to sign in with.")
    var name: String

    @OptionGroup var scope: ScopeOptions
    @OptionGroup var access: AccessOptions
    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard (1...64).contains(name.unicodeScalars.count),
            !name.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x20 })
        else { throw ValidationError("NAME: expected 1 to 64 characters without blanks") }
    }

    func run() async throws {
        let settings = try await Settings.load(common, district: districtOptions, store: storeOptions, access: access)
        let granted = try scope.scope(in: try await settings.readDistrict())
        let password = try Self.password()
        guard AccessList.passwordLength.contains(password.unicodeScalars.count) else {
            let length = AccessList.passwordLength
            throw CommandFailure("the password: expected \(length.lowerBound) to \(length.upperBound) characters")
        }
        let name = name
        try await changing(settings.accessFile) { list in
            try list.setUser(name, granted, password: password, at: .now)
        }
        tell("\(name) may sign in as \(scope.role.rawValue)")
    }

    /// From the terminal, where it is not shown; or the first line of what is piped in.
    private static func password() throws -> String {
        guard isatty(STDIN_FILENO) == 1 else { return readLine() ?? "" }
        guard let first = hidden("Password: "), let second = hidden("Once more: ") else {
            throw CommandFailure("no password was given")
        }
        guard first == second else { throw CommandFailure("the two are not the same") }
        return first
    }

    private static func hidden(_ prompt: String) -> String? {
        FileHandle.standardError.write(Data(prompt.utf8))
        var before = termios()
        tcgetattr(STDIN_FILENO, &before)
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            FileHandle.standardError.write(Data("\n".utf8))
        }
        return readLine()
    }
}
