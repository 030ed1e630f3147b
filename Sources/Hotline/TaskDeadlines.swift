package import WorkTime

/// By when a department has to act, as its task says. Nil where there is no such limit.
package struct TaskDeadlines: Sendable, Hashable {
    /// When it is to be accepted (签收).
    package var acceptBy: Instant?
    /// When the resident is to be spoken to (先行联系).
    package var contactBy: Instant?
    /// When it is to be done (办结); of a supporting task, when the help should have come.
    package var resolveBy: Instant?
    /// What the resident was promised.
    package var promisedBy: Instant?

    package init(
        acceptBy: Instant? = nil, contactBy: Instant? = nil, resolveBy: Instant? = nil, promisedBy: Instant? = nil
    ) {
        self.acceptBy = acceptBy
        self.contactBy = contactBy
        self.resolveBy = resolveBy
        self.promisedBy = promisedBy
    }

    /// Those of a task of round 1: the same that the case gives that is opened of it.
    ///
    /// - Parameters:
    ///   - reportedAt: when the resident reported it.
    ///   - externalDueAt: the city platform's deadline.
    package init(
        of assignment: Assignment, reportedAt: Instant, externalDueAt: Instant?, _ terms: CaseTerms,
        _ calendars: Calendars
    ) {
        let resident = terms.residentLimit(of: assignment.kind)
        let promise = resident.flatMap { calendars.due($0, from: max(reportedAt, assignment.assignedAt))?.instant }
        promisedBy = [promise, externalDueAt].compactMap(\.self).min()
        // A department that supports is bound by no limit of its own: the lead answers for the case.
        guard assignment.role == .lead else { return }
        let limits = terms.roundLimits(of: assignment.kind, department: assignment.department, isRedo: false)
        func due(_ limit: CaseLimit?) -> Instant? {
            limit.flatMap { calendars.due($0, from: assignment.assignedAt)?.instant }
        }
        (acceptBy, contactBy, resolveBy) = (due(limits.accept), due(limits.contact), due(limits.end))
    }

    /// Appends the members that there are, each with a comma before it.
    func write(utcOffset: Int, into bytes: inout [UInt8]) {
        func append(_ name: StaticString, _ instant: Instant?, _ bytes: inout [UInt8]) {
            guard let instant else { return }
            bytes.append(name)
            instant.write(utcOffset: utcOffset, into: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
        append(#","acceptBy":""#, acceptBy, &bytes)
        append(#","contactBy":""#, contactBy, &bytes)
        append(#","resolveBy":""#, resolveBy, &bytes)
        append(#","promisedBy":""#, promisedBy, &bytes)
    }
}

extension CaseTerms {
    /// The members of a task that say by what it is measured, each with a comma before it:
    /// `,"limits":{"resolve":{"limit":"5 working days","calendar":"split"}},"holidays":"…"`.
    ///
    /// The rules for the life of a case do not travel: they bind the desk and the tracker, not the department.
    package var taskMembers: [UInt8] {
        var bytes = Array(#","limits":{"#.utf8)
        var isFirst = true
        for kind in LimitKind.allCases {
            guard let limit = limits[kind] else { continue }
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            bytes.append(quoted: kind.rawValue)
            bytes.append(#":{"limit":"#)
            bytes.append(quoted: limit.limit.description)
            bytes.append(#","calendar":"#)
            bytes.append(quoted: limit.calendar)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(UInt8(ascii: "}"))
        if let holidays {
            bytes.append(#","holidays":"#)
            bytes.append(quoted: holidays)
        }
        return bytes
    }
}
