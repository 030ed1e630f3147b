import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Web
import WorkTime

/// Programs come in with a key that is shown once, and can be taken away at once.
@Suite(.timeLimit(.minutes(1)))
struct APIKeyTests {
    private let web: TestWeb

    init() throws { web = try TestWeb() }

    private func status(_ key: String) async throws -> HTTPResponse.Status {
        try await web.ask(.get, "/test/me", .bearer(key)).status
    }

    @Test func `A key opens what its scope says`() async throws {
        let key = try web.key(.housing, name: "the app")
        #expect(try await web.ask(.get, "/test/me", .bearer(key)).text == "the app department -")
    }

    @Test func `The file holds no key, and its owner alone may read it`() throws {
        let key = try web.key(.housing)
        let secret = try #require(key.split(separator: "_", maxSplits: 2).last)
        #expect(try !String(contentsOfFile: web.access.path, encoding: .utf8).contains(secret))
        let mode = try FileManager.default.attributesOfItem(atPath: web.access.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func `A key that was revoked opens nothing from then on`() async throws {
        let key = try web.key(.housing)
        #expect(try await status(key) == .ok)
        let id = String(key.split(separator: "_")[1])
        #expect(try web.access.change { $0.revoke(id, at: web.now) })
        #expect(try await status(key) == .unauthorized)
        #expect(try !web.access.change { $0.revoke(id, at: web.now) })
    }

    @Test func `A key opens nothing from its end on`() async throws {
        let key = try web.key(.housing, expires: Instant(milliseconds: web.now.milliseconds + 3_600_000))
        #expect(try await status(key) == .ok)
        web.pass(hours: 1)
        #expect(try await status(key) == .unauthorized)
    }

    @Test(arguments: ["", "x", "qm_", "qm_00000000_", "qm__", String(repeating: "q", count: 4_000)])
    func `What is no key opens nothing`(text: String) async throws {
        _ = try web.key(.housing)
        #expect(try await status(text) == .unauthorized)
    }

    @Test func `A known id with another secret opens nothing`() async throws {
        let (one, other) = (try web.key(.housing), try web.key(.manager))
        let mixed = one.prefix(12) + other.dropFirst(12)
        #expect(try await status(String(mixed)) == .unauthorized)
    }

    @Test func `Open311 takes a key as a parameter, and says 403 of a wrong one`() async throws {
        let key = try web.key(.hotline, name: "the platform")
        #expect(try await web.ask(.get, "/open311/v2/test.json?api_key=\(key)").text == "the platform")
        #expect(try await web.ask(.get, "/open311/v2/test.json?api_key=wrong").status == .forbidden)
        // Elsewhere it would be left behind in addresses.
        #expect(try await web.ask(.get, "/test/me?api_key=\(key)").status == .unauthorized)
    }

    @Test func `Two who change the file at once both get their way`() async throws {
        let file = web.access
        let now = web.now
        let ids = try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<8 {
                group.addTask {
                    try await offPool {
                        _ = try file.change { $0.addKey("key \(index)", .housing, expires: nil, at: now) }
                    }
                }
            }
            try await group.waitForAll()
            return try file.read()?.keys.map(\.name) ?? []
        }
        #expect(Set(ids).count == 8)
    }

    private func offPool(_ work: @escaping @Sendable () throws -> Void) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async { continuation.resume(with: Result { try work() }) }
        }
    }
}
