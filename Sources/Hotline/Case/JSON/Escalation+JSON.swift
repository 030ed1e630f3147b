/// A told rung, as JSON.
extension Escalation {
    /// The escalation as one JSON object; whom nobody is named for has the contact null.
    ///
    /// - Parameter utcOffset: in which zone times are written, in seconds ahead of UTC.
    package func json(utcOffset: Int) -> [UInt8] {
        var writer = JSONWriter(utcOffset: utcOffset, isPublic: true)
        writer.object {
            $0.member("id", rung.id)
            $0.member("case", rung.caseNumber)
            $0.member("clock", rung.clock)
            $0.member("round", rung.round)
            $0.member("percent", rung.percent)
            $0.member("ladder", rung.ladder)
            $0.member("level", rung.level)
            if let contact {
                $0.object("contact") { $0.member("name", contact) }
            } else {
                $0.null("contact")
            }
            $0.member("department", rung.department)
            $0.member("community", community)
            $0.member("street", street)
            $0.member("area", area)
            $0.member("kind", kind)
            $0.member("urgency", urgency)
            $0.member("state", state)
            $0.member("due", rung.due)
            $0.member("toldAt", toldAt)
        }
        return writer.bytes
    }

    /// Reads the value of a record on `escalations`.
    package init(json: RawSpan) throws(MessageError) {
        let fields = try JSONFields(json, message: "escalation", maximum: ProgressLimits.bytes)
        rung = Rung(
            caseNumber: try fields.need("case", .caseNumber), clock: try fields.need("clock", .word),
            round: try fields.need("round", .whole(0...100_000)),
            percent: try fields.need("percent", .whole(1...1_000)),
            ladder: try fields.need("ladder", .word), department: try fields.need("department", .string),
            due: try fields.need("due", .time))
        contact = try fields.mayObject("contact").map { (fields) throws(MessageError) in
            try fields.need("name", .string)
        }
        community = try fields.may("community", .string)
        street = try fields.may("street", .string)
        area = try fields.need("area", .string)
        kind = try fields.need("kind", .word)
        urgency = try fields.need("urgency", .word)
        state = try fields.need("state", .word)
        toldAt = try fields.need("toldAt", .time)
    }
}
