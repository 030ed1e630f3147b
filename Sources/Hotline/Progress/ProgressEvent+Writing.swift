/// An event's JSON, written.
extension ProgressEvent {
    /// The event as one JSON object.
    ///
    /// - Parameter utcOffset: in which zone times are written, in seconds ahead of UTC.
    package func json(utcOffset: Int) -> [UInt8] {
        var writer = JSONWriter(utcOffset: utcOffset)
        writer.object { write(into: &$0) }
        return writer.bytes
    }

    /// Writes the members.
    func write(into writer: inout JSONWriter) {
        writer.member("id", id)
        writer.member("case", caseNumber)
        writer.member("action", action)
        writer.member("at", at)
        writer.prose("by", by)
        writer.prose("note", note)
        writer.member("round", round)
        body.write(into: &writer)
        for member in unknown { writer.member(unknown: member.name, json: member.json) }
    }
}

extension ProgressBody {
    fileprivate func write(into writer: inout JSONWriter) {
        switch self {
        case .accept, .contact, .arrive, .contribute, .resume, .reopen, .close, .urge, .withdraw: break
        case .grant(let ref), .refuse(let ref): writer.member("ref", ref)
        case .merge(let into): writer.member("into", into)
        case .setUrgency(let urgency): writer.member("urgency", urgency)
        case .report(let ref): writer.member("ref", ref)
        case .exclude(let exclusion): writer.member("ground", exclusion.ground)
        case .evaluate(let evaluation): evaluation.write(into: &writer)
        case .assign(let dispatch):
            writer.member("to", dispatch.to)
            writer.member("supporting", dispatch.supporting)
        case .reclassify(let reclassification):
            writer.member("area", reclassification.area)
            writer.member("kind", reclassification.kind)
        case .supervise(let supervision):
            writer.member("level", supervision.level)
            writer.member("answerBy", supervision.answerBy)
        default: writeHolders(into: &writer)
        }
    }

    private func writeHolders(into writer: inout JSONWriter) {
        switch self {
        case .start(let start):
            writer.member("stage", start.stage)
            writer.list("participants", start.participants) { $0.text($0.isPublic ? $1.maskingPersonalNumbers : $1) }
        case .return(let back):
            writer.member("ground", back.ground)
            writer.member("suggested", back.suggested)
        case .suspend(let suspension): suspension.write(into: &writer)
        case .extend(let more):
            writer.member("workingDays", more.workingDays)
            writer.prose("reason", more.reason)
        case .assist(let assistance):
            writer.member("departments", assistance.departments)
            writer.prose("reason", assistance.reason)
            writer.member("dueBy", assistance.dueBy)
        case .assignTo(let assignee):
            writer.prose("person", assignee.person)
            writer.member("community", assignee.community)
        case .resolve(let resolution): resolution.write(into: &writer)
        default: break
        }
    }
}

extension ProgressBody.Suspension {
    func write(into writer: inout JSONWriter) {
        writer.member("kind", kind)
        writer.member("until", until)
        writer.prose("owner", owner)
    }
}

extension ProgressBody.Evaluation {
    func write(into writer: inout JSONWriter) {
        writer.member("reached", reached)
        writer.member("resolved", resolved)
        writer.member("satisfaction", satisfaction)
    }
}

extension ProgressBody.Resolution {
    func write(into writer: inout JSONWriter) {
        writer.prose("reply", reply)
        writer.member("photos", photos)
        writer.member("answer", answer)
    }
}
