import WorkTime

/// What may stand in each field.
extension ReportReader {
    /// Reads the value of a field that comes next.
    mutating func readValue(of field: ReportField, _ scanner: inout JSONScanner) throws(JSONError) {
        if field == .channel { return try scanner.skipValue() }
        if !field.isRequired, scanner.skipLiteral("null") { return }
        switch field {
        case .id, .text, .title, .address, .community, .externalId, .category, .reporterName, .reporterPhone,
            .gatheringKind, .gatheringPlace, .gatheringRecordedBy:
            try readText(of: field, &scanner)
        case .reportedAt: reportedAt = try readTime(of: field, &scanner)
        case .externalDueAt: externalDueAt = try readTime(of: field, &scanner)
        case .kind: kind = try readWord(of: field, &scanner, from: ReportKind.self)
        case .urgency: urgency = try readWord(of: field, &scanner, from: Urgency.self)
        case .confidential: confidential = try readFlag(of: field, &scanner)
        case .reporterAnonymous: isAnonymous = try readFlag(of: field, &scanner)
        case .inReplyTo: inReplyTo = try readCaseNumber(&scanner)
        case .attachments: try readAttachments(&scanner)
        case .location: try readLocation(&scanner)
        case .latitude: latitude = try readDegrees(of: field, &scanner, upTo: 90)
        case .longitude: longitude = try readDegrees(of: field, &scanner, upTo: 180)
        case .reporter: try readObject(field, &scanner, ReportField.ofReporter)
        case .gathering: try readGathering(&scanner)
        case .gatheringAt:
            let time = try readTime(of: field, &scanner)
            gathering?.at = time
        case .gatheringParticipants:
            let participants = try readParticipants(&scanner)
            gathering?.participants = participants
        case .channel: break
        }
    }

    /// Decodes a string behind the texts read so far, without keeping it in a field.
    private mutating func readString(
        of field: ReportField, _ scanner: inout JSONScanner
    ) throws(JSONError) -> Range<Int> {
        let start = texts.count
        try scanner.readString(maximum: field.maximumLength, into: &texts, field.expectation)
        return start..<texts.count
    }

    private mutating func readText(of field: ReportField, _ scanner: inout JSONScanner) throws(JSONError) {
        let offset = scanner.position
        let range = try readString(of: field, &scanner)
        if field.isRequired {
            let text = texts.text(range)
            guard !text.isBlank, field != .id || !text.holdsControls else {
                throw JSONError(field.expectation, at: offset)
            }
        }
        ranges[Int(field.rawValue)] = range
    }

    private mutating func readTime(of field: ReportField, _ scanner: inout JSONScanner) throws(JSONError) -> Instant {
        let offset = scanner.position
        let range = try readString(of: field, &scanner)
        do throws(InstantError) {
            return try Instant(rfc3339: texts.text(range))
        } catch {
            throw JSONError("\(field.expectation), there \(error.expected)", at: offset + 1 + error.offset)
        }
    }

    private mutating func readWord<Word: RawRepresentable & CaseIterable>(
        of field: ReportField, _ scanner: inout JSONScanner, from words: Word.Type
    ) throws(JSONError) -> Word where Word.RawValue == String {
        let offset = scanner.position
        let range = try readString(of: field, &scanner)
        let text = texts.text(range)
        for word in words.allCases where text.equals(word.rawValue) {
            return word
        }
        throw JSONError(field.expectation, at: offset)
    }

    private func readFlag(of field: ReportField, _ scanner: inout JSONScanner) throws(JSONError) -> Bool {
        if scanner.skipLiteral("true") { return true }
        if scanner.skipLiteral("false") { return false }
        throw JSONError(field.expectation, at: scanner.position)
    }

    private func readNumber(of field: ReportField, _ scanner: inout JSONScanner) throws(JSONError) -> Double {
        guard scanner.isAtNumber else { throw JSONError(field.expectation, at: scanner.position) }
        return try scanner.readNumber()
    }

    private func readDegrees(
        of field: ReportField, _ scanner: inout JSONScanner, upTo maximum: Double
    ) throws(JSONError) -> Double {
        let offset = scanner.position
        let degrees = try readNumber(of: field, &scanner)
        guard abs(degrees) <= maximum else { throw JSONError(field.expectation, at: offset) }
        return degrees
    }

    private mutating func readLocation(_ scanner: inout JSONScanner) throws(JSONError) {
        (latitude, longitude) = (nil, nil)
        try readObject(.location, &scanner, ReportField.ofLocation)
        guard let latitude else { throw missing(.latitude, &scanner) }
        guard let longitude else { throw missing(.longitude, &scanner) }
        location = Coordinates(latitude: latitude, longitude: longitude)
    }

    private mutating func missing(_ field: ReportField, _ scanner: inout JSONScanner) -> JSONError {
        self.field = field
        return JSONError("\(field.expectation); the field is missing", at: scanner.position - 1)
    }

    private mutating func readCaseNumber(_ scanner: inout JSONScanner) throws(JSONError) -> CaseNumber {
        let offset = scanner.position
        let range = try readString(of: .inReplyTo, &scanner)
        guard let number = CaseNumber(digits: texts.text(range)) else {
            throw JSONError(ReportField.inReplyTo.expectation, at: offset)
        }
        return number
    }

    private mutating func readGathering(_ scanner: inout JSONScanner) throws(JSONError) {
        gathering = Gathering()
        try readObject(.gathering, &scanner, ReportField.ofGathering)
    }

    /// A count, or a list of names that are counted.
    private mutating func readParticipants(_ scanner: inout JSONScanner) throws(JSONError) -> Int {
        let field = ReportField.gatheringParticipants
        let offset = scanner.position
        if scanner.next == UInt8(ascii: "[") {
            return try readList(of: field, &scanner) { _, _ in true }
        }
        let number = try readNumber(of: field, &scanner)
        guard let count = Int(exactly: number), 0...ReportLimits.participants ~= count else {
            throw JSONError(field.expectation, at: offset)
        }
        return count
    }

    private mutating func readAttachments(_ scanner: inout JSONScanner) throws(JSONError) {
        _ = try readList(of: .attachments, &scanner) { reader, range in
            guard reader.attachmentRanges.count < ReportLimits.attachments, reader.texts.text(range).isWebAddress else {
                return false
            }
            reader.attachmentRanges.append(range)
            return true
        }
    }

    /// Reads a list of strings.
    ///
    /// - Parameter take: gets each string's place in `texts`; false if it is not what was expected.
    /// - Returns: how many there are.
    private mutating func readList(
        of field: ReportField, _ scanner: inout JSONScanner, _ take: (inout ReportReader, Range<Int>) -> Bool
    ) throws(JSONError) -> Int {
        try scanner.open("[", field.expectation)
        var count = 0
        var isFirst = true
        while try scanner.advance(closing: "]", isFirst: &isFirst) {
            let offset = scanner.position
            let range = try readString(of: field, &scanner)
            guard take(&self, range) else { throw JSONError(field.expectation, at: offset) }
            count += 1
        }
        return count
    }
}
