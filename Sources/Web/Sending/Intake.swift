import Dispatch
package import Hotline
package import Kafka
import Synchronization

/// Puts messages on Kafka and waits until they are acknowledged.
package struct Intake: Sendable {
    private let send: @Sendable (Record) async throws(IntakeError) -> Void

    /// - Parameter send: puts a record on Kafka, and returns when it is acknowledged.
    package init(_ send: @escaping @Sendable (Record) async throws(IntakeError) -> Void) {
        self.send = send
    }

    /// A report, as JSON, on `reports.<channel>`.
    ///
    /// - Parameter id: the report's, which is the key.
    package func publish(report: [UInt8], id: String, channel: String) async throws(IntakeError) {
        try await send(Record(topic: "reports.\(channel)", key: Array(id.utf8), value: report))
    }

    /// A progress event, as JSON, on `progress.<department>`.
    ///
    /// - Parameter case: the event's, which is the key.
    package func publish(
        progress: [UInt8], case number: CaseNumber, department: String
    ) async throws(IntakeError) {
        var key: [UInt8] = []
        number.write(into: &key)
        try await send(Record(topic: "progress.\(department)", key: key, value: progress))
    }
}
