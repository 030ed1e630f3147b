/// Walking through the objects of a report: names, duplicates, what is missing.
extension ReportReader {
    /// The name of a member that we do not know, kept to find duplicates.
    struct UnknownName: Sendable {
        /// In `texts`.
        let name: Range<Int>
        /// Its place in the JSON.
        let offset: Int
    }

    mutating func forget() {
        texts.count = 0
        for index in ranges.indices { ranges[index] = 0..<0 }
        attachmentRanges.removeAll(keepingCapacity: true)
        unknownNames.removeAll(keepingCapacity: true)
        met = 0
        field = nil
        unknownName = nil
        kind = .help
        urgency = .normal
        location = nil
        inReplyTo = nil
        externalDueAt = nil
        isAnonymous = false
        gathering = nil
        channelMember = nil
        confidential = nil
    }

    /// The path of the field being read, as an error may say it.
    var fieldPath: String {
        if let field { return field.path }
        guard let unknownName else { return "" }
        let name = texts.text(unknownName)
        var path = ""
        for index in name.indices {
            let byte = name[index]
            guard isLetter(byte) || byte == UInt8(ascii: "_"), index < 64 else { return "" }
            path.unicodeScalars.append(Unicode.Scalar(byte))
        }
        return path
    }

    private func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26
    }

    mutating func readReport(_ scanner: inout JSONScanner) throws(JSONError) {
        if scanner.next == 0xEF {
            throw JSONError("a JSON object, without a byte order mark", at: 0)
        }
        scanner.skipBlanks()
        try scanner.open("{", "a JSON object")
        var isFirst = true
        while try scanner.advance(closing: "}", isFirst: &isFirst) {
            let start = scanner.position
            try readName(&scanner, ReportField.ofReport)
            if let field {
                try readValue(of: field, &scanner)
            } else {
                try scanner.skipValue()
            }
            if field == .channel { channelMember = scanner.withComma(start..<scanner.position) }
            field = nil
            unknownName = nil
        }
        let end = scanner.position - 1
        try checkUnknownNames(from: 0)
        scanner.skipBlanks()
        guard scanner.position == scanner.bytes.byteCount else {
            throw JSONError("nothing behind the report", at: scanner.position)
        }
        try checkRequired(at: end)
        guard scanner.bytes.byteCount <= ReportLimits.bytes else {
            throw JSONError("at most \(ReportLimits.bytes) bytes", at: ReportLimits.bytes)
        }
    }

    /// Reads the object of `parent`, whose members `find` knows.
    mutating func readObject(
        _ parent: ReportField, _ scanner: inout JSONScanner, _ find: (Span<UInt8>) -> ReportField?
    ) throws(JSONError) {
        try scanner.open("{", parent.expectation)
        let outerNames = unknownNames.count
        var isFirst = true
        while try scanner.advance(closing: "}", isFirst: &isFirst) {
            try readName(&scanner, find)
            if let field {
                try readValue(of: field, &scanner)
            } else {
                field = parent
                try scanner.skipValue()
            }
            field = parent
            unknownName = nil
        }
        try checkUnknownNames(from: outerNames)
    }

    /// Reads a member's name and the colon behind it: into `field` if `find` knows it, else into `unknownName`.
    private mutating func readName(
        _ scanner: inout JSONScanner, _ find: (Span<UInt8>) -> ReportField?
    ) throws(JSONError) {
        let offset = scanner.position
        let start = texts.count
        try scanner.readString(maximum: .max, into: &texts, "a member's name in quotes")
        let name = start..<texts.count
        if let known = find(texts.text(name)) {
            field = known
            let bit = UInt64(1) << UInt64(known.rawValue)
            guard met & bit == 0 else { throw JSONError("each member once", at: offset) }
            met |= bit
            texts.count = start
        } else {
            field = nil
            unknownName = name
            unknownNames.append(UnknownName(name: name, offset: offset))
        }
        try scanner.skipColon()
    }

    /// Looks for duplicates among the unknown names of the object that has just ended, and forgets them.
    private mutating func checkUnknownNames(from first: Int) throws(JSONError) {
        defer { unknownNames.removeSubrange(first...) }
        guard unknownNames.count - first > 1 else { return }
        let names = unknownNames[first...].sorted { left, right in
            let order = texts.order(left.name, right.name)
            return order == 0 ? left.offset < right.offset : order < 0
        }
        for (left, right) in zip(names, names.dropFirst()) where texts.order(left.name, right.name) == 0 {
            if field == nil { unknownName = right.name }
            throw JSONError("each member once", at: right.offset)
        }
    }

    /// - Parameter offset: where the report's object ends.
    private mutating func checkRequired(at offset: Int) throws(JSONError) {
        for required in ReportField.allCases where required.isRequired && met & 1 << UInt64(required.rawValue) == 0 {
            field = required
            throw JSONError("\(required.expectation); the field is missing", at: offset)
        }
    }
}

extension JSONScanner {
    /// `member` with the comma behind it, or else with the one before it.
    fileprivate func withComma(_ member: Range<Int>) -> Range<Int> {
        var end = member.upperBound
        while end < bytes.byteCount, isBlank(end) { end += 1 }
        if end < bytes.byteCount, byte(end) == UInt8(ascii: ",") { return member.lowerBound..<end + 1 }
        var start = member.lowerBound
        while start > 0, isBlank(start - 1) { start -= 1 }
        if start > 0, byte(start - 1) == UInt8(ascii: ",") { return start - 1..<member.upperBound }
        return member
    }

    private func isBlank(_ position: Int) -> Bool {
        let byte = byte(position)
        return byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    private func byte(_ position: Int) -> UInt8 {
        bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self)
    }
}
