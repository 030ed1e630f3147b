package import Hotline
package import WorkTime

/// Some cases that have to do with one another, and their lives, deed by deed, until nobody does anything any more.
///
/// It folds the cases itself, as a tracker would that reads each deed at once.
package struct LifeStory {
    /// A case to come, and the case that is about the same, if there is one.
    package struct Arrival: Sendable {
        package var opening: Opening
        package var target: CaseNumber?

        package init(_ opening: Opening, target: CaseNumber? = nil) {
            self.opening = opening
            self.target = target
        }
    }

    private let district: SimulatedDistrict
    private let end: Instant
    private var arrivals: [Arrival]
    private var cases: [Case] = []
    private var indices: [CaseNumber: Int] = [:]
    private var targets: [CaseNumber: CaseNumber] = [:]
    private var done: Set<String> = []
    private var now = Instant.earliest
    private var offset: Int64 = 0
    /// Deeds that were done before their case had arrived.
    private var early: [Deed] = []
    /// How many deeds were refused.
    package private(set) var refused = 0

    /// - Parameters:
    ///   - arrivals: in the order of time.
    ///   - end: nothing is done after it.
    package init(_ arrivals: [Arrival], in district: SimulatedDistrict, until end: Instant = .latest) {
        self.district = district
        self.end = end
        self.arrivals = arrivals.reversed()
    }

    /// The cases as they stand.
    package var states: [Case] { cases }

    /// Does what happens next; nil when all lives are over. Only what is done before a case arrives comes out of order.
    package mutating func next() -> Deed? {
        while true {
            if let deed = early.popLast() { return deed }
            let deed = earliestDeed()
            if let arrival = arrivals.last, arrival.opening.assignment.assignedAt <= min(end, deed?.at ?? .latest) {
                arrivals.removeLast()
                open(arrival)
                continue
            }
            guard let deed, deed.at <= end else { return nil }
            now = deed.at
            done.insert(deed.name)
            apply(received(deed))
            return deed
        }
    }

    private func earliestDeed() -> Deed? {
        var earliest: Deed?
        for state in cases {
            let target = targets[state.number].flatMap { root(of: $0) }.map(Neighbour.init)
            let scene = Scene(state, now: now, done: done, target: target, in: district)
            guard let deed = district.next(scene) else { continue }
            if earliest.map({ deed.at < $0.at }) ?? true { earliest = deed }
        }
        return earliest
    }

    /// The case that answers for another.
    private func root(of number: CaseNumber) -> Case? {
        guard let index = indices[number] else { return nil }
        return cases[index].mergedInto.flatMap { root(of: $0) } ?? cases[index]
    }

    private mutating func open(_ arrival: Arrival) {
        let (state, _) = Case.open(arrival.opening, district.policy.calendars)
        indices[state.number] = cases.count
        cases.append(state)
        targets[state.number] = arrival.target
        now = max(now, state.lastAppliedAt)
        let fate = Fate(seed: district.seed, state.number)
        guard fate.happens(0.02, "early") else { return }
        // The resident has called once more before anybody had read the first report.
        let at = state.lastAppliedAt.adding(milliseconds: Int64(-fate.number(1...90, "how early")) * 60_000)
        let event = ProgressEvent(
            id: "\(state.number).early", caseNumber: state.number, at: at, by: "hotline", body: .urge)
        let deed = Deed(name: event.id, at: at, department: district.desk, event: event)
        apply(received(deed))
        early.append(deed)
    }

    private mutating func received(_ deed: Deed) -> ReceivedProgress {
        offset += 1
        return deed.received(offset: offset)
    }

    private mutating func apply(_ received: ReceivedProgress, to number: CaseNumber? = nil) {
        guard let index = indices[number ?? received.event.caseNumber] else { return }
        var target: Case?
        if case .merge(let into) = received.event.body { target = indices[into].map { cases[$0] } }
        switch cases[index].apply(received, district.policy, target: target) {
        case .applied(_, let actions): perform(actions, at: cases[index].lastAppliedAt)
        case .forwarded(let root): apply(received, to: root)
        case .refused: refused += 1
        case .repeated: break
        }
    }

    private mutating func perform(_ actions: [CaseAction], at instant: Instant) {
        let calendars = district.policy.calendars
        for action in actions {
            switch action {
            case .absorb(let root, let absorption):
                guard let index = indices[root] else { continue }
                let more = cases[index].absorb(absorption, at: instant, calendars)
                perform(more, at: cases[index].lastAppliedAt)
            case .follow(let numbers, let change):
                for number in numbers { indices[number].map { cases[$0].follow(change, at: instant, calendars) } }
            case .task, .result: break
            }
        }
    }
}
