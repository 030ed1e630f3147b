package import AsyncHTTPClient
import Foundation
import Hotline
package import Logging
import NIOCore
import NIOHTTP1
package import WorkTime

/// Sends notices to one webhook, one after the other, in their order.
///
/// What does not arrive is tried again while it is worth it: some four times within half a minute, and as many times a
/// minute later where the robot takes no more in a minute; then it is given up, logged and counted, for the worklist tells
/// it anyway. While a webhook answers nothing, later notices are given up at once, for a minute: nobody waits for it.
package actor WebhookSender {
    /// What became of a notice.
    package enum Outcome: String, Sendable, CaseIterable {
        /// It was taken.
        case sent
        /// It was refused, and would be again.
        case refused
        /// Nobody took it in time.
        case lost
    }

    /// How long it is waited before each further try, in seconds.
    private let pauses: [Double]
    /// How long it is waited where a robot takes no more for now, in seconds.
    private let limitPause: Double
    /// How long it is waited at most because the recipient asks for it, in seconds: robots count by the minute.
    private static let longestPause = 60.0
    /// How long an answer is waited for, in seconds.
    private static let patience: Int64 = 10
    /// How long it is left alone after a notice was lost.
    private static let rest = Duration.seconds(60)
    /// More of an answer is not read, in bytes.
    private static let longestAnswer = 64 << 10

    private let target: WebhookTarget
    private let words: NoticeWords
    private let client: HTTPClient
    private let now: @Sendable () -> Instant
    private let logger: Logger
    private var restsUntil: ContinuousClock.Instant?

    package init(
        _ target: WebhookTarget, _ words: NoticeWords, _ client: HTTPClient, now: @escaping @Sendable () -> Instant,
        logger: Logger, pauses: [Double] = [1, 5, 15], limitPause: Double = 60
    ) {
        self.limitPause = limitPause
        self.target = target
        self.words = words
        self.client = client
        self.now = now
        self.logger = logger
        self.pauses = pauses
    }

    /// What an answer means.
    private enum Answer {
        case taken
        case refused(String)
        /// It may be tried again, after so many seconds at the least.
        case failed(String, after: Double?)
    }

    /// Sends a notice.
    ///
    /// - Parameter deadline: nothing is begun after it.
    package func send(_ notice: Notice, until deadline: ContinuousClock.Instant) async -> Outcome {
        if let restsUntil, ContinuousClock.now < restsUntil { return .lost }
        restsUntil = nil
        let message = WebhookMessage(notice, for: target.webhook, words)
        var (problem, wanted) = ("it took too long", 0.0)
        for pause in [0] + pauses where ContinuousClock.now < deadline && !Task.isCancelled {
            switch await post(message, id: notice.id, after: max(pause, wanted)) {
            case .taken: return .sent
            case .refused(let reason):
                logger.warning("webhook \(target.webhook.id): notice \(notice.id) was refused: \(reason)")
                return .refused
            case .failed(let reason, let wait):
                problem = reason
                wanted = min(wait ?? 0, Self.longestPause)
            }
        }
        restsUntil = .now + Self.rest
        logger.warning("webhook \(target.webhook.id): notice \(notice.id) is given up: \(problem)")
        return .lost
    }

    private func post(_ message: WebhookMessage, id: String, after pause: Double) async -> Answer {
        do {
            if pause > 0 { try await Task.sleep(for: .seconds(pause * Double.random(in: 0.8...1.2))) }
            var url = target.url
            if let secret = target.secret {
                url += (url.contains("?") ? "&" : "?") + DingTalkSignature.query(secret, at: now())
            }
            var request = HTTPClientRequest(url: url)
            request.method = .POST
            request.headers.add(name: "Content-Type", value: message.contentType)
            // Who hears the same twice can tell.
            request.headers.add(name: "Idempotency-Key", value: id)
            request.headers.add(name: "User-Agent", value: "qiaomen")
            for header in target.headers { request.headers.add(name: header.name, value: header.value) }
            request.body = .bytes(message.body)
            let response = try await client.execute(request, timeout: .seconds(Self.patience))
            let body = try? await response.body.collect(upTo: Self.longestAnswer)
            return answer(response, body.map { Array($0.readableBytesView) } ?? [])
        } catch is CancellationError {
            return .failed("the program ends", after: nil)
        } catch {
            // The error's own words could hold the address, which holds the secret.
            return .failed("\(type(of: error))", after: nil)
        }
    }

    private func answer(_ response: HTTPClientResponse, _ body: [UInt8]) -> Answer {
        let status = Int(response.status.code)
        if status == 408 || status == 429 || status >= 500 {
            return .failed(
                "status \(status)", after: response.headers.first(name: "Retry-After").flatMap { Double($0) })
        }
        guard (200..<300).contains(status) else { return .refused("status \(status)") }
        guard [.shape(.wecom), .shape(.dingtalk)].contains(target.webhook.content) else { return .taken }
        // Robots say what is wrong in an answer that is otherwise fine; another answer is none of theirs.
        struct Told: Decodable { let errcode: Int }
        guard let told = try? JSONDecoder().decode(Told.self, from: Data(body)) else {
            return .refused("an answer that is no robot's")
        }
        switch told.errcode {
        case 0: return .taken
        // Too often: WeCom's and DingTalk's; both take so many a minute.
        case 45_009, 130_101: return .failed("errcode \(told.errcode)", after: limitPause)
        // Busy.
        case -1: return .failed("errcode -1", after: nil)
        case let code: return .refused("errcode \(code)")
        }
    }
}
