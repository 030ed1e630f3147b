import Hotline
import Kafka
import Pipeline
import WorkTime

/// What one lane needs to make tasks of reports; its memory is reused for batch after batch.
package struct IngestWorkspace: Sendable {
    var reader = ReportReader()
    var dispatch = DispatchScratch()
    var tally = IngestTally()
    private var headers = EventHeaders()
    private var key: [UInt8] = []
    private var task: [UInt8] = []
    private var offsets: UTCOffsets
    private var terms: TermsTable
    /// The topic's number in the lane's output, by department.
    private var topics: [String: Int] = [:]
    /// The channels of the batch's sources; nil where the topic's name has none that we take.
    private var channels: [String?] = []

    init(offsets: UTCOffsets, policy: CasePolicy) {
        self.offsets = offsets
        terms = TermsTable(policy)
    }

    mutating func begin(_ partitions: [TopicPartition]) {
        channels = partitions.map { partition -> String? in
            guard partition.topic.hasPrefix(IngestHandler.reportTopicPrefix) else { return nil }
            let channel = String(partition.topic.dropFirst(IngestHandler.reportTopicPrefix.count))
            return isIdentifier(channel) ? channel : nil
        }
    }

    /// The channel that the messages of this source came on.
    func channel(of sourceIndex: Int) throws(ReportError) -> String {
        guard let channel = channels[sourceIndex] else {
            throw ReportError(
                field: "channel", expected: "a topic reports.<channel> with 1 to 64 of a-z, 0-9 and -", offset: 0)
        }
        return channel
    }

    /// Writes one task as a record.
    mutating func write(
        _ assignment: Assignment, report: RawSpan, trace: RawSpan?, source: Int, into output: LaneOutput
    ) {
        let offset = offsets.offset(at: assignment.assignedAt)
        let (measured, written) = terms.terms(of: assignment)
        let deadlines = TaskDeadlines(
            of: assignment, reportedAt: reader.reportedAt, externalDueAt: reader.externalDueAt, measured,
            terms.policy.calendars)
        task.removeAll(keepingCapacity: true)
        assignment.write(
            report: report, channelMember: reader.channelMember, deadlines: deadlines, limits: written,
            utcOffset: offset,
            into: &task)
        key.removeAll(keepingCapacity: true)
        assignment.caseNumber.write(into: &key)
        headers.describe(assignment, traceParent: trace, utcOffset: offset)

        let records = output.records
        records.begin(
            topic: topic(of: assignment.department, in: records), source: source,
            timestamp: assignment.assignedAt.milliseconds)
        for index in 0..<headers.count { records.header(headers.name(index), headers.value(index)) }
        records.end(key: key.span.bytes, value: task.span.bytes)
    }

    private mutating func topic(of department: String, in records: RecordBuffer) -> Int {
        if let number = topics[department] { return number }
        let number = records.topicIndex(IngestHandler.taskTopicPrefix + department)
        topics[department] = number
        return number
    }
}
