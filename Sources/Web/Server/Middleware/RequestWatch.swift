import CoreMetrics
import Dispatch
import Hummingbird
import Logging
import Telemetry
import WorkTime

/// Sees each request come and its answer go: for the figures, the audit and the log, none of which see an address's query
/// or a body.
struct RequestWatch: RouterMiddleware {
    typealias Context = WebContext

    let metrics: any MetricsFactory
    let audit: AuditLog
    let now: @Sendable () -> Instant
    let logger: Logger

    /// What everybody asks all the time, and says nothing about anybody.
    private static let unremarkable: Set = ["/healthz", "/readyz", "/metrics"]

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let start = DispatchTime.now().uptimeNanoseconds
        let response = try await next(request, context)
        let duration = Int64(DispatchTime.now().uptimeNanoseconds - start)
        let route = context.endpointPath ?? "NotFound"
        MetricDefinition.webRequests.counter(route, "\(response.status.code)", in: metrics).increment()
        MetricDefinition.webDuration.timer(route, in: metrics).recordNanoseconds(duration)
        remember(request, response, route, context)
        logger.debug(
            "\(request.method) \(request.uri.path): \(response.status.code) in \(Double(duration / 1_000) / 1_000) ms")
        return response
    }

    private func remember(_ request: Request, _ response: Response, _ route: String, _ context: WebContext) {
        let notes = context.notes.contents
        let isAboutSomebody = notes.principal != nil || notes.deed != nil || request.method != .get
        guard isAboutSomebody, !Self.unremarkable.contains(route), !route.hasPrefix("/assets") else { return }
        audit.add(
            AuditLog.Entry(
                at: now().rfc3339(utcOffset: 0), who: notes.principal?.name, role: notes.principal?.role.rawValue,
                by: notes.principal.map { $0.isKey ? "key" : "user" },
                from: notes.principal == nil ? context.address : nil, method: request.method.rawValue, route: route,
                case: context.parameters.get("case").map { String($0.prefix(40)) }, deed: notes.deed,
                status: response.status.code))
    }
}
