import CRdKafka
import Dispatch
import Logging
import Synchronization

/// Owns one librdkafka client. Whoever uses the pointer asynchronously retains this object, so that nothing is used
/// after it is freed; when the last owner lets go, the client is destroyed on a thread of Dispatch (destroying joins
/// librdkafka's threads).
///
/// `@unchecked Sendable` because librdkafka's clients may be called from any thread; what needs one thread is confined
/// by `Consumer` and `Producer`.
final class Client: @unchecked Sendable {
    let pointer: OpaquePointer
    let context: ClientContext
    /// Left once librdkafka has freed everything.
    let destroyed = DispatchGroup()
    private let isAbandoned = Atomic(false)

    init(
        _ configuration: ClientConfiguration, role: ClientRole, logger: Logger,
        prepare: (OpaquePointer) -> Void = { _ in }
    ) throws(KafkaError) {
        let native = try NativeConfiguration(configuration, for: role)
        let context = ClientContext(configuration, logger: logger)
        let opaque = Unmanaged.passRetained(context)
        rd_kafka_conf_set_opaque(native.pointer, opaque.toOpaque())
        rd_kafka_conf_set_log_cb(native.pointer, logCallback)
        prepare(native.pointer)
        var created: OpaquePointer?
        let reason = withErrorText { text, size in
            created = rd_kafka_new(role.type, native.pointer, text, size)
            return created != nil
        }
        guard let created else {
            // On failure the configuration stays ours.
            rd_kafka_conf_destroy(native.pointer)
            opaque.release()
            throw KafkaError(
                .invalidArgument, while: "create a Kafka client for \(configuration.brokers)",
                detail: WithoutValues.reason(reason ?? "unknown reason", refusing: configuration.properties))
        }
        pointer = created
        self.context = context
        destroyed.enter()
        context.attach(self)
    }

    /// Leaves the client to the end of the process instead of destroying it: librdkafka 2.0.2 aborts the process when
    /// it destroys a consumer that joined a group by the sticky protocol and was never given its assignment.
    func abandon() { isAbandoned.store(true, ordering: .relaxed) }

    deinit {
        if isAbandoned.load(ordering: .relaxed) {
            destroyed.leave()
            return
        }
        let native = Native(pointer: pointer, context: Unmanaged.passUnretained(context), destroyed: destroyed)
        DispatchQueue.global().async { native.destroy() }
    }

    /// The parts of a client on their way out.
    /// `@unchecked Sendable` because it has one owner at a time: `deinit`, then the closure that destroys it.
    private struct Native: @unchecked Sendable {
        let pointer: OpaquePointer
        let context: Unmanaged<ClientContext>
        let destroyed: DispatchGroup

        func destroy() {
            // A consumer was closed by its owner, or is given up: closing it here could hang for ever.
            rd_kafka_destroy_flags(pointer, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE)
            context.release()
            destroyed.leave()
        }
    }

    var name: String { rd_kafka_name(pointer).map { String(cString: $0) } ?? "" }

    /// The reason why the client is of no more use, if there is one.
    func finalError(while operation: String) -> KafkaError? {
        var code = RD_KAFKA_RESP_ERR_NO_ERROR
        let text = withErrorText { text, size in
            code = rd_kafka_fatal_error(pointer, text, size)
            return code == RD_KAFKA_RESP_ERR_NO_ERROR
        }
        return text.map { KafkaError(KafkaErrorCode(code), while: operation, detail: $0, isFatal: true) }
    }

    /// Asks any broker for the metadata of what we use. Blocks up to a second.
    func isBrokerReachable() -> Bool {
        var metadata: UnsafePointer<rd_kafka_metadata>?
        let code = rd_kafka_metadata(pointer, 0, nil, &metadata, 1000)
        if let metadata { rd_kafka_metadata_destroy(metadata) }
        return code == RD_KAFKA_RESP_ERR_NO_ERROR
    }
}

private func logCallback(
    client: OpaquePointer?, level: Int32, facility: UnsafePointer<CChar>?, message: UnsafePointer<CChar>?
) {
    guard let client, let opaque = rd_kafka_opaque(client), let facility, let message else { return }
    let context = Unmanaged<ClientContext>.fromOpaque(opaque).takeUnretainedValue()
    context.log(level: level, facility: String(cString: facility), message: String(cString: message))
}
