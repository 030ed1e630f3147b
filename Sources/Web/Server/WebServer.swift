// Web: what people and programs see over HTTP.
//
//     browser, program ──> headers ─ language ─ watch ─ errors ─ body ─ who asks ─ forms ──> route
//                                                                                     │ reads  │ sends
//                                                                     store <─────────┘        └──> Kafka
//
// Everything read comes from the store (``StoreReads``), everything written goes through Kafka (``Intake``); what became
// of it comes back by the tracker and the store, and is told by ``StoreChanges``.
//
// Threading: HTTP runs on Swift concurrency, and nothing there ever blocks. Signals are not heard here: whoever starts a
// server stops it.

package import CoreMetrics
package import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import NIOCore

/// The web of a district.
package final class WebServer: Sendable {
    /// The port it listens on, which matters where any free one was asked for.
    package var port: Int { listener.port }
    private let listener: HTTPListener
    private let services: WebServices

    /// Begins to listen.
    ///
    /// - Throws: `ListenError`; `WebSetupError` for a certificate that is none; what is wrong with a template.
    package init(
        _ options: WebOptions, _ services: WebServices, health: HealthContent, metrics: any MetricsFactory,
        audit: AuditLog
    ) async throws {
        let base = HTTPServerBuilder.http1(
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [
                    Patience(
                        request: .seconds(options.requestSeconds), body: 16 * WebContext.maximumBody,
                        answer: .seconds(options.answerSeconds))
                ],
                idleTimeout: .seconds(options.idleSeconds),
                httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                    maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 100)))
        let server = try options.tls.map { try HTTPServerBuilder.tls(base, tlsConfiguration: $0.configuration()) }
        let router = Self.router(
            services, health: health, metrics: metrics, audit: audit, rates: options.rates,
            isSecure: options.isSecure, publicAddress: options.publicAddress)
        listener = try await HTTPListener(
            options.address, router.buildResponder(), server: server ?? base, connections: options.connections,
            grace: .seconds(5), logger: services.logger)
        self.services = services
    }

    /// Ends event streams, takes no connection any more and answers what has been asked, for five seconds at most.
    package func stop() async {
        services.changes.close()
        await listener.stop()
    }

    /// All routes, and what stands before them.
    package static func router(
        _ services: WebServices, health: HealthContent, metrics: any MetricsFactory, audit: AuditLog,
        rates: WebRates = WebRates(), isSecure: Bool = false, publicAddress: PublicAddress? = nil
    ) -> Router<WebContext> {
        let limiter = RateLimiter(rates)
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders(isSecure: isSecure))
        router.add(middleware: Surroundings(isSecure: isSecure, publicAddress: publicAddress))
        router.add(middleware: LanguageChoice(isSecure: isSecure))
        router.add(
            middleware: RequestWatch(metrics: metrics, audit: audit, now: services.now, logger: services.logger))
        router.add(middleware: ErrorAnswers(pages: services.pages, logger: services.logger))
        // A probe counts for nobody and is never refused.
        router.addHealth(health)
        router.add(middleware: BodyCollection())
        router.add(middleware: Authentication(access: services.access, limiter: limiter, isSecure: isSecure))
        router.add(middleware: FormProtection())
        router.group().add(middleware: Requires(.manager)).addMetrics(health)
        SignIn(access: services.access, limiter: limiter, pages: services.pages, isSecure: isSecure)
            .addRoutes(to: router)
        addRoutes(to: router, services)
        return router
    }
}
