import Dispatch
import Hummingbird

/// Whether a process is at its work.
package enum Readiness: Sendable, Equatable {
    case ready
    /// What it waits for, in words.
    case waiting(String)
}

/// What monitoring and orchestration are shown. Both are called once a request, from any thread, and have to be quick.
package struct HealthContent: Sendable {
    let metrics: @Sendable () -> String
    let readiness: @Sendable () -> Readiness

    /// - Parameters:
    ///   - metrics: the figures, in Prometheus' text format.
    ///   - readiness: whether the process is at its work.
    package init(metrics: @escaping @Sendable () -> String, readiness: @escaping @Sendable () -> Readiness) {
        self.metrics = metrics
        self.readiness = readiness
    }
}

/// What monitoring and orchestration ask, on any server.
extension RouterMethods {
    /// `/healthz`: the process lives. `/readyz`: it is at its work, or 503 with what it waits for.
    func addHealth(_ content: HealthContent) {
        get("/healthz") { _, _ in plain("ok\n") }
        get("/readyz") { _, _ in
            switch content.readiness() {
            case .ready: plain("ready\n")
            case .waiting(let reason): plain("waiting: \(reason)\n", status: .serviceUnavailable)
            }
        }
    }

    /// `/metrics`: the figures, collected on a queue of Dispatch's.
    func addMetrics(_ content: HealthContent) {
        let queue = DispatchQueue(label: "web.metrics")
        get("/metrics") { _, _ in
            let text = await withCheckedContinuation { continuation in
                queue.async { continuation.resume(returning: content.metrics()) }
            }
            return plain(text, type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }
}

private func plain(
    _ text: String, status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8"
) -> Response {
    Response(
        status: status, headers: [.contentType: type, .cacheControl: "no-store"],
        body: .init(byteBuffer: ByteBuffer(string: text)))
}
