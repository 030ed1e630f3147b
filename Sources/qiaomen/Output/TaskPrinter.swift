import Foundation
import Hotline
import Kafka
import Synchronization
import WorkTime

/// Prints tasks as they are read, as a table or as JSON lines.
final class TaskPrinter: Sendable {
    private struct State: ~Copyable {
        var output: StandardOutput
        var table = TextTable([
            "assigned", "case", "role", "urgency", "kind", "area", "place", "supporting", "because of",
        ])
        var held: [(assignedAt: Int64, cells: [String])] = []
        var left: Int
    }

    /// How many rows a table holds back, to find the columns' widths and the order of time.
    private static let block = 1_000

    private let format: ListFormat
    private let isLive: Bool
    private let zone: TimeZone
    private let state: Mutex<State>

    /// - Parameters:
    ///   - isLive: shows each task at once; otherwise a table comes in blocks, ordered by time.
    ///   - limit: ends after so many tasks.
    ///   - zone: the district's, for the times in the table.
    init(format: ListFormat, isLive: Bool, limit: Int?, zone: TimeZone, output: consuming StandardOutput) {
        self.format = format
        self.isLive = isLive
        self.zone = zone
        state = Mutex(State(output: output, left: limit ?? .max))
    }

    /// Prints a batch; false when the limit is reached.
    func print(_ batch: Batch) throws -> Bool {
        try state.withLock { state in
            for index in 0..<batch.count where state.left > 0 {
                let message = batch.message(at: index)
                guard let value = message.value else { continue }
                state.left -= 1
                switch format {
                case .json:
                    try state.output.write(Self.oneLine(value))
                case .table:
                    let task = try? JSONDecoder().decode(ReceivedTask.self, from: value.withUnsafeBytes { Data($0) })
                    let time = task?.assignment.assignedAt.milliseconds ?? message.timestamp ?? 0
                    state.held.append((time, row(task, of: message, in: batch)))
                }
            }
            if isLive || format == .json || state.held.count >= Self.block { try Self.write(&state) }
            return state.left > 0
        }
    }

    /// Prints what was held back.
    func finish() throws {
        try state.withLock { try Self.write(&$0) }
    }

    private static func write(_ state: inout State) throws {
        for row in state.held.sorted(by: { $0.assignedAt < $1.assignedAt }) { state.table.add(row.cells) }
        state.held.removeAll(keepingCapacity: true)
        try state.output.write(state.table.takeText())
        try state.output.flush()
    }

    private func row(_ task: ReceivedTask?, of message: borrowing MessageView, in batch: Batch) -> [String] {
        guard let task = task?.assignment else {
            let place = batch.sources[message.sourceIndex].partition
            return ["no task:", "\(place) @\(message.offset)", "", "", "", "", "", "", ""]
        }
        return [
            localTime(task.assignedAt, zone), task.caseNumber.grouped, task.role.rawValue, task.urgency.rawValue,
            task.kind.rawValue, task.area, task.community ?? task.street ?? "", task.supporting.joined(separator: " "),
            task.evidence.joined(separator: " "),
        ]
    }

    /// A task holds its report as it came, and that may have been written over several lines. Outside of strings a line
    /// break is only white space, and inside one JSON allows none.
    private static func oneLine(_ value: RawSpan) -> [UInt8] {
        value.withUnsafeBytes { bytes in
            bytes.map { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") ? UInt8(ascii: " ") : $0 }
        } + [UInt8(ascii: "\n")]
    }
}
