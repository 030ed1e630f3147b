import Hotline
import Store
import WorkTime

/// What follows from what was done.
extension CaseApplier {
    /// Does what a case wants done: others are told, merged cases follow.
    ///
    /// - Parameter instant: the effective time of what it follows from.
    mutating func perform(_ actions: [CaseAction], at instant: Instant) throws(StoreError) {
        for action in actions {
            switch action {
            case .task(let order): try send(order)
            case .result(let result): send(result)
            case .absorb(let root, let absorption):
                guard let index = try slot(of: root) else { continue }
                let more = memory.cache.slots[index].known.state.absorb(
                    absorption, at: instant, context.policy.calendars)
                change(index)
                try perform(more, at: memory.cache.slots[index].known.state.lastAppliedAt)
            case .follow(let numbers, let change):
                for number in numbers {
                    guard let index = try slot(of: number) else { continue }
                    memory.cache.slots[index].known.state.follow(change, at: instant, context.policy.calendars)
                    self.change(index)
                }
            }
        }
    }

    private mutating func send(_ order: TaskOrder) throws(StoreError) {
        let assignment = order.assignment
        let index = try slot(of: assignment.caseNumber)
        let report = index.flatMap { memory.cache.slots[$0].known.reportJSON } ?? Self.purged
        let value = taskJSON(
            order: order, report: report, utcOffset: context.utcOffset(at: assignment.assignedAt))
        step.outbox.append(
            OutboxRecord(
                topic: Topics.tasks + assignment.department, key: Self.key(assignment.caseNumber), id: order.id,
                value: .bytes(value), headers: traceHeaders, timestamp: assignment.assignedAt))
    }

    /// What goes with a task once nobody has its report any more.
    private static var purged: [UInt8] { Array(#"{"purged":true}"#.utf8) }

    private mutating func send(_ result: CaseResult) {
        step.outbox.append(
            OutboxRecord(
                topic: Topics.results + result.channel, key: Self.key(result.caseNumber), id: result.id,
                value: .bytes(result.json(utcOffset: context.utcOffset(at: result.at))), headers: traceHeaders,
                timestamp: result.at))
    }

    private var traceHeaders: [OutboxRecord.Header] {
        guard let trace else { return [] }
        return [OutboxRecord.Header("\(CloudEvent.traceParent)", Array(trace.utf8))]
    }

    static func key(_ number: CaseNumber) -> [UInt8] {
        var key: [UInt8] = []
        number.write(into: &key)
        return key
    }
}
