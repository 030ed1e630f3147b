import Hotline
import Kafka
import WorkTime

/// A progress event as a record: keyed by its case, a CloudEvent in binary mode.
enum ProgressRecord {
    /// The headers, in order.
    ///
    /// - Parameter department: whose topic it goes to.
    static func headers(
        of event: ProgressEvent, department: String, utcOffset: Int
    ) -> [(name: StaticString, value: String)] {
        [
            (CloudEvent.specVersion, "1.0"), (CloudEvent.id, event.id),
            (CloudEvent.source, "/qiaomen/progress/\(department)"),
            (CloudEvent.type, "qiaomen.progress.\(event.action.rawValue)"),
            (CloudEvent.time, event.at.rfc3339(utcOffset: utcOffset)),
            (CloudEvent.subject, event.caseNumber.description), (CloudEvent.contentType, "application/json"),
        ]
    }
}
