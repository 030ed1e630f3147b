import AsyncHTTPClient
package import Hotline
package import Logging
import NIOCore
package import WorkTime

extension WebhookSender {
    /// Sends a notice of a case that there is not, to see whether it arrives.
    package static func tryOut(
        _ target: WebhookTarget, _ words: NoticeWords, of district: District, now: @escaping @Sendable () -> Instant,
        logger: Logger
    ) async throws -> Outcome {
        let client = HTTPClient(configuration: .notifying)
        let sender = WebhookSender(target, words, client, now: now, logger: logger, pauses: [])
        let number = CaseNumber(channel: "trial", id: target.webhook.id.utf8.span)
        let notice = Notice(
            id: "\(number).trial.\(now().milliseconds)", kind: .task, number: number,
            department: target.webhook.departments.first ?? district.deskID, area: district.areas.first?.id ?? "",
            reportKind: .help, urgency: .normal)
        let outcome = await sender.send(notice, until: .now + .seconds(60))
        try await client.shutdown()
        return outcome
    }
}

extension HTTPClient.Configuration {
    /// Where a webhook leads somewhere else, somebody else would be told.
    static var notifying: HTTPClient.Configuration {
        HTTPClient.Configuration(redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5)))
    }
}
