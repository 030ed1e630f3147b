import Hotline
import Synchronization

/// What ingest has made of the reports.
package struct IngestTally: Sendable, Equatable {
    /// Reports that gave a lead task.
    package var lead = 0
    /// Tasks for supporting departments.
    package var supporting = 0
    /// Dead letters for messages that could not be read.
    package var dead = 0
    /// Lead tasks by area.
    package var byArea: [String: Int] = [:]
    /// Lead tasks by department.
    package var byDepartment: [String: Int] = [:]

    package init() {}

    mutating func count(_ assignment: Assignment) {
        switch assignment.role {
        case .lead:
            lead += 1
            byArea[assignment.area, default: 0] += 1
            byDepartment[assignment.department, default: 0] += 1
        case .supporting:
            supporting += 1
        }
    }

    package mutating func add(_ other: IngestTally) {
        lead += other.lead
        supporting += other.supporting
        dead += other.dead
        byArea.merge(other.byArea, uniquingKeysWith: +)
        byDepartment.merge(other.byDepartment, uniquingKeysWith: +)
    }
}

/// The running total of what is committed, for whoever shows it. May be read from any thread.
package final class IngestFigures: Sendable {
    private let total = Mutex(IngestTally())

    package var tally: IngestTally { total.withLock { $0 } }

    func add(_ tally: IngestTally) {
        total.withLock { $0.add(tally) }
    }
}
