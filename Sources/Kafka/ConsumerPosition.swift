import CRdKafka
import Dispatch
import Synchronization

extension Consumer {
    /// The next offset of each assigned partition, as far as something was read there or its end was reached: what lies
    /// before has been drained. Behind the last record there may be a transaction's marker, which counts as read.
    package func positions() -> [TopicPartition: Int64] {
        dispatchPrecondition(condition: .onQueue(queue))
        return consumption.withLock { consumption in
            consumption.assignment.reduce(into: [:]) { $0[$1] = consumption.position(of: $1) }
        }
    }
}
