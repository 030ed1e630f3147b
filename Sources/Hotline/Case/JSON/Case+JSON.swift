import WorkTime

/// A case's JSON: the value of a record on `cases`, from which a store can be rebuilt.
extension Case {
    /// Reads a whole case. Nothing is computed anew: what was due stays due, whatever calendars say today.
    package init(json: RawSpan) throws(MessageError) {
        let fields = try JSONFields(json, message: "case", maximum: CaseBounds.bytes)
        let terms = try fields.objects("terms") { (fields) throws(MessageError) in try CaseTerms(fields) }
        guard let present = terms.last else { throw fields.error("terms", "at least one", at: fields.place.lowerBound) }
        subject = try Assignment(try fields.object("subject"))
        self.terms = present
        state = try fields.need("state", .word)
        residentClock = try CaseClock(try fields.object("residentClock"))
        rounds = try fields.objects("rounds") { (fields) throws(MessageError) in try Round(fields) }
        callers = try fields.objects("callers") { (fields) throws(MessageError) in try Caller(fields) }
        history = try fields.objects("history") { (fields) throws(MessageError) in try HistoryEntry(fields, terms) }
        guard !rounds.isEmpty else { throw fields.error("rounds", "at least one", at: fields.place.lowerBound) }
        try readParts(fields)
        memory = try CaseMemory(try fields.object("memory"))
    }

    private mutating func readParts(_ fields: JSONFields) throws(MessageError) {
        suspension = try fields.mayObject("suspension").map { (fields) throws(MessageError) in
            try ActiveSuspension(fields)
        }
        for id in try fields.may("requests", .list(.text(ProgressLimits.id), atMost: 10)) ?? [] {
            // The last request of that id: what is open is of the present round.
            guard
                let entry = history.last(where: { entry in
                    entry.progress.map { $0.event.id == id && ActionRule[$0.event.action].isRequest } ?? false
                }), let event = entry.progress?.event
            else { throw fields.error("requests", "ids of events of the history", at: fields.place.lowerBound) }
            requests.append(PendingRequest(id: id, body: event.body, at: entry.at))
        }
        grantedReturns = try fields.may("grantedReturns", .whole(0...1_000)) ?? 0
        redos = try fields.may("redos", .whole(0...1_000)) ?? 0
        supporting = try fields.objects("supporting") { (fields) throws(MessageError) in try Support(fields) }
        mergedInto = try fields.may("mergedInto", .caseNumber)
        resolves = try fields.objects("resolves") { (fields) throws(MessageError) in try CaseResolve(fields) }
        let isGuess = try fields.may("closesAtProvisional", .flag) ?? false
        closingDue = try fields.may("closesAt", .time).map { Due($0, isProvisional: isGuess) }
        closing = try fields.mayObject("closing").map { (fields) throws(MessageError) in try Closing(fields) }
        supervisions = try fields.objects("supervisions") { (fields) throws(MessageError) in
            try SupervisionRecord(fields)
        }
        exclusion = try fields.may("exclusion", .word)
        urges = try fields.may("urges", .whole(0...1_000_000)) ?? 0
    }

    /// The whole case as one JSON object, but for what is not for everybody's eyes: phone and identity numbers in texts,
    /// and members of events that we do not know. Events are recognised by their hashes nevertheless.
    ///
    /// - Parameter utcOffset: in which zone times are written, in seconds ahead of UTC.
    package func json(utcOffset: Int) -> [UInt8] {
        var writer = JSONWriter(utcOffset: utcOffset, isPublic: true)
        writer.object { writer in
            // For readers who want to know no more than this; the rest follows.
            writer.member("case", number)
            writer.member("state", state)
            writer.member("holder", holder)
            writer.member("promisedBy", promisedBy)
            writer.object("subject") { subject.write(into: &$0) }
            writeParts(into: &writer)
            // The present terms are the last, whether an entry brought them before or not.
            var terms: [CaseTerms] = []
            for entry in history {
                if let brought = entry.terms, !terms.contains(brought) { terms.append(brought) }
            }
            if terms.last != self.terms { terms.append(self.terms) }
            writer.list("terms", terms) { writer, terms in writer.object { terms.write(into: &$0) } }
            writer.list("history", history) { writer, entry in writer.object { entry.write(into: &$0, terms) } }
            writer.object("memory") { memory.write(into: &$0) }
        }
        return writer.bytes
    }

    private func writeParts(into writer: inout JSONWriter) {
        writer.object("residentClock") { residentClock.write(into: &$0) }
        writer.list("rounds", rounds) { writer, round in writer.object { round.write(into: &$0) } }
        writer.list("callers", callers) { writer, caller in writer.object { caller.write(into: &$0) } }
        if let suspension { writer.object("suspension") { suspension.write(into: &$0) } }
        writer.member("requests", requests.map(\.id))
        writer.member("grantedReturns", grantedReturns)
        writer.member("redos", redos)
        writer.list("supporting", supporting) { writer, support in writer.object { support.write(into: &$0) } }
        writer.member("mergedInto", mergedInto)
        writer.list("resolves", resolves) { writer, resolve in writer.object { resolve.write(into: &$0) } }
        writer.member("closesAt", closesAt)
        if closingDue?.isProvisional == true { writer.member("closesAtProvisional", true) }
        if let closing { writer.object("closing") { closing.write(into: &$0) } }
        writer.list("supervisions", supervisions) { writer, record in writer.object { record.write(into: &$0) } }
        writer.member("exclusion", exclusion)
        writer.member("urges", urges)
    }
}

extension CaseMemory {
    init(_ fields: JSONFields) throws(MessageError) {
        refused = try fields.objects("refused") { (fields) throws(MessageError) in
            RefusedEvent(
                identity: EventIdentity(
                    topic: try fields.need("topic", .string),
                    id: try fields.need("id", .text(ProgressLimits.id)),
                    replay: try fields.may("replay", .whole(0...1_000_000)) ?? 0),
                body: try fields.need("body", .hash))
        }
        for topic in try fields.objects(
            "seen",
            { (fields) throws(MessageError) in
                (try fields.need("topic", .string), try fields.need("offset", .whole(Int64.min...Int64.max)))
            })
        {
            seen[topic.0] = topic.1
        }
        endorsers = try fields.need("endorsers", .endorsers)
    }

    func write(into writer: inout JSONWriter) {
        writer.list("refused", refused) { writer, event in
            writer.object {
                $0.member("topic", event.identity.topic)
                $0.member("id", event.identity.id)
                if event.identity.replay != 0 { $0.member("replay", event.identity.replay) }
                $0.member("body", event.body.hex)
            }
        }
        writer.list("seen", seen.sorted { $0.key < $1.key }) { writer, topic in
            writer.object {
                $0.member("topic", topic.key)
                $0.member("offset", Int(topic.value))
            }
        }
        writer.member("endorsers", endorsers)
    }
}
