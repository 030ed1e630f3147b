// Hotline: the vocabulary of a hotline as values.
//
//     report (JSON) -> ReportReader -> CaseNumber, Assignment -> task (JSON) and its EventHeaders
//     progress (JSON) -> ProgressEvent -> Case -> tasks of later rounds, results, rungs; Case -> JSON -> Case
//
// Messages and their JSON, the district's values, the life of a case. Everything here is a value or a pure function
// without I/O, locks or clocks: any thread may use its own, none needs to be told of another's. The readers and writers
// on the hot path are mutable values that are reused; one lane owns each.

package import WorkTime

/// Reads one report after another out of JSON, in one pass each, reusing its memory: once warm, a read allocates
/// nothing, unless it fails or meets what senders hardly write (two unknown members, numbers of many digits).
///
/// What was read stands in the reader until the next read. Unknown fields are checked as JSON and left alone. An
/// optional field that is null, and an optional text that is empty, count as absent. When two things are wrong, the one
/// that comes first in the bytes is told; that a report is longer than ``ReportLimits/bytes`` and that fields are
/// missing is told last.
///
/// A reader belongs to one lane at a time; it is a value without any sharing.
package struct ReportReader: Sendable {
    /// Decoded texts, one behind the other.
    var texts = TextBuffer(capacity: ReportLimits.bytes)
    /// Where each field's text stands in `texts`; empty where there is none.
    var ranges = [Range<Int>](repeating: 0..<0, count: ReportField.allCases.count)
    var attachmentRanges: [Range<Int>] = []
    /// Names of members that we do not know, of all objects that are open at present.
    var unknownNames: [UnknownName] = []
    /// The fields met so far, as a bit each.
    var met: UInt64 = 0
    /// The field being read, for errors; nil between fields.
    var field: ReportField?
    /// The name of the unknown member being read, for errors.
    var unknownName: Range<Int>?

    /// When the resident reported it, as the sender says.
    package internal(set) var reportedAt = Instant(milliseconds: 0)
    /// What the resident wants; `help` unless the report says otherwise.
    package internal(set) var kind = ReportKind.help
    /// As the sender says; `normal` unless the report says otherwise.
    package internal(set) var urgency = Urgency.normal
    /// Where it is.
    package internal(set) var location: Coordinates?
    /// The halves of a location while it is read.
    var latitude: Double?
    var longitude: Double?
    /// The case that this report follows up, or the wish that it endorses.
    package internal(set) var inReplyTo: CaseNumber?
    /// The city platform's deadline.
    package internal(set) var externalDueAt: Instant?
    /// Whether the reporter wants to stay unnamed.
    package internal(set) var isAnonymous = false
    /// The meeting where the report was taken down; its texts are `text(.gatheringKind)` and so on.
    package internal(set) var gathering: Gathering?
    /// The bytes of the top-level member `channel`, with the comma that goes with it: what has to be left out of the
    /// JSON when our own channel is written. Nil if the sender wrote none.
    package internal(set) var channelMember: Range<Int>?
    /// What the report says about confidentiality, if anything.
    var confidential: Bool?

    /// A reader that has read nothing yet.
    package init() {}

    /// Reads a report.
    ///
    /// - Throws: what is wrong with it; then the reader holds nothing of use.
    package mutating func read(_ json: RawSpan) throws(ReportError) {
        forget()
        var scanner = JSONScanner(json)
        do throws(JSONError) {
            try readReport(&scanner)
        } catch {
            throw ReportError(field: fieldPath, expected: error.expected, offset: error.offset)
        }
    }

    /// Whether name and phone of the reporter are for the desk only; tip-offs are unless they say otherwise.
    package var isConfidential: Bool {
        confidential ?? (kind == .tipoff)
    }

    /// The sender's identity of the report, unique in its channel.
    package var id: Span<UInt8> {
        @_lifetime(borrow self) get { texts.text(ranges[Int(ReportField.id.rawValue)]) }
    }

    /// What the resident says.
    package var text: Span<UInt8> {
        @_lifetime(borrow self) get { texts.text(ranges[Int(ReportField.text.rawValue)]) }
    }

    /// What it is about, in short.
    package var title: Span<UInt8>? {
        @_lifetime(borrow self) get { text(.title) }
    }

    /// Where it is, in the resident's words.
    package var address: Span<UInt8>? {
        @_lifetime(borrow self) get { text(.address) }
    }

    /// The community, by id or by name.
    package var community: Span<UInt8>? {
        @_lifetime(borrow self) get { text(.community) }
    }

    /// The city platform's number of the report.
    package var externalId: Span<UInt8>? {
        @_lifetime(borrow self) get { text(.externalId) }
    }

    /// The city platform's code for what it is about.
    package var category: Span<UInt8>? {
        @_lifetime(borrow self) get { text(.category) }
    }

    /// The decoded text of any field that is a string (also of those that have a property of their own), nil where the
    /// report has none.
    @_lifetime(borrow self)
    package func text(_ field: ReportField) -> Span<UInt8>? {
        let range = ranges[Int(field.rawValue)]
        return range.isEmpty ? nil : texts.text(range)
    }

    /// How many attachments there are.
    package var attachmentCount: Int {
        attachmentRanges.count
    }

    /// The address of an attachment, counted from 0.
    @_lifetime(borrow self)
    package func attachment(_ index: Int) -> Span<UInt8> {
        texts.text(attachmentRanges[index])
    }
}

/// A place on the earth (WGS 84), in degrees.
package struct Coordinates: Sendable, Hashable {
    /// -90 to 90, north positive.
    package var latitude: Double
    /// -180 to 180, east positive.
    package var longitude: Double

    /// A place in degrees, within the bounds above.
    package init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }
}

/// A meeting of residents where reports were taken down, such as a 幸福夜话.
package struct Gathering: Sendable, Hashable {
    /// When it took place.
    package var at: Instant?
    /// How many took part.
    package var participants: Int?

    /// A gathering of which only this is known.
    package init(at: Instant? = nil, participants: Int? = nil) {
        self.at = at
        self.participants = participants
    }
}
