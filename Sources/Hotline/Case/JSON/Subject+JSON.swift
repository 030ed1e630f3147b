import WorkTime

/// The JSON of what a case is about: a task without its report.
extension Assignment {
    /// - Parameter inReport: the channel: in a task it stands in the report; nil if it is a member like the others.
    init(_ fields: JSONFields, channel inReport: String? = nil) throws(MessageError) {
        let names = JSONFormat<[String]>.list(.string, atMost: 1_000)
        let origin = try fields.object("source")
        let channel = if let inReport { inReport } else { try fields.need("channel", JSONFormat<String>.string) }
        self.init(
            caseNumber: try fields.need("case", .caseNumber), round: try fields.need("round", .whole(1...1_000_000)),
            role: try fields.need("role", .word), reason: try fields.need("reason", .word),
            department: try fields.need("department", .identifier), supporting: try fields.need("supporting", names),
            area: try fields.need("area", .identifier), confidence: try fields.need("confidence", .share),
            evidence: try fields.need("evidence", names),
            suggestions: try fields.objects("suggestions") { (fields) throws(MessageError) in
                Suggestion(
                    area: try fields.need("area", .string), confidence: try fields.need("confidence", .share))
            },
            community: try fields.may("community", .string), street: try fields.may("street", .string),
            kind: try fields.need("kind", .word), urgency: try fields.need("urgency", .word),
            assignedAt: try fields.need("assignedAt", .time), policy: try fields.need("policy", .string),
            model: try fields.need("model", .string),
            source: Source(
                topic: try origin.need("topic", .string),
                partition: try origin.need("partition", .whole(0...Int32.max)),
                offset: try origin.need("offset", .whole(0...Int64.max))),
            channel: channel)
    }

    func write(into writer: inout JSONWriter) {
        writer.member("case", caseNumber)
        writer.member("round", round)
        writer.member("role", role)
        writer.member("reason", reason)
        writer.member("department", department)
        writer.member("supporting", supporting)
        writer.member("area", area)
        writer.member("confidence", share: confidence)
        writer.member("evidence", evidence)
        writer.list("suggestions", suggestions) { writer, suggestion in
            writer.object {
                $0.member("area", suggestion.area)
                $0.member("confidence", share: suggestion.confidence)
            }
        }
        writer.member("community", community)
        writer.member("street", street)
        writer.member("kind", kind)
        writer.member("urgency", urgency)
        writer.member("assignedAt", assignedAt)
        writer.member("policy", policy)
        writer.member("model", model)
        writer.object("source") {
            $0.member("topic", source.topic)
            $0.member("partition", Int(source.partition))
            $0.member("offset", Int(source.offset))
        }
        writer.member("channel", channel)
    }
}
