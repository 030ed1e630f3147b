import WorkTime

/// The JSON of what a case is measured by.
extension CaseTerms {
    init(_ fields: JSONFields) throws(MessageError) {
        policy = try fields.need("policy", .string)
        holidays = try fields.may("holidays", .string)
        limits = try CaseTerms.limits(try fields.object("limits"))
        rules = try CaseRules(try fields.object("rules"))
    }

    func write(into writer: inout JSONWriter) {
        writer.member("policy", policy)
        writer.member("holidays", holidays)
        writeLimits(into: &writer)
        writer.object("rules") { rules.write(into: &$0) }
    }

    /// Limits by kind: `{"resolve": {"limit": "5 working days", "calendar": "split"}}`.
    static func limits(_ fields: JSONFields) throws(MessageError) -> [LimitKind: CaseLimit] {
        var limits: [LimitKind: CaseLimit] = [:]
        for kind in LimitKind.allCases {
            limits[kind] = try fields.mayObject(kind.rawValue).flatMap { (fields) throws(MessageError) in
                try CaseLimit.read(fields)
            }
        }
        return limits
    }

    private func writeLimits(into writer: inout JSONWriter) {
        writer.object("limits") { writer in
            for kind in LimitKind.allCases {
                guard let limit = limits[kind] else { continue }
                writer.object(kind.name) { limit.write(into: &$0) }
            }
        }
    }

    /// What tasks say of them, as members of an object: `"limits":{…},"holidays":"…"`.
    package var taskMembers: [UInt8] {
        var writer = JSONWriter(utcOffset: 0)
        writer.object { writer in
            writeLimits(into: &writer)
            writer.member("holidays", holidays)
        }
        return Array(writer.bytes.dropFirst().dropLast())
    }
}

extension LimitKind {
    /// Its name as a member's.
    fileprivate var name: StaticString {
        switch self {
        case .dispatch: "dispatch"
        case .accept: "accept"
        case .contact: "contact"
        case .resolve: "resolve"
        case .redo: "redo"
        case .answer: "answer"
        case .promise: "promise"
        }
    }
}

extension CaseRules {
    init(_ fields: JSONFields) throws(MessageError) {
        self.init()
        desk = try fields.need("desk", .text(ProgressLimits.name))
        calendar = try fields.need("calendar", .text(ProgressLimits.name))
        returnWithin = try fields.may("returnWithin", .limit)
        maxReturns = try fields.need("maxReturns", .whole(0...1_000))
        reopenWithin = try fields.may("reopenWithin", .limit)
        closeAfter = try fields.may("closeAfter", .limit)
        maxRedo = try fields.need("maxRedo", .whole(0...1_000))
        extensionsByDesk = try fields.need("extensionsByDesk", .whole(0...1_000))
        autoGrant = Set(try fields.need("autoGrant", .list(JSONFormat<ProgressAction>.word, atMost: 10)))
        backdating = try fields.need("backdatingMs", .whole(0...1_000_000_000_000))
        ahead = try fields.need("aheadMs", .whole(0...1_000_000_000_000))
    }

    func write(into writer: inout JSONWriter) {
        writer.member("desk", desk)
        writer.member("calendar", calendar)
        writer.member("returnWithin", returnWithin)
        writer.member("maxReturns", maxReturns)
        writer.member("reopenWithin", reopenWithin)
        writer.member("closeAfter", closeAfter)
        writer.member("maxRedo", maxRedo)
        writer.member("extensionsByDesk", extensionsByDesk)
        writer.member("autoGrant", autoGrant.map(\.rawValue).sorted())
        writer.member("backdatingMs", Int(backdating))
        writer.member("aheadMs", Int(ahead))
    }
}
