package import Classification
package import Hotline
import Kafka
package import Pipeline
import WorkTime

/// The work of an ingest worker: a report becomes one lead task and a task for each supporting department, or one dead
/// letter. Nothing else ever comes of a message.
///
/// Threads: called for several lanes at once, each with a workspace of its own; ``figures`` may be read from anywhere.
package struct IngestHandler: LaneHandler {
    /// Where the tasks of departments go: `tasks.<department>`.
    package static let taskTopicPrefix = "tasks."
    /// Where reports come from: `reports.<channel>`.
    package static let reportTopicPrefix = "reports."
    package static let deadTopic = "dead.reports"
    /// All channels, those that come later too.
    package static let reportTopics = "^reports\\..*"

    /// What has been committed.
    package let figures = IngestFigures()
    private let dispatcher: Dispatcher
    private let offsets: UTCOffsets
    private let policy: CasePolicy

    /// - Returns: nil if the district's time zone is unknown to this machine.
    package init?(district: District, model: Model) {
        guard let offsets = UTCOffsets(zone: district.timeZone) else { return nil }
        dispatcher = Dispatcher(district: district, model: model)
        self.offsets = offsets
        policy = CasePolicy(district)
    }

    package func makeWorkspace() -> IngestWorkspace {
        IngestWorkspace(offsets: offsets, policy: policy)
    }

    package func process(_ lane: Lane, with workspace: inout IngestWorkspace, into output: LaneOutput) {
        workspace.begin(lane.batch.sources.map(\.partition))
        for index in lane.indexes {
            process(lane.batch.message(at: index), at: index, of: lane.batch, with: &workspace, into: output)
        }
    }

    package func committed(_ workspace: inout IngestWorkspace) {
        figures.add(workspace.tally)
        workspace.tally = IngestTally()
    }

    package func discarded(_ workspace: inout IngestWorkspace) {
        workspace.tally = IngestTally()
    }

    private func process(
        _ message: borrowing MessageView, at index: Int, of batch: Batch, with workspace: inout IngestWorkspace,
        into output: LaneOutput
    ) {
        do throws(ReportError) {
            let channel = try workspace.channel(of: message.sourceIndex)
            guard let json = message.value else {
                throw ReportError(field: "", expected: "a report in JSON, but the record has no value", offset: 0)
            }
            try workspace.reader.read(json)
            dispatch(message, json, from: channel, at: index, of: batch, with: &workspace, into: output)
        } catch {
            workspace.tally.dead += 1
            output.bury(
                message, at: index, of: batch,
                because: DeadLetter(stage: "decode", errorClass: "ReportError", reason: error.description))
        }
    }

    private func dispatch(
        _ message: borrowing MessageView, _ json: RawSpan, from channel: String, at index: Int, of batch: Batch,
        with workspace: inout IngestWorkspace, into output: LaneOutput
    ) {
        let decision = dispatcher.decide(workspace.reader, from: channel, scratch: &workspace.dispatch)
        let origin = batch.sources[message.sourceIndex].partition
        var assignment = Assignment(
            caseNumber: CaseNumber(channel: channel, id: workspace.reader.id), department: decision.department,
            supporting: decision.supporting, area: decision.area, confidence: decision.confidence,
            evidence: decision.evidence, suggestions: decision.suggestions, community: decision.community,
            street: decision.street, kind: workspace.reader.kind, urgency: decision.urgency,
            // The record's timestamp is the broker's word; only a record without one leaves us the sender's.
            assignedAt: message.timestamp.map(Instant.init(milliseconds:)) ?? workspace.reader.reportedAt,
            policy: decision.policy, model: decision.modelVersion,
            source: Source(topic: origin.topic, partition: origin.partition, offset: message.offset), channel: channel)
        let trace = message.header(CloudEvent.traceParent)
        workspace.write(assignment, report: json, trace: trace, source: index, into: output)
        workspace.tally.count(assignment)
        guard !decision.supporting.isEmpty else { return }
        assignment.role = .supporting
        assignment.reason = .supporting
        assignment.supporting = []
        for department in decision.supporting {
            assignment.department = department
            workspace.write(assignment, report: json, trace: trace, source: index, into: output)
            workspace.tally.count(assignment)
        }
    }
}

extension Dispatcher {
    /// Decides the report that `report` has read last.
    package func decide(
        _ report: borrowing ReportReader, from channel: String, scratch: inout DispatchScratch
    ) -> Decision {
        decide(
            community: report.community, address: report.address, title: report.title, text: report.text,
            channel: channel, kind: report.kind, urgency: report.urgency, scratch: &scratch)
    }
}
