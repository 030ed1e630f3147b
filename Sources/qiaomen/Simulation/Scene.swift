package import Hotline
package import WorkTime

/// A case as those who act on it see it: where it stands, what was done with it, and what fate has in store.
package struct Scene: Sendable {
    package let state: Case
    /// Nothing happens before.
    package let now: Instant
    /// Names of the deeds that were done.
    package let done: Set<String>
    /// A case that is about the same and could answer for this one.
    package let target: Neighbour?
    package let district: SimulatedDistrict
    let fate: Fate
    let temper: Temper

    package init(_ state: Case, now: Instant, done: Set<String>, target: Neighbour?, in district: SimulatedDistrict) {
        self.state = state
        self.now = now
        self.done = done
        self.target = target
        self.district = district
        fate = Fate(seed: district.seed, state.number)
        temper = Temper(fate)
    }

    /// The whole id of a deed that is called so in the life of the case.
    func id(_ name: String) -> String { "\(state.number).\(name)" }

    func isDone(_ name: String) -> Bool { done.contains(id(name)) }

    /// The present round's number.
    var round: Int { state.round.number }

    /// Whether it lies with a department other than the desk.
    var isWithDepartment: Bool { state.holder != district.desk }

    var isOpen: Bool { CaseState.open.contains(state.state) }

    /// A deed that has not been done yet, not before now.
    ///
    /// - Parameter name: tells it from all others in the life of the case.
    func deed(
        _ name: String, by doer: Deed.Doer, at instant: Instant, round: Int? = nil, of number: CaseNumber? = nil,
        _ body: ProgressBody
    ) -> Deed? {
        guard !isDone(name) else { return nil }
        let at = max(instant, Instant(milliseconds: now.milliseconds + 1_000 + Int64(fate.number(0...59_000, name))))
        let topic = if case .department(let id) = doer { id } else { district.desk }
        let event = ProgressEvent(
            id: id(name), caseNumber: number ?? state.number, at: at, by: Phrases.name(of: doer, fate, name),
            note: note(for: body, name), round: round, body: body)
        return Deed(name: id(name), at: at, department: topic, event: event)
    }

    private func note(for body: ProgressBody, _ name: String) -> String? {
        switch body {
        // These have to say why.
        case .exclude, .supervise: fate.pick(Phrases.decisions, name)
        default: fate.happens(0.3, "note \(name)") ? fate.pick(Phrases.notes, name) : nil
        }
    }
}

/// A case that is about the same as another, as far as those who might merge them know it.
package struct Neighbour: Sendable {
    package let number: CaseNumber
    package let state: CaseState
    package let isWish: Bool
    package let mergedInto: CaseNumber?

    package init(_ state: Case) {
        number = state.number
        self.state = state.state
        isWish = state.subject.kind == .wish
        mergedInto = state.mergedInto
    }
}

/// When things are done: people work in working hours, and residents sleep at night.
extension Scene {
    /// So many minutes of work after `start`; in an emergency, minutes.
    func after(_ start: Instant, minutes: ClosedRange<Int>, _ purpose: String) -> Instant {
        let count = fate.number(minutes, purpose)
        let isEmergency = state.subject.urgency == .emergency
        let unit: TimeLimit.Unit = isEmergency ? .minutes : .workingMinutes
        guard let limit = TimeLimit(max(1, count), unit),
            let due = try? district.calendar.due(from: start, limit: limit)
        else { return Instant(milliseconds: start.milliseconds + Int64(count) * 60_000) }
        return due.instant.adding(milliseconds: jitter(purpose))
    }

    /// At a share of the time from `start` to `end`, in working time unless it is an emergency.
    func moment(_ share: Double, of end: Instant?, from start: Instant, _ purpose: String) -> Instant {
        let end = end ?? start.adding(milliseconds: 5 * 86_400_000)
        let whole = Double(max(60_000, end.milliseconds - start.milliseconds))
        let wanted = start.adding(milliseconds: Int64(whole * share))
        guard state.subject.urgency != .emergency, !district.calendar.isWorking(at: wanted) else { return wanted }
        // Who meets a limit does so the evening before rather than the next morning.
        if share <= 1, let earlier = lastWorkingInstant(before: wanted, from: start) { return earlier }
        let next = try? district.calendar.firstWorkingInstant(from: wanted)
        return (next ?? wanted).adding(milliseconds: jitter(purpose))
    }

    private func lastWorkingInstant(before instant: Instant, from start: Instant) -> Instant? {
        let used = district.calendar.workingMilliseconds(from: start, to: instant)
        guard used > 60_000, let limit = TimeLimit(Int(used / 60_000), .workingMinutes) else { return nil }
        return try? district.calendar.due(from: start, limit: limit).instant
    }

    /// Some hours after `start`, between eight in the morning and nine in the evening.
    func daytime(after start: Instant, hours: ClosedRange<Double>, _ purpose: String) -> Instant {
        let wanted = start.milliseconds + Int64(fate.number(hours, purpose) * 3_600_000)
        let offset = Int64(district.calendar.utcOffset(at: Instant(milliseconds: wanted))) * 1_000
        let hour = (wanted + offset) / 3_600_000 % 24
        let shift: Int64 = hour < 8 ? 8 - hour : hour >= 21 ? 32 - hour : 0
        return Instant(milliseconds: wanted + shift * 3_600_000)
    }

    private func jitter(_ purpose: String) -> Int64 { Int64(fate.number(0...59_999, "ms \(purpose)")) }
}

extension Instant {
    func adding(milliseconds more: Int64) -> Instant { Instant(milliseconds: milliseconds + more) }
}
