import Dispatch
import Foundation
import Hotline
import Kafka
import Synchronization
import WorkTime

/// A district that lives: residents report at a steady rate, and all those who work on cases do what they mean to do when
/// its time has come. What they know of cases they hear from the topic `cases`, as anybody may.
///
/// Threads: a timer on a queue of its own; the rest may be called from anywhere.
final class LiveDistrict: Sendable {
    private struct State {
        var residents: ResidentSimulation
        var plans: LivePlans
        var zone: UTCOffsets
        var timer: (any DispatchSourceTimer)?
        var latest: [LiveEvent] = []
        var published = 0
        var due = 0.0
    }

    private static let interval = 0.02
    /// Events that the screen may want.
    private static let shown = 60
    /// Who writes down later what was done: this is believed.
    private static let backdating: Int64 = 25 * 60_000

    private let clock: FastClock
    private let desk: String
    private let seed: UInt64
    private let producer: Producer
    private let limit: Int
    private let state: Mutex<State>

    /// - Parameter limit: nobody reports any more after so many reports.
    init(
        _ district: SimulatedDistrict, residents: ResidentSimulation, zone: UTCOffsets, clock: FastClock,
        to producer: Producer, limit: Int?
    ) {
        self.clock = clock
        self.producer = producer
        self.limit = limit ?? .max
        desk = district.desk
        seed = district.seed
        state = Mutex(State(residents: residents, plans: LivePlans(district), zone: zone))
    }

    /// How many reports have been sent.
    var published: Int { state.withLock { $0.published } }

    /// The newest last.
    var latest: [LiveEvent] { state.withLock { $0.latest } }

    /// How cases stand.
    var census: CaseCensus {
        let now = clock.now
        return state.withLock { state in
            CaseCensus(counts: state.plans.counts, overdue: state.plans.overdue(at: now), open: state.plans.open)
        }
    }

    /// - Parameter rate: reports a second.
    func start(rate: Double) {
        state.withLock { state in
            let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "demo.district"))
            timer.schedule(deadline: .now(), repeating: Self.interval)
            timer.setEventHandler { @Sendable [weak self] in self?.live(rate * Self.interval) }
            timer.activate()
            state.timer = timer
        }
    }

    func stop() {
        state.withLock { state in
            state.timer?.cancel()
            state.timer = nil
        }
    }

    // MARK: - What is heard

    /// Takes records of `cases`; of one case the last counts.
    func hear(cases batch: Batch) {
        var last: [[UInt8]: Int] = [:]
        for index in 0..<batch.count {
            guard let key = batch.message(at: index).key else { continue }
            last[key.withUnsafeBytes { Array($0) }] = index
        }
        for index in last.values.sorted() {
            guard let value = batch.message(at: index).value, let heard = try? Case(json: value) else { continue }
            let now = clock.now
            state.withLock { state in
                let before = state.plans.learn(heard, now: now)
                let news = heard.history.dropFirst(before).compactMap { LiveEvent($0, of: heard) }
                Self.add(news, to: &state)
            }
        }
    }

    /// Takes records of `escalations`.
    func hear(escalations batch: Batch) {
        let told = (max(0, batch.count - Self.shown)..<batch.count).compactMap { index -> LiveEvent? in
            guard let value = batch.message(at: index).value else { return nil }
            return LiveEvent(escalation: value.withUnsafeBytes { Data($0) })
        }
        state.withLock { Self.add(told, to: &$0) }
    }

    private static func add(_ events: [LiveEvent], to state: inout State) {
        state.latest += events
        if state.latest.count > shown { state.latest.removeFirst(state.latest.count - shown) }
    }

    // MARK: - What is done

    private func live(_ share: Double) {
        let now = clock.now
        let buffer = RecordBuffer()
        state.withLock { state in
            state.due += share
            while state.due >= 1, state.published < limit {
                state.due -= 1
                state.published += 1
                report(&state, now, into: buffer)
            }
            while let deed = state.plans.take(at: now) { send(deed, &state, now, into: buffer) }
        }
        // The demonstration's broker lives in this process: what it does not take, it cannot show either.
        if buffer.count > 0 { producer.produce(buffer) { _ in } }
    }

    private func report(_ state: inout State, _ now: Instant, into buffer: RecordBuffer) {
        let message = state.residents.next(at: now)
        let id = Array(message.id.utf8)
        let number = CaseNumber(channel: message.channel, id: id.span)
        // Some call once more before anybody has read the first report.
        if message.isReadable, Fate(seed: seed, number).happens(0.02, "early") {
            let event = ProgressEvent(id: "\(number).early", caseNumber: number, at: now, by: "hotline", body: .urge)
            write(event, department: desk, &state, now, into: buffer)
        }
        buffer.begin(
            topic: buffer.topicIndex("reports.\(message.channel)"), source: state.published, timestamp: now.milliseconds
        )
        buffer.end(key: id.span.bytes, value: message.value.span.bytes)
    }

    private func send(_ deed: Deed, _ state: inout State, _ now: Instant, into buffer: RecordBuffer) {
        let fate = Fate(seed: seed, deed.event.caseNumber)
        var event = deed.event
        event.at = deed.at.milliseconds < now.milliseconds - Self.backdating ? now : deed.at
        // A clock that is wrong.
        if fate.happens(0.004, "ahead \(deed.name)") { event.at.milliseconds = now.milliseconds + 3_600_000 }
        write(event, department: deed.department, &state, now, into: buffer)
        // Who is not sure that it was sent sends it again.
        if fate.happens(0.01, "repeated \(deed.name)") {
            write(event, department: deed.department, &state, now, into: buffer)
        }
    }

    private func write(
        _ event: ProgressEvent, department: String, _ state: inout State, _ now: Instant, into buffer: RecordBuffer
    ) {
        let offset = state.zone.offset(at: now)
        var key: [UInt8] = []
        event.caseNumber.write(into: &key)
        let value = event.json(utcOffset: offset)
        buffer.begin(topic: buffer.topicIndex("progress.\(department)"), source: 0, timestamp: now.milliseconds)
        for header in CloudEvent.headers(of: event, department: department, utcOffset: offset) {
            buffer.header(header.name, header.value.utf8.span.bytes)
        }
        buffer.end(key: key.span.bytes, value: value.span.bytes)
    }
}
