import CRdKafka
import Dispatch
import Logging
import Synchronization

/// What librdkafka's callbacks need: it is the `opaque` of one client, which retains it until the client is destroyed.
///
/// Callbacks come on librdkafka's threads (logs) and on whichever thread polls (errors, rebalances).
final class ClientContext: Sendable {
    /// What a rebalance callback hands over; the list belongs to librdkafka and is valid during the call only.
    typealias RebalanceHandler =
        @Sendable (
            rd_kafka_resp_err_t, UnsafeMutablePointer<rd_kafka_topic_partition_list_t>
        ) -> Void

    private struct Handlers {
        var rebalance: RebalanceHandler?
        var fatal: (@Sendable (KafkaError) -> Void)?
        weak var client: Client?
    }

    let logger: Logger
    private let brokers: String
    private let tellsOutages: Bool
    private let onReachability: (@Sendable (Bool) -> Void)?
    private let outage = Mutex(Outage())
    private let handlers = Mutex(Handlers())
    private let probes = DispatchQueue(label: "kafka.probe")

    init(_ configuration: ClientConfiguration, logger: Logger) {
        brokers = configuration.brokers
        tellsOutages = configuration.tellsOutages
        onReachability = configuration.tellsOutages ? configuration.onReachability : nil
        self.logger = logger
    }

    /// The client whose `opaque` this is; it owns this object, so it is known weakly.
    func attach(_ client: Client) { handlers.withLock { $0.client = client } }

    func onRebalance(_ handler: @escaping RebalanceHandler) { handlers.withLock { $0.rebalance = handler } }

    func onFatalError(_ handler: @escaping @Sendable (KafkaError) -> Void) { handlers.withLock { $0.fatal = handler } }

    func rebalance(_ code: rd_kafka_resp_err_t, _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) {
        let handler = handlers.withLock { $0.rebalance }
        handler?(code, list)
    }

    /// An error that concerns the client as a whole.
    func failed(_ code: KafkaErrorCode, reason: String) {
        guard let client = handlers.withLock({ $0.client }) else { return }
        switch code {
        case .fatal:
            let error = client.finalError(while: "go on") ?? KafkaError(code, while: "go on", detail: reason)
            logger.error("Kafka client failed for good: \(error)")
            let handler = handlers.withLock { $0.fatal }
            handler?(error)
        case .transport, .resolve, .allBrokersDown, .timedOut, .authentication, .ssl:
            logger.debug("Kafka connection failed: \(reason)")
            let now = DispatchTime.now().uptimeNanoseconds
            perform(outage.withLock { $0.failed(reason: reason, at: now) }, client)
        default:
            logger.warning("Kafka client: \(reason) (\(code))")
        }
    }

    private func perform(_ actions: [Outage.Action], _ client: Client) {
        for action in actions {
            switch action {
            case .tellOutage(let reason):
                logger.log(
                    level: tellsOutages ? .warning : .debug,
                    "broker unreachable at \(brokers), waiting: \(reason)")
                onReachability?(false)
            case .tellReturn(let milliseconds):
                logger.log(
                    level: tellsOutages ? .notice : .debug,
                    "broker reachable again at \(brokers) after \(milliseconds) ms")
                onReachability?(true)
            case .probe(let delay):
                // Weak: a probe must not keep a closed client alive.
                probes.asyncAfter(deadline: .now() + .milliseconds(delay)) { [weak client] in
                    guard let client else { return }
                    let succeeded = client.isBrokerReachable()
                    let now = DispatchTime.now().uptimeNanoseconds
                    self.perform(self.outage.withLock { $0.probed(succeeded: succeeded, at: now) }, client)
                }
            }
        }
    }

    /// librdkafka's own log line. What the outage already says, and notes on properties of the other role, are for
    /// debugging.
    func log(level: Int32, facility: String, message: String) {
        let isRepetition = ["FAIL", "ERROR", "CONFWARN", "AUTOCREATE"].contains(facility)
        let mapped: Logger.Level =
            switch level {
            case _ where isRepetition: .debug
            case ...3: .error
            case 4: .warning
            case 5: .notice
            case 6: .info
            default: .debug
            }
        logger.log(level: mapped, "librdkafka: \(message)", metadata: ["facility": "\(facility)"])
    }
}
