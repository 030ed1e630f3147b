import WorkTime

/// The JSON of a case's smaller parts.
extension Round {
    init(_ fields: JSONFields) throws(MessageError) {
        number = try fields.need("round", .whole(1...1_000_000))
        department = try fields.need("department", .string)
        reason = try fields.need("reason", .word)
        assignedAt = try fields.need("assignedAt", .time)
        kind = try fields.need("limit", .word)
        accept = try CaseClock(try fields.object("accept"))
        contact = try CaseClock(try fields.object("contact"))
        clock = try CaseClock(try fields.object("clock"))
        assignee = try fields.mayObject("assignee").map { (fields) throws(MessageError) in
            try ProgressBody.Assignee(fields)
        }
        ending = try fields.may("ending", .word)
    }

    func write(into writer: inout JSONWriter) {
        writer.member("round", number)
        writer.member("department", department)
        writer.member("reason", reason)
        writer.member("assignedAt", assignedAt)
        writer.member("limit", kind)
        writer.object("accept") { accept.write(into: &$0) }
        writer.object("contact") { contact.write(into: &$0) }
        writer.object("clock") { clock.write(into: &$0) }
        if let assignee {
            writer.object("assignee") {
                $0.prose("person", assignee.person)
                $0.member("community", assignee.community)
            }
        }
        writer.member("ending", ending)
    }
}

extension Support {
    init(_ fields: JSONFields) throws(MessageError) {
        self.init(
            department: try fields.need("department", .string), since: try fields.need("since", .time),
            reason: try fields.may("reason", .text(ProgressLimits.text)), dueBy: try fields.may("dueBy", .time),
            call: try fields.may("call", .whole(0...100_000)) ?? 0)
        arrivedAt = try fields.may("arrivedAt", .time)
        contributions = try fields.may("contributions", .whole(0...1_000)) ?? 0
        contributedAt = try fields.may("contributedAt", .time)
    }

    func write(into writer: inout JSONWriter) {
        writer.member("department", department)
        writer.member("since", since)
        writer.prose("reason", reason)
        writer.member("dueBy", dueBy)
        if call > 0 { writer.member("call", call) }
        writer.member("arrivedAt", arrivedAt)
        writer.member("contributions", contributions)
        writer.member("contributedAt", contributedAt)
    }
}

extension ActiveSuspension {
    init(_ fields: JSONFields) throws(MessageError) {
        kind = try fields.need("kind", .word)
        since = try fields.need("since", .time)
        until = try fields.need("until", .time)
        owner = try fields.may("owner", .text(ProgressLimits.name))
        resumesTo = try fields.need("resumesTo", .word)
        entry = try fields.need("entry", .whole(1...100_000))
    }

    func write(into writer: inout JSONWriter) {
        writer.member("kind", kind)
        writer.member("since", since)
        writer.member("until", until)
        writer.prose("owner", owner)
        writer.member("resumesTo", resumesTo)
        writer.member("entry", entry)
    }
}

extension CaseResolve {
    init(_ fields: JSONFields) throws(MessageError) {
        at = try fields.need("at", .time)
        round = try fields.need("round", .whole(1...1_000_000))
        resolution = try ProgressBody.Resolution(fields)
    }

    func write(into writer: inout JSONWriter) {
        writer.member("at", at)
        writer.member("round", round)
        resolution.write(into: &writer)
    }
}

extension Closing {
    init(_ fields: JSONFields) throws(MessageError) {
        at = try fields.need("at", .time)
        outcome = try fields.need("outcome", .word)
    }

    func write(into writer: inout JSONWriter) {
        writer.member("at", at)
        writer.member("outcome", outcome)
    }
}

extension SupervisionRecord {
    init(_ fields: JSONFields) throws(MessageError) {
        id = try fields.need("id", .text(ProgressLimits.id))
        at = try fields.need("at", .time)
        level = try fields.need("level", .word)
        answerBy = try fields.need("answerBy", .time)
        answeredAt = try fields.may("answeredAt", .time)
    }

    func write(into writer: inout JSONWriter) {
        writer.member("id", id)
        writer.member("at", at)
        writer.member("level", level)
        writer.member("answerBy", answerBy)
        writer.member("answeredAt", answeredAt)
    }
}
