import WorkTime

/// An assignment's JSON on the wire.
extension Assignment {
    /// Appends the task as one JSON object.
    ///
    /// - Parameters:
    ///   - report: the report's JSON as it was received and read without error; it is copied byte for byte, with the
    ///     channel as a first member.
    ///   - channelMember: the bytes of `report` to leave out, because they are the sender's own `channel`
    ///     (``ReportReader/channelMember``).
    ///   - deadlines: by when the department has to act.
    ///   - limits: the members that say by what it is measured, as ``CaseTerms/taskMembers`` gives them.
    ///   - utcOffset: in which zone times are written, in seconds ahead of UTC.
    ///   - bytes: what the task is appended to.
    package func write(
        report: RawSpan, channelMember: Range<Int>?, deadlines: TaskDeadlines = TaskDeadlines(), limits: [UInt8] = [],
        utcOffset: Int, into bytes: inout [UInt8]
    ) {
        bytes.append(#"{"case":""#)
        caseNumber.write(into: &bytes)
        bytes.append(#"","round":"#)
        bytes.append(decimal: round)
        bytes.append(#","role":"#)
        bytes.append(quoted: role.rawValue)
        bytes.append(#","reason":"#)
        bytes.append(quoted: reason.rawValue)
        bytes.append(#","department":"#)
        bytes.append(quoted: department)
        bytes.append(#","supporting":"#)
        bytes.append(list: supporting) { $0.append(quoted: $1) }
        bytes.append(#","area":"#)
        bytes.append(quoted: area)
        bytes.append(#","confidence":"#)
        bytes.append(share: confidence)
        bytes.append(#","evidence":"#)
        bytes.append(list: evidence) { $0.append(quoted: $1) }
        bytes.append(#","suggestions":"#)
        bytes.append(list: suggestions) { $1.write(into: &$0) }
        writePlace(into: &bytes)
        bytes.append(#","kind":"#)
        bytes.append(quoted: kind.rawValue)
        bytes.append(#","urgency":"#)
        bytes.append(quoted: urgency.rawValue)
        bytes.append(#","assignedAt":""#)
        assignedAt.write(utcOffset: utcOffset, into: &bytes)
        bytes.append(UInt8(ascii: "\""))
        deadlines.write(utcOffset: utcOffset, into: &bytes)
        bytes.append(contentsOf: limits)
        bytes.append(#","policy":"#)
        bytes.append(quoted: policy)
        bytes.append(#","model":"#)
        bytes.append(quoted: model)
        bytes.append(#","source":"#)
        source.write(into: &bytes)
        bytes.append(#","report":"#)
        write(report, leavingOut: channelMember, into: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }

    private func writePlace(into bytes: inout [UInt8]) {
        if let community {
            bytes.append(#","community":"#)
            bytes.append(quoted: community)
        }
        if let street {
            bytes.append(#","street":"#)
            bytes.append(quoted: street)
        }
    }

    private func write(_ report: RawSpan, leavingOut member: Range<Int>?, into bytes: inout [UInt8]) {
        var start = 0
        while start < report.byteCount, report.unsafeLoad(fromByteOffset: start, as: UInt8.self) != UInt8(ascii: "{") {
            start += 1
        }
        start = min(start + 1, report.byteCount)
        bytes.append(#"{"channel":"#)
        bytes.append(quoted: channel)
        bytes.append(UInt8(ascii: ","))
        if let member {
            bytes.append(raw: report.extracting(start..<member.lowerBound))
            start = member.upperBound
        }
        bytes.append(raw: report.extracting(start..<report.byteCount))
    }
}

extension Suggestion {
    fileprivate func write(into bytes: inout [UInt8]) {
        bytes.append(#"{"area":"#)
        bytes.append(quoted: area)
        bytes.append(#","confidence":"#)
        bytes.append(share: confidence)
        bytes.append(UInt8(ascii: "}"))
    }
}

extension Source {
    fileprivate func write(into bytes: inout [UInt8]) {
        bytes.append(#"{"topic":"#)
        bytes.append(quoted: topic)
        bytes.append(#","partition":"#)
        bytes.append(decimal: Int(partition))
        bytes.append(#","offset":"#)
        bytes.append(decimal: Int(offset))
        bytes.append(UInt8(ascii: "}"))
    }
}
