import WorkTime

/// An event's JSON, read.
///
/// Members that are missing, null where they may not be, or of another type are errors that name the field. Members
/// that we do not know are kept.
extension ProgressEvent {
    /// Reads the value of a record.
    package init(json: RawSpan) throws(MessageError) {
        try self.init(try JSONFields(json, message: "progress event", maximum: ProgressLimits.bytes))
    }

    /// Reads an event out of an object.
    init(_ fields: JSONFields) throws(MessageError) {
        let action = try fields.need("action", JSONFormat<ProgressAction>.word)
        id = try fields.need("id", .text(ProgressLimits.id))
        caseNumber = try fields.need("case", .caseNumber)
        at = try fields.need("at", .time)
        by = try fields.may("by", .text(ProgressLimits.name))
        note = try fields.may("note", .text(ProgressLimits.note))
        round = try fields.may("round", .whole(1...1_000))
        body = try ProgressBody(action, fields)
        unknown = fields.unknown(besides: Self.members.union(action.members))
    }

    /// The members that every event may have.
    private static let members: Set<String> = ["id", "case", "action", "at", "by", "note", "round"]
}

extension ProgressBody {
    fileprivate init(_ action: ProgressAction, _ fields: JSONFields) throws(MessageError) {
        switch action {
        case .accept: self = .accept
        case .contact: self = .contact
        case .arrive: self = .arrive
        case .contribute: self = .contribute
        case .resume: self = .resume
        case .reopen: self = .reopen
        case .close: self = .close
        case .urge: self = .urge
        case .withdraw: self = .withdraw
        case .start: self = .start(try Start(fields))
        case .return: self = .return(try Return(fields))
        case .suspend: self = .suspend(try Suspension(fields))
        case .extend: self = .extend(try Extension(fields))
        case .assist: self = .assist(try Assistance(fields))
        case .assignTo: self = .assignTo(try Assignee(fields))
        case .resolve: self = .resolve(try Resolution(fields))
        case .grant: self = .grant(ref: try fields.need("ref", .text(ProgressLimits.id)))
        case .refuse: self = .refuse(ref: try fields.need("ref", .text(ProgressLimits.id)))
        case .assign: self = .assign(try Dispatch(fields))
        case .evaluate: self = .evaluate(try Evaluation(fields))
        case .merge: self = .merge(into: try fields.need("into", .caseNumber))
        case .reclassify: self = .reclassify(try Reclassification(fields))
        case .setUrgency: self = .setUrgency(try fields.need("urgency", .word))
        case .exclude: self = .exclude(try Exclusion(fields))
        case .supervise: self = .supervise(try Supervision(fields))
        case .report: self = .report(ref: try fields.may("ref", .text(ProgressLimits.id)))
        }
    }
}

extension ProgressAction {
    /// The members that the action has of its own, beside those of every event.
    package var members: [String] {
        switch self {
        case .accept, .contact, .arrive, .contribute, .resume, .reopen, .close, .urge, .withdraw: []
        case .start: ["stage", "participants"]
        case .return: ["ground", "suggested"]
        case .suspend: ["kind", "until", "owner"]
        case .extend: ["workingDays", "reason"]
        case .assist: ["departments", "reason", "dueBy"]
        case .assignTo: ["person", "community"]
        case .resolve: ["reply", "photos", "answer"]
        case .grant, .refuse, .report: ["ref"]
        case .assign: ["to", "supporting"]
        case .evaluate: ["reached", "resolved", "satisfaction"]
        case .merge: ["into"]
        case .reclassify: ["area", "kind"]
        case .setUrgency: ["urgency"]
        case .exclude: ["ground"]
        case .supervise: ["level", "answerBy"]
        }
    }
}
