import Foundation
import Hotline
import Kafka
import Synchronization

/// The last few lead tasks as the departments' topics hold them.
final class LatestTasks: Sendable {
    private let capacity: Int
    private let tasks = Mutex<[Assignment]>([])

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The newest last.
    var all: [Assignment] { tasks.withLock { $0 } }

    /// Notes the newest of a batch; the rest would not be seen anyway.
    func take(_ batch: Batch) {
        for index in max(0, batch.count - capacity)..<batch.count {
            guard let value = batch.message(at: index).value else { continue }
            let json = value.withUnsafeBytes { Data($0) }
            guard let task = try? JSONDecoder().decode(ReceivedTask.self, from: json), task.assignment.role == .lead
            else {
                continue
            }
            tasks.withLock { tasks in
                tasks.append(task.assignment)
                if tasks.count > capacity { tasks.removeFirst(tasks.count - capacity) }
            }
        }
    }
}
