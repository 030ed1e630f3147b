package import Hotline
package import Kafka

/// Puts messages on Kafka and waits until they are acknowledged. They are CloudEvents in binary mode.
package struct Intake: Sendable {
    private let send: @Sendable (Record) async throws(IntakeError) -> Void

    /// - Parameter send: puts a record on Kafka, and returns when it is acknowledged.
    package init(_ send: @escaping @Sendable (Record) async throws(IntakeError) -> Void) {
        self.send = send
    }

    /// A report, as JSON, on `reports.<channel>`.
    ///
    /// - Parameters:
    ///   - id: the report's, which is the key.
    ///   - trace: the trace parent that it belongs to.
    package func publish(
        report: [UInt8], id: String, channel: String, trace: String? = nil
    ) async throws(IntakeError) {
        let headers = CloudEvent.headers(ofReport: id, channel: channel)
        try await publish("reports.\(channel)", key: Array(id.utf8), report, headers, trace)
    }

    /// A progress event on `progress.<department>`, keyed by its case.
    ///
    /// - Parameters:
    ///   - utcOffset: in which zone its time is written, in seconds ahead of UTC.
    ///   - trace: the trace parent that it belongs to.
    package func publish(
        _ event: ProgressEvent, department: String, utcOffset: Int, trace: String? = nil
    ) async throws(IntakeError) {
        var key: [UInt8] = []
        event.caseNumber.write(into: &key)
        let headers = CloudEvent.headers(of: event, department: department, utcOffset: utcOffset)
        try await publish("progress.\(department)", key: key, event.json(utcOffset: utcOffset), headers, trace)
    }

    private func publish(
        _ topic: String, key: [UInt8], _ value: [UInt8], _ headers: [CloudEvent.Header], _ trace: String?
    ) async throws(IntakeError) {
        var headers = headers.map { Header("\($0.name)", $0.value) }
        if let trace { headers.append(Header("\(CloudEvent.traceParent)", trace)) }
        try await send(Record(topic: topic, key: key, value: value, headers: headers))
    }
}
