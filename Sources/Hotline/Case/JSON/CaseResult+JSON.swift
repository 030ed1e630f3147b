/// What the hotline tells a caller, as JSON.
extension CaseResult {
    /// The result as one JSON object, without phone and identity numbers; the channel is the topic's.
    ///
    /// - Parameter utcOffset: in which zone times are written, in seconds ahead of UTC.
    package func json(utcOffset: Int) -> [UInt8] {
        var writer = JSONWriter(utcOffset: utcOffset, isPublic: true)
        writer.object {
            $0.member("case", caseNumber)
            if answeredBy != caseNumber { $0.member("answeredBy", answeredBy) }
            $0.member("seq", seq)
            $0.member("externalId", externalId)
            $0.member("occasion", occasion)
            $0.member("state", state)
            $0.member("at", at)
            $0.member("promisedBy", promisedBy)
            $0.prose("reply", reply)
        }
        return writer.bytes
    }

    /// Reads the value of a record on `results.<channel>`.
    package init(json: RawSpan, channel: String) throws(MessageError) {
        let fields = try JSONFields(json, message: "result", maximum: ProgressLimits.bytes)
        self.channel = channel
        seq = try fields.need("seq", .whole(1...100_000))
        let number = try fields.need("case", .caseNumber)
        caseNumber = number
        answeredBy = try fields.may("answeredBy", .caseNumber) ?? number
        externalId = try fields.may("externalId", .string)
        occasion = try fields.need("occasion", .word)
        state = try fields.need("state", .word)
        at = try fields.need("at", .time)
        promisedBy = try fields.may("promisedBy", .time)
        reply = try fields.may("reply", .text(ProgressLimits.text))
    }
}
