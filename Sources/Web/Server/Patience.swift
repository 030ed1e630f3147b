import NIOCore
import NIOHTTPTypes

/// Closes connections of clients that send a request, or take an answer, too slowly: each would hold a place for as long
/// as it likes. So it does with those that go on to send a body long after they were told that it is too large.
///
/// Confined to its channel's event loop.
final class Patience: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart

    /// From a request's head to its end.
    private let request: TimeAmount
    /// How long an answer may wait for the client to take any of it.
    private let answer: TimeAmount
    /// How many bytes of a body are read at most, most of them to throw them away.
    private let body: Int
    private var received = 0
    private var requestDeadline: Scheduled<Void>?
    private var answerDeadline: Scheduled<Void>?

    init(request: TimeAmount, body: Int, answer: TimeAmount) {
        self.request = request
        self.body = body
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            received = 0
            requestDeadline = closing(context, in: request)
        case .body(let part):
            received += part.readableBytes
            guard received <= body else { return context.close(promise: nil) }
        case .end:
            requestDeadline?.cancel()
            requestDeadline = nil
        }
        context.fireChannelRead(data)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        answerDeadline?.cancel()
        answerDeadline = context.channel.isWritable ? nil : closing(context, in: answer)
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        handlerRemoved(context: context)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        requestDeadline?.cancel()
        answerDeadline?.cancel()
    }

    private func closing(_ context: ChannelHandlerContext, in time: TimeAmount) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
    }
}
