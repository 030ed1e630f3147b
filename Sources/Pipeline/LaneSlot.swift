import Synchronization

/// The memory of one lane: where its records go and what its handler needs. Reused for batch after batch.
///
/// The lock is never waited for (a slot belongs to one lane at a time); it is what lets the compiler see that.
final class LaneSlot<Handler: LaneHandler>: Sendable {
    let output: LaneOutput
    private let workspace: Mutex<Handler.Workspace>

    init(handler: Handler, deadTopic: String, group: String) {
        output = LaneOutput(deadTopic: deadTopic, group: group)
        workspace = Mutex(handler.makeWorkspace())
    }

    func work(on lane: Lane, with handler: Handler) {
        workspace.withLock { handler.process(lane, with: &$0, into: output) }
    }

    func committed(by handler: Handler) {
        workspace.withLock { handler.committed(&$0) }
        output.reset()
    }

    func discarded(by handler: Handler) {
        workspace.withLock { handler.discarded(&$0) }
        output.reset()
    }
}
