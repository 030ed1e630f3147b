import WorkTime

extension CloudEvent {
    /// A header of a record, as text.
    package typealias Header = (name: StaticString, value: String)

    /// The headers of a progress event's record, in order.
    ///
    /// - Parameters:
    ///   - department: whose topic it goes to.
    ///   - utcOffset: in which zone the time is written, in seconds ahead of UTC.
    package static func headers(of event: ProgressEvent, department: String, utcOffset: Int) -> [Header] {
        [
            (specVersion, "1.0"), (id, event.id), (source, "/qiaomen/progress/\(department)"),
            (type, "qiaomen.progress.\(event.action.rawValue)"), (time, event.at.rfc3339(utcOffset: utcOffset)),
            (subject, event.caseNumber.description), (contentType, "application/json"),
        ]
    }

    /// The headers of the record of a report that was filed here, in order.
    ///
    /// - Parameter reportID: the report's id within its channel.
    package static func headers(ofReport reportID: String, channel: String) -> [Header] {
        [
            (specVersion, "1.0"), (id, reportID), (source, "/qiaomen/reports/\(channel)"), (type, "qiaomen.report"),
            (subject, CaseNumber(channel: channel, id: reportID.utf8.span).description),
            (contentType, "application/json"),
        ]
    }
}
