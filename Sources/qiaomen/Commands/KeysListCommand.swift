import ArgumentParser
import Foundation
import Web
import WorkTime

struct KeysListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Shows who may come in, and which keys no longer open anything.")

    @Option(help: "table or json, one object a line.")
    var format = ListFormat.table

    @OptionGroup var access: AccessOptions
    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var common: CommonOptions

    private struct Line: Encodable {
        let kind: String
        let id: String
        let name: String
        let scope: AccessScope
        let created: AccessTime
        let expires: AccessTime?
        let revoked: AccessTime?
        let state: String

        var bound: String {
            [scope.departments ?? [], scope.channels ?? [], scope.community.map { [$0] } ?? []].joined()
                .joined(separator: " ")
        }
    }

    func run() async throws {
        let settings = try await Settings.load(common, store: storeOptions, access: access)
        let file = settings.accessFile
        let list: AccessList?
        do {
            list = try await blocking { try file.read() }
        } catch let error as AccessError {
            throw CommandFailure(error.description)
        }
        let lines = list.map { Self.lines($0, at: .now) } ?? []
        switch format {
        case .table:
            var table = TextTable(["kind", "id", "name", "role", "bound to", "created", "state"])
            for line in lines {
                table.add([
                    line.kind, line.id, line.name, line.scope.role.rawValue, line.bound,
                    line.created.instant.rfc3339(utcOffset: 0), line.state,
                ])
            }
            print(table.takeText(), terminator: "")
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            for line in lines { print(String(decoding: try encoder.encode(line), as: UTF8.self)) }
        }
    }

    private static func lines(_ list: AccessList, at now: Instant) -> [Line] {
        let users = list.users.map {
            Line(
                kind: "user", id: $0.name, name: $0.name, scope: $0.scope, created: $0.created, expires: nil,
                revoked: nil, state: "valid")
        }
        let keys = list.keys.map { key in
            let state =
                if key.revoked != nil { "revoked" } else if key.isValid(at: now) { "valid" } else { "expired" }
            return Line(
                kind: "key", id: key.id, name: key.name, scope: key.scope, created: key.created, expires: key.expires,
                revoked: key.revoked, state: state)
        }
        return users + keys
    }
}
