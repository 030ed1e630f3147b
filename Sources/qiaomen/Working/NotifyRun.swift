import CoreMetrics
import Foundation
import Hotline
import Kafka
import Logging
import Notifying
import Web

/// The notifier of a district, from the environment's secrets to its end.
final class NotifyRun: Sendable {
    let notifier: Notifier

    init(
        _ client: ClientConfiguration, settings: Settings, district: District, metrics: any MetricsFactory,
        logger: Logger
    ) throws(CommandFailure) {
        notifier = Notifier(
            client, targets: try Self.targets(of: district), words: try Self.words(of: district, settings),
            now: { .now }, metrics: metrics, logger: logger)
    }

    /// Works until it is stopped, or cannot go on.
    func run() async throws(CommandFailure) {
        do {
            try await notifier.run()
        } catch {
            throw CommandFailure("notify: \(error)")
        }
    }

    /// The district's webhooks, with what the environment says of them.
    static func targets(of district: District) throws(CommandFailure) -> [WebhookTarget] {
        var targets: [WebhookTarget] = []
        for webhook in district.webhooks {
            do throws(WebhookTarget.MissingVariable) {
                targets.append(try WebhookTarget(webhook, environment: ProcessInfo.processInfo.environment))
            } catch {
                throw CommandFailure(error.description, status: .configuration)
            }
        }
        return targets
    }

    static func words(of district: District, _ settings: Settings) throws(CommandFailure) -> NoticeWords {
        guard let words = NoticeWords(district, address: settings.publicAddress?.description) else {
            throw CommandFailure(
                "timeZone: this machine knows no zone \(district.timeZone); install tzdata", status: .configuration)
        }
        return words
    }
}
