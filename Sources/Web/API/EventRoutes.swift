import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import WorkTime

/// Server-sent events: one event for each change of the store, so that pages know when to look again. It says nothing of
/// what has changed: whoever is told asks, and sees what they may see.
struct EventRoutes: Sendable {
    let services: WebServices
    /// How often a comment is sent, so that nobody between takes the connection for dead.
    var heartbeat = Duration.seconds(15)

    private enum Signal { case change, heartbeat }

    func stream(_ request: Request, _ context: WebContext) async throws -> Response {
        _ = try context.signedIn()
        let slot = try services.streams.take()
        // From now on, not from when the body is asked for: a change between would be missed.
        let ticks = services.changes.ticks()
        // Who comes back may have missed something.
        let comesBack = request.headers.contains { $0.name.canonicalName == "last-event-id" }
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                defer { withExtendedLifetime(slot) {} }
                try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
                if comesBack { try await writer.write(event()) }
                try await write(ticks, to: &writer)
                try await writer.finish(nil)
            })
    }

    /// Until the ticks end, or nobody reads any more: then writing fails.
    private func write(_ ticks: AsyncStream<Void>, to writer: inout any ResponseBodyWriter) async throws {
        let (signals, sink) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingNewest(2))
        let changes = Task {
            for await _ in ticks { sink.yield(.change) }
            sink.finish()
        }
        let beats = Task { [heartbeat] in
            while !Task.isCancelled {
                try await Task.sleep(for: heartbeat)
                sink.yield(.heartbeat)
            }
        }
        defer {
            changes.cancel()
            beats.cancel()
        }
        for await signal in signals {
            try await writer.write(signal == .change ? event() : ByteBuffer(string: ": \n\n"))
        }
    }

    private func event() -> ByteBuffer {
        ByteBuffer(string: "id: \(services.now().milliseconds)\nevent: change\ndata: {}\n\n")
    }
}
