import WorkTime

/// A caller's JSON, without anything personal: who it is, the hotline knows by the number.
extension Caller {
    init(_ fields: JSONFields) throws(MessageError) {
        self.init(
            number: try fields.need("case", .caseNumber), channel: try fields.need("channel", .string),
            externalId: try fields.may("externalId", .string),
            isReachable: try fields.need("reachable", .flag), reportedAt: try fields.need("reportedAt", .time),
            receivedAt: try fields.need("receivedAt", .time), clockStart: try fields.need("clockStart", .time),
            externalDueAt: try fields.may("externalDueAt", .time))
        evaluations = try fields.objects("evaluations") { (fields) throws(MessageError) in
            Answer(
                resolve: try fields.need("resolve", .whole(0...1_000)), at: try fields.need("at", .time),
                evaluation: try ProgressBody.Evaluation(fields))
        }
        withdrawnAt = try fields.may("withdrawnAt", .time)
    }

    func write(into writer: inout JSONWriter) {
        writer.member("case", number)
        writer.member("channel", channel)
        writer.member("externalId", externalId)
        writer.member("reachable", isReachable)
        writer.member("reportedAt", reportedAt)
        writer.member("receivedAt", receivedAt)
        writer.member("clockStart", clockStart)
        writer.member("externalDueAt", externalDueAt)
        if !evaluations.isEmpty {
            writer.list("evaluations", evaluations) { writer, answer in
                writer.object {
                    $0.member("resolve", answer.resolve)
                    $0.member("at", answer.at)
                    answer.evaluation.write(into: &$0)
                }
            }
        }
        writer.member("withdrawnAt", withdrawnAt)
    }
}
