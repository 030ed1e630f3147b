import ArgumentParser
import Hotline
import Store

/// Where the store is: `sqlite:PATH`.
package struct StoreAddress: Sendable, Equatable {
    /// What it must look like, for error messages.
    package static let expectation = "sqlite:PATH"
    private static let scheme = "sqlite:"

    /// The file.
    package let path: String

    /// The store in that file.
    init(path: String) { self.path = path }

    /// The address, if it is one.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.scheme), text.count > Self.scheme.count else { return nil }
        path = String(text.dropFirst(Self.scheme.count))
    }
}

extension StoreAddress: ExpressibleByArgument, CustomStringConvertible {
    package init?(argument: String) { self.init(argument) }

    /// As `--store` takes it.
    package var description: String { Self.scheme + path }
}

/// Options of commands that need the store.
struct StoreOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the tracker keeps the cases. Default: sqlite:qiaomen.db, in the working directory.",
            valueName: StoreAddress.expectation))
    var store: StoreAddress?
}

extension Settings {
    /// Opens the store to read it only; it stays as it is, and may be written meanwhile.
    func openStoreToRead(_ district: District) async throws -> Store {
        let path = store.path
        let calendars = Calendars(district.calendars)
        return try await ofStore { () throws(StoreError) in try Store(readingOnly: path, calendars: calendars) }
    }
}

/// Asks the store, which blocks; what is wrong with it ends the command.
func ofStore<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    do {
        return try await blocking(work)
    } catch let error as StoreError {
        throw CommandFailure(error.description)
    }
}
