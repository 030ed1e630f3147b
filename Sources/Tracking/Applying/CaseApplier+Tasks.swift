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
            // A store that was rebuilt has the case, not yet its report.
            keep(task, sketch, in: index)
            return tally.count(.repeated)
        }
        guard known != hash else { return tally.count(.repeated) }
        guard isSameReport(task, index) else { return bury(record, .collision, as: .dead) }
        try amend(task, sketch, index, from: known)
    }

    private mutating func open(_ task: ArrivedTask, _ sketch: ReportSketch, _ record: InputRecord) throws(StoreError) {
        let number = task.assignment.caseNumber
        let opening = Opening(assignment: task.assignment, caller: task.caller, terms: terms(of: task))
        let (state, actions) = Case.open(opening, context.policy.calendars)
        absent.remove(number)
        let index = memory.cache.insert(KnownCase(state), isNew: true)
        keep(task, sketch, in: index)
        tally.count(.opened)
        try perform(actions, at: state.lastAppliedAt)
        try link(task, sketch)
        try applyEarly(of: number, asOf: record.recordedAt)
    }

    /// What the task says it is measured by, which a new policy does not change; one without limits is an older
    /// ingest's, and today's hold. The rules for its life are those of the day on which it is opened.
    private func terms(of task: ArrivedTask) -> CaseTerms {
        let (subject, policy) = (task.assignment, context.policy)
        guard !task.terms.limits.isEmpty else {
            return policy.terms(area: subject.area, kind: subject.kind, urgency: subject.urgency)
        }
        var terms = task.terms
        (terms.promise, terms.rules) = (policy.promise, policy.rules)
        return terms
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
            sketch: sketch.bytes)
        change(index)
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
            memory.recoverable[number] = left - 1
            return tally.count(.repeated)
        }
        tally.count(.amended)
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
