import ArgumentParser
import Foundation
import Hotline
import Kafka
import Logging
import Notifying
import Web

struct NotifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notify",
        abstract: "Tells departments and contacts by webhooks that there is something to do.",
        discussion: """
            New tasks, 重办, 督办 and the rungs of ladders go to the webhooks of the district file: groups of WeCom or \
            DingTalk, SMS gateways, anything that takes a POST. A message says which case it is, of what, where and by \
            when, and leads to its page; it holds nothing of what residents wrote, and nobody's name or number.

              webhooks:
                - id: housing
                  url: https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${WECOM_KEY}
                  shape: wecom              # or dingtalk (secret: ${NAME}), json, or a body of your own
                  departments: [housing]    # their tasks, 重办, 督办
                  contacts: [区住建局分管领导]  # what ladders tell them
                - id: sms
                  url: ${SMS_GATEWAY}
                  headers: ["Authorization: Bearer ${SMS_TOKEN}"]
                  body: '{"to": "leaders", "text": "{{text}}"}'
                  contacts: [区督办]

            ${NAME} is taken from the environment. What is not taken at once is tried again for half a minute, then given \
            up and logged: the worklist tells it anyway. What is older than an hour is not told. One process is enough; with \
            several, each tells a share. Without --public-address a message has no link.

            EXAMPLES
              qiaomen notify --broker kafka:9092 --district deploy/district.yaml --public-address https://qiaomen.example
              qiaomen notify --try housing
            """)

    @Option(
        name: .customLong("try"),
        help: ArgumentHelp("Sends one notice to this webhook, says what became of it, and ends.", valueName: "id"))
    var tried: String?

    @Option(help: ArgumentHelp("Where people reach the pages, for links.", valueName: "address"))
    var publicAddress: PublicAddress?

    @OptionGroup var brokerOptions: BrokerOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var metricsOptions: MetricsOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await Settings.load(
            common, broker: brokerOptions, district: districtOptions, metrics: metricsOptions,
            publicAddress: publicAddress)
        let district = try await settings.readDistrict()
        let logger = Logger(label: "qiaomen.notify")
        guard !district.webhooks.isEmpty else {
            throw CommandFailure("the district file names no webhooks", status: .configuration)
        }
        if let tried { return try await tryOut(tried, settings, district, logger) }
        let metrics = try await MetricsListener.start(settings, role: "notify", logger: logger)
        let cluster = try await Cluster(settings, district: district, logger: logger)
        let run = try NotifyRun(
            cluster.configuration, settings: settings, district: district, metrics: metrics.factory, logger: logger)
        metrics.isReady { run.notifier.isReading ? .ready : .waiting("the group to give it something to read") }
        Signals.onStop { run.notifier.stop() }
        logger.notice("telling \(district.webhooks.map(\.id).joined(separator: ", "))")
        try await run.run()
        await metrics.stop()
    }

    private func tryOut(_ id: String, _ settings: Settings, _ district: District, _ logger: Logger) async throws {
        let targets = try NotifyRun.targets(of: district)
        guard let target = targets.first(where: { $0.webhook.id == id }) else {
            let ids = district.webhooks.map(\.id).joined(separator: ", ")
            throw CommandFailure("--try: expected one of \(ids), found \(id)", status: .usage)
        }
        let outcome = try await WebhookSender.tryOut(
            target, try NotifyRun.words(of: district, settings), of: district, now: { .now }, logger: logger)
        guard outcome == .sent else { throw CommandFailure("webhook \(id): the notice was not taken") }
        print("webhook \(id): sent")
    }
}
