import WorkTime

/// A clock's JSON: what it follows from, and its end.
extension CaseClock {
    init(_ fields: JSONFields) throws(MessageError) {
        start = try fields.need("start", .time)
        limit = try CaseLimit.read(fields)
        pauses = Pauses(
            try fields.objects("pauses") { (pause) throws(MessageError) in
                Pause(from: try pause.need("from", .time), to: try pause.need("to", .time))
            })
        standstill = try fields.mayObject("standstill").map { (fields) throws(MessageError) in
            Standstill(since: try fields.need("since", .time), until: try fields.need("until", .time))
        }
        extensions =
            try fields.may("extensions", .list(.whole(ProgressLimits.workingDays), atMost: CaseBounds.events)) ?? []
        countedFrom = try fields.may("countedFrom", .time) ?? start
        countedPausesFrom = try fields.may("countedPausesFrom", .time) ?? start
        stoppedAt = try fields.may("stoppedAt", .time)
        let isProvisional = try fields.may("provisional", .flag) ?? false
        due = try fields.may("due", .time).map { Due($0, isProvisional: isProvisional) }
    }

    func write(into writer: inout JSONWriter) {
        writer.member("start", start)
        limit?.write(into: &writer)
        if !pauses.list.isEmpty {
            writer.list("pauses", pauses.list) { writer, pause in
                writer.object {
                    $0.member("from", pause.start)
                    $0.member("to", pause.end)
                }
            }
        }
        if let standstill {
            writer.object("standstill") {
                $0.member("since", standstill.since)
                $0.member("until", standstill.until)
            }
        }
        if !extensions.isEmpty { writer.list("extensions", extensions) { $0.number($1) } }
        if countedFrom != start { writer.member("countedFrom", countedFrom) }
        if countedPausesFrom != start { writer.member("countedPausesFrom", countedPausesFrom) }
        writer.member("stoppedAt", stoppedAt)
        writer.member("due", due?.instant)
        if due?.isProvisional == true { writer.member("provisional", true) }
    }
}

extension CaseLimit {
    /// The limit in an object that may have one.
    static func read(_ fields: JSONFields) throws(MessageError) -> CaseLimit? {
        guard let limit = try fields.may("limit", .limit) else { return nil }
        return CaseLimit(limit: limit, calendar: try fields.need("calendar", .text(ProgressLimits.name)))
    }

    func write(into writer: inout JSONWriter) {
        writer.member("limit", limit)
        writer.member("calendar", calendar)
    }
}
