import Dispatch
import Kafka
import Pipeline
import Synchronization

/// Copies each message to `target`; `bad` is buried, `wait` holds its lane until ``release``, `lost` goes to a topic
/// that is not there.
struct CopyHandler: LaneHandler {
    let target: String
    let release = DispatchSemaphore(value: 0)
    /// Messages committed, and handed to a lane.
    let counts = Counts()

    final class Counts: Sendable {
        let committed = Atomic(0)
        let processed = Atomic(0)
        let waiting = Atomic(0)
    }

    struct Workspace: Sendable {
        var topic: Int?
        var count = 0
    }

    func makeWorkspace() -> Workspace { Workspace() }

    func process(_ lane: Lane, with workspace: inout Workspace, into output: LaneOutput) {
        let topic = workspace.topic ?? output.records.topicIndex(target)
        workspace.topic = topic
        for index in lane.indexes {
            let message = lane.batch.message(at: index)
            workspace.count += 1
            counts.processed.add(1, ordering: .relaxed)
            switch Self.text(message.value) {
            case "bad":
                output.bury(
                    message, at: index, of: lane.batch,
                    because: DeadLetter(stage: "copy", errorClass: "Bad", reason: "it is bad"))
                continue
            case "wait":
                counts.waiting.add(1, ordering: .relaxed)
                release.wait()
            default: break
            }
            output.records.begin(topic: topic, source: index)
            output.records.end(key: message.key, value: message.value)
        }
    }

    func committed(_ workspace: inout Workspace) {
        counts.committed.add(workspace.count, ordering: .relaxed)
        workspace.count = 0
    }

    func discarded(_ workspace: inout Workspace) { workspace.count = 0 }

    private static func text(_ span: RawSpan?) -> String {
        guard let span else { return "null" }
        return span.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }
}
