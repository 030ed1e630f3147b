import Classification
import Hotline
import Store
import WorkTime

/// Reports arrive, as the lead tasks that ingest made of them.
extension CaseApplier {
    /// How many similar cases a new one is linked with.
    private static var linkLimit: Int { 5 }

    mutating func arrive(_ task: ArrivedTask, _ sketch: ReportSketch, _ record: InputRecord) throws(StoreError) {
        let number = task.assignment.caseNumber
        guard let index = try slot(of: number) else { return try open(task, sketch, record) }
        let hash = task.report.hash.hex
        guard let known = memory.cache.slots[index].known.reportHash else {
            return try recover(task, sketch, index)
        }
        guard known != hash else { return tally.count(.repeated) }
        guard isSameReport(task, index) else { return bury(record, .collision, as: .dead) }
        try amend(task, sketch, index, from: known)
    }

    private mutating func open(_ task: ArrivedTask, _ sketch: ReportSketch, _ record: InputRecord) throws(StoreError) {
        let number = task.assignment.caseNumber
        let (state, actions) = Case.open(task.opening(by: context.policy), context.policy.calendars)
        absent.remove(number)
        let index = memory.cache.insert(KnownCase(state), isNew: true)
        keep(task, sketch, in: index)
        change(index)
        tally.count(.opened)
        try perform(actions, at: state.lastAppliedAt)
        try link(task, sketch)
        try applyEarly(of: number, asOf: record.recordedAt)
    }

    /// A store that was rebuilt has the case, not yet its report, and the links that came of it.
    private mutating func recover(_ task: ArrivedTask, _ sketch: ReportSketch, _ index: Int) throws(StoreError) {
        let amendments = memory.cache.slots[index].known.state.history.count { entry in
            if case .amended = entry.kind { true } else { false }
        }
        if amendments > 0 { memory.recoverable[task.assignment.caseNumber] = amendments }
        keep(task, sketch, in: index)
        tally.count(.repeated)
        try link(task, sketch)
    }

    /// Keeps a report with its case.
    private mutating func keep(_ task: ArrivedTask, _ sketch: ReportSketch, in index: Int) {
        let (assignment, report) = (task.assignment, task.report)
        let hash = report.hash.hex
        memory.cache.slots[index].known.reportHash = hash
        memory.cache.slots[index].known.reportJSON = report.json
        memory.cache.slots[index].report = ReportRecord(
            number: assignment.caseNumber, receivedAt: assignment.assignedAt, channel: assignment.channel, hash: hash,
            department: assignment.department, area: assignment.area, community: assignment.community,
            inReplyTo: report.inReplyTo, title: report.title, text: report.text, address: report.address,
            name: report.name, phone: report.phone.map { $0.filter(\.isWholeNumber) }, json: report.json,
            sketch: sketch.bytes, location: report.location, isConfidential: report.isConfidential)
        look(at: index)
    }

    // MARK: - Amendments

    /// Whether a report with another body is the case's own: under the same id, on the same channel.
    private func isSameReport(_ task: ArrivedTask, _ index: Int) -> Bool {
        let state = memory.cache.slots[index].known.state
        guard state.subject.channel == task.assignment.channel else { return false }
        // Once the old report was purged, nobody can tell; that two ids share a number is far less likely.
        guard let old = memory.cache.slots[index].known.reportJSON else { return true }
        var reader = ReportReader()
        do { try reader.read(old.span.bytes) } catch { return true }
        let id = task.report.id.utf8
        return reader.id.withUnsafeBufferPointer { $0.elementsEqual(id) }
    }

    /// A body counts once: of a report that was amended, all bodies come again when ingest repeats them.
    private mutating func amend(
        _ task: ArrivedTask, _ sketch: ReportSketch, _ index: Int, from known: String
    ) throws(StoreError) {
        let number = task.assignment.caseNumber
        let identity = Self.body(task.report.hash.hex, of: number)
        if try body(of: identity) != nil { return tally.count(.repeated) }
        let before = Self.body(known, of: number)
        if try body(of: before) == nil { remember(before, known, task) }
        remember(identity, task.report.hash.hex, task)
        keep(task, sketch, in: index)
        if let left = memory.recoverable[number], left > 0 {
            memory.recoverable[number] = left > 1 ? left - 1 : nil
            return tally.count(.repeated)
        }
        tally.count(.amended)
        change(index)
        let (assignment, calendars) = (task.assignment, context.policy.calendars)
        let actions = memory.cache.slots[index].known.state.amend(
            wouldGoTo: assignment.department, at: assignment.assignedAt, calendars)
        try perform(actions, at: memory.cache.slots[index].known.state.lastAppliedAt)
    }

    /// What a report's body is known by, among the identities of events.
    private static func body(_ hash: String, of number: CaseNumber) -> EventIdentity {
        EventIdentity(topic: Topics.tasks, id: "\(number):\(hash)")
    }

    private mutating func remember(_ identity: EventIdentity, _ hash: String, _ task: ArrivedTask) {
        bodies[identity] = hash
        let (number, at) = (task.assignment.caseNumber, task.assignment.assignedAt)
        step.refused.append(
            EventRecord(identity, number: number, at: at, recordedAt: at, action: .reclassify, body: hash))
    }

    // MARK: - Other cases

    /// Links it with the case that it follows up, and with those that look alike; a wish is endorsed.
    private mutating func link(_ task: ArrivedTask, _ sketch: ReportSketch) throws(StoreError) {
        let number = task.assignment.caseNumber
        var linked: Set<CaseNumber> = [number]
        if let other = task.report.inReplyTo, let index = try root(of: other),
            linked.insert(memory.cache.slots[index].known.state.number).inserted
        {
            let root = memory.cache.slots[index].known.state
            step.links.append(CaseLink(number, root.number, similarity: 1))
            if root.subject.kind == .wish,
                memory.cache.slots[index].known.state.endorse(by: endorser(task, of: root.number))
            {
                change(index)
                tally.endorsed += 1
            }
        }
        for match in memory.similar.matches(of: sketch, except: number, limit: Self.linkLimit)
        where linked.insert(match.case).inserted {
            step.links.append(CaseLink(number, match.case, similarity: match.score))
        }
        tally.linked += linked.count - 1
        memory.similar.insert(sketch, as: number)
    }

    /// The case that answers for a case; itself unless it was merged.
    private mutating func root(of number: CaseNumber) throws(StoreError) -> Int? {
        var number = number
        for _ in 0..<10 {
            guard let index = try slot(of: number) else { return nil }
            guard let next = memory.cache.slots[index].known.state.mergedInto else { return index }
            number = next
        }
        return nil
    }

    /// The same for the same person and wish, and no personal data: of the phone number 24 bits of a hash are kept, which
    /// thousands of numbers share. Who gave none is told by the report.
    private func endorser(_ task: ArrivedTask, of wish: CaseNumber) -> String {
        let digits = task.report.phone?.filter(\.isWholeNumber) ?? ""
        guard digits.count >= 5 else { return "\(task.assignment.caseNumber)" }
        // FNV-1a, 64 bits.
        let hash = "\(wish):\(digits)".utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
        }
        return "p" + String((hash ^ hash >> 32) & 0xFF_FFFF, radix: 16)
    }
}
