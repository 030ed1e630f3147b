/// What each action carries, read from the event's own members.
extension ProgressBody.Start {
    init(_ fields: JSONFields) throws(MessageError) {
        stage = try fields.may("stage", .word)
        participants =
            try fields.may("participants", .list(.text(ProgressLimits.name), atMost: ProgressLimits.list)) ?? []
    }
}

extension ProgressBody.Return {
    init(_ fields: JSONFields) throws(MessageError) {
        ground = try fields.need("ground", .word)
        suggested = try fields.may("suggested", .identifier)
    }
}

extension ProgressBody.Suspension {
    /// A ledger has to have an owner.
    init(_ fields: JSONFields) throws(MessageError) {
        kind = try fields.need("kind", .word)
        until = try fields.need("until", .time)
        let name = JSONFormat<String>.text(ProgressLimits.name)
        owner = kind == .ledger ? try fields.need("owner", name) : try fields.may("owner", name)
    }
}

extension ProgressBody.Extension {
    init(_ fields: JSONFields) throws(MessageError) {
        workingDays = try fields.need("workingDays", .whole(ProgressLimits.workingDays))
        reason = try fields.need("reason", .text(ProgressLimits.text))
    }
}

extension ProgressBody.Assistance {
    init(_ fields: JSONFields) throws(MessageError) {
        departments = try fields.need("departments", .list(.identifier, atMost: ProgressLimits.list, atLeast: 1))
        reason = try fields.need("reason", .text(ProgressLimits.text))
        dueBy = try fields.may("dueBy", .time)
    }
}

extension ProgressBody.Assignee {
    init(_ fields: JSONFields) throws(MessageError) {
        person = try fields.may("person", .text(ProgressLimits.name))
        community = try fields.may("community", .identifier)
        guard person != nil || community != nil else {
            throw fields.error("person", "a person or a community; both are missing", at: fields.place.upperBound - 1)
        }
    }
}

extension ProgressBody.Resolution {
    init(_ fields: JSONFields) throws(MessageError) {
        reply = try fields.need("reply", .text(ProgressLimits.text))
        photos = try fields.may("photos", .list(.webAddress, atMost: ProgressLimits.list)) ?? []
        answer = try fields.may("answer", .word)
    }
}

extension ProgressBody.Dispatch {
    init(_ fields: JSONFields) throws(MessageError) {
        to = try fields.need("to", .identifier)
        supporting = try fields.may("supporting", .list(.identifier, atMost: ProgressLimits.list)) ?? []
    }
}

extension ProgressBody.Evaluation {
    /// Who was not reached has said nothing: then the answers may be missing.
    init(_ fields: JSONFields) throws(MessageError) {
        reached = try fields.need("reached", .flag)
        resolved =
            reached
            ? try fields.need("resolved", .word)
            : try fields.may("resolved", JSONFormat<Resolved>.word) ?? .unanswered
        satisfaction = try fields.may("satisfaction", .satisfaction) ?? nil
        guard reached || (resolved == .unanswered && satisfaction == nil) else {
            throw fields.error("reached", "true where there is an answer", at: fields.place.lowerBound)
        }
    }
}

extension JSONFormat where Value == Int? {
    /// 5 to 1, or `unanswered`.
    fileprivate static var satisfaction: JSONFormat {
        let number = JSONFormat<Int>.whole(1...5)
        return JSONFormat(expected: "\(number.expected), or unanswered") { node in
            if case .string("unanswered") = node.value { return .some(nil) }
            return number.read(node).map(Optional.some)
        }
    }
}

extension ProgressBody.Reclassification {
    init(_ fields: JSONFields) throws(MessageError) {
        area = try fields.need("area", .identifier)
        kind = try fields.may("kind", .word)
    }
}

extension ProgressBody.Exclusion {
    init(_ fields: JSONFields) throws(MessageError) {
        ground = try fields.need("ground", .word)
        // A decision that takes a case out of the rates is recorded with its reason.
        if ground != .none { _ = try fields.need("note", JSONFormat<String>.text(ProgressLimits.text)) }
    }
}

extension ProgressBody.Supervision {
    init(_ fields: JSONFields) throws(MessageError) {
        level = try fields.need("level", .word)
        answerBy = try fields.need("answerBy", .time)
        _ = try fields.need("note", JSONFormat<String>.text(ProgressLimits.text))
    }
}
