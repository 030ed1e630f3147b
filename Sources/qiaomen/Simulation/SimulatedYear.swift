import Classification
package import Hotline
package import Ingest
package import WorkTime

/// What residents of a district report over some days, and the tasks that it gives.
package struct SimulatedYear {
    /// One report, and the case that it opens.
    package struct Item {
        package var message: ResidentSimulation.Message
        package var opening: Opening
    }

    private let dispatcher: Dispatcher
    private let district: SimulatedDistrict
    private let times: [Instant]
    private var residents: ResidentSimulation
    private var scratch = DispatchScratch()
    private var reader = ReportReader()
    private var next = 0

    /// - Parameters:
    ///   - dispatcher: as ingest has it, so that its tasks are the same.
    ///   - reports: how many there are.
    ///   - start: when the first day begins.
    ///   - days: over how many days they are spread.
    package init(
        _ dispatcher: Dispatcher, in district: SimulatedDistrict, residents: ResidentSimulation, reports: Int,
        from start: Instant, days: Int
    ) {
        self.dispatcher = dispatcher
        self.district = district
        self.residents = residents
        var random = SplitMix(seed: district.seed)
        let offset = Int64(district.calendar.utcOffset(at: start)) * 1_000
        times = (0..<reports).map { _ in
            // Most call by day; the sum of two draws is likeliest in the middle.
            let isNight = Double.random(in: 0..<1, using: &random) < 0.1
            let hour =
                isNight
                ? Double.random(in: 0..<24, using: &random)
                : 7 + Double.random(in: 0..<8, using: &random) + Double.random(in: 0..<7, using: &random)
            let day = Int64.random(in: 0..<Int64(days), using: &random)
            let midnight = (start.milliseconds + offset) / 86_400_000 * 86_400_000 - offset
            return Instant(milliseconds: midnight + day * 86_400_000 + Int64(hour * 3_600_000))
        }.sorted { $0 < $1 }
    }

    /// The next report; nil after the last.
    package mutating func take() -> Item? {
        while next < times.count {
            let at = times[next]
            next += 1
            let message = residents.next(at: at)
            guard let opening = opening(of: message, at: at) else { continue }
            return Item(message: message, opening: opening)
        }
        return nil
    }

    /// By way of the task's JSON, as a tracker would read it.
    private mutating func opening(of message: ResidentSimulation.Message, at instant: Instant) -> Opening? {
        let json = message.value.span.bytes
        do {
            try reader.read(json)
            let decision = dispatcher.decide(reader, from: message.channel, scratch: &scratch)
            let assignment = Assignment(
                caseNumber: CaseNumber(channel: message.channel, id: reader.id), department: decision.department,
                supporting: decision.supporting, area: decision.area, confidence: decision.confidence,
                community: decision.community, street: decision.street, kind: reader.kind, urgency: decision.urgency,
                assignedAt: instant, policy: decision.policy, model: decision.modelVersion,
                source: Source(topic: "reports.\(message.channel)", partition: 0, offset: 0), channel: message.channel)
            var task: [UInt8] = []
            assignment.write(report: json, channelMember: reader.channelMember, utcOffset: 0, into: &task)
            return district.opening(of: try ArrivedTask(json: task.span.bytes))
        } catch {
            return nil
        }
    }
}

extension SimulatedDistrict {
    /// How the case of a task begins; a task without limits of its own is measured by the policy's.
    package func opening(of task: ArrivedTask) -> Opening {
        let subject = task.assignment
        let terms =
            task.terms.limits.isEmpty
            ? policy.terms(area: subject.area, kind: subject.kind, urgency: subject.urgency) : task.terms
        return Opening(assignment: subject, caller: task.caller, terms: terms)
    }
}
