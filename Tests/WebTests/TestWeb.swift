import CResources
import CoreMetrics
import DistrictFile
import Foundation
import HTTPTypes
import Hotline
import Hummingbird
import HummingbirdTesting
import Kafka
import Logging
import Store
import Synchronization
import TestKit
import Testing
import Web
import WorkTime

/// A web of the shipped district in a directory of its own, with a clock that tests set; what it sends is kept.
final class TestWeb: Sendable {
    let directory: URL
    let access: AccessFile
    let services: WebServices
    let audit: AuditLog
    private let clock: Clock
    private let outbox: Outbox
    private let rates: WebRates

    private final class Clock: Sendable {
        let now = Mutex(Instant(milliseconds: 1_795_395_600_000))
    }

    private final class Outbox: Sendable {
        let records = Mutex<[Record]>([])
        let failure = Mutex<IntakeError?>(nil)
    }

    static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    static func district() throws -> District {
        let bytes = UnsafeBufferPointer(start: qiaomen_district_yaml_bytes(), count: qiaomen_district_yaml_size)
        return try readDistrict(yaml: Array(bytes), name: "district.yaml")
    }

    init(
        rates: WebRates = WebRates(), publicParts: Set<PublicPart> = [], signsInByAddress: Bool = false
    ) throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "qiaomen-web-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        access = AccessFile(path: directory.appending(path: "access.json").path)
        let (clock, outbox) = (Clock(), Outbox())
        (self.clock, self.outbox, self.rates) = (clock, outbox, rates)
        var district = try Self.district()
        district.publicParts = publicParts
        let reads = StoreReads(
            path: directory.appending(path: "cases.db").path, calendars: Calendars(district.calendars))
        let now: @Sendable () -> Instant = { clock.now.withLock(\.self) }
        services = try WebServices(
            district: district, reads: reads,
            intake: Intake { record throws(IntakeError) in
                if let failure = outbox.failure.withLock(\.self) { throw failure }
                outbox.records.withLock { $0.append(record) }
            }, changes: StoreChanges(reads, every: .milliseconds(20), logger: Self.logger),
            access: AccessControl(access, now: now, logger: Self.logger, signsInByAddress: signsInByAddress), now: now,
            logger: Self.logger)
        audit = try AuditLog(path: directory.appending(path: "audit.jsonl").path, logger: Self.logger)
    }

    deinit {
        services.changes.close()
        try? FileManager.default.removeItem(at: directory)
    }

    /// What was put on Kafka.
    var sent: [Record] { outbox.records.withLock(\.self) }

    /// From now on Kafka takes nothing.
    func fail(_ error: IntakeError) { outbox.failure.withLock { $0 = error } }

    var now: Instant { clock.now.withLock(\.self) }

    func pass(hours: Int64) { clock.now.withLock { $0.milliseconds += hours * 3_600_000 } }

    /// Makes a key.
    func key(_ scope: AccessScope, name: String = "a program", expires: Instant? = nil) throws -> String {
        try access.change { $0.addKey(name, scope, expires: expires, at: now).text }
    }

    static let password = "correct horse battery staple"

    func user(_ name: String, _ scope: AccessScope) throws {
        try access.change { try $0.setUser(name, scope, password: Self.password, at: now) }
    }

    /// The lines of the audit.
    func audited() async throws -> [String] {
        await audit.flush()
        return try String(contentsOf: directory.appending(path: "audit.jsonl"), encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }

    /// The web's routes, and some of the test's own.
    func application(
        isSecure: Bool = false, publicAddress: PublicAddress? = nil, readiness: Readiness = .ready,
        routes: (Router<WebContext>) -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let router = WebServer.router(
            services, health: HealthContent(metrics: { "up 1\n" }, readiness: { readiness }),
            metrics: NOOPMetricsHandler.instance, audit: audit, rates: rates, isSecure: isSecure,
            publicAddress: publicAddress)
        router.get("/test/me") { _, context in
            let principal = try context.signedIn()
            return "\(principal.name) \(principal.role.rawValue) \(context.csrf ?? "-")"
        }
        router.post("/test/do") { _, context in
            context.notes.did("accept")
            return try context.signedIn().name + " " + (context.form["text"] ?? "")
        }
        router.get("/open311/v2/test.json") { _, context in try context.signedIn().name }
        routes(router)
        return Application(router: router, logger: Self.logger)
    }

    /// Asks by an application of its own.
    func ask(
        _ method: HTTPRequest.Method = .get, _ path: String, _ headers: HTTPFields = [:], form: String? = nil
    ) async throws -> TestResponse {
        try await application().test(.router) { client in try await client.ask(method, path, headers, form: form) }
    }

    /// A page as somebody sees it.
    func page(_ path: String, as name: String) async throws -> TestResponse {
        try await ask(.get, path, .cookie(try await signIn(name)))
    }

    /// Sends a form as the page would.
    func send(_ path: String, as name: String, _ fields: String) async throws -> TestResponse {
        let cookie = try await signIn(name)
        let token = try await ask(.get, "/test/me", .cookie(cookie)).text.split(separator: " ")[2]
        return try await ask(.post, path, .cookie(cookie), form: "csrf=\(token)&\(fields)")
    }

    /// The event that was sent last.
    func event() throws -> ProgressEvent {
        let bytes = try #require(sent.last?.value)
        return try ProgressEvent(json: bytes.span.bytes)
    }

    /// Signs in and gives the cookie.
    func signIn(_ name: String, password: String = TestWeb.password) async throws -> String {
        let answer = try await ask(.post, "/sign-in", form: "name=\(name)&password=\(password)")
        return try #require(answer.cookie, "\(answer.status)")
    }
}

extension TestClientProtocol {
    func ask(
        _ method: HTTPRequest.Method = .get, _ path: String, _ headers: HTTPFields = [:], form: String? = nil
    ) async throws -> TestResponse {
        var headers = headers
        if form != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        return try await executeRequest(
            uri: path, method: method, headers: headers, body: form.map { ByteBuffer(string: $0) })
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    /// The session's cookie, as a browser sends it back.
    var cookie: String? {
        headers[.setCookie].flatMap { $0.split(separator: ";").first }.map(String.init)
    }
}

extension HTTPFields {
    static func bearer(_ key: String) -> HTTPFields { [.authorization: "Bearer \(key)"] }
    static func cookie(_ cookie: String) -> HTTPFields { [.cookie: cookie] }
}

extension AccessScope {
    static let housing = AccessScope(role: .department, departments: ["housing"])
    static let manager = AccessScope(role: .manager)
    static let hotline = AccessScope(role: .hotline, channels: ["hotline"])
}
