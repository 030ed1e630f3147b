package import Hotline
package import WorkTime

/// What a tracker writes at once: a step is all or nothing, with the offsets up to which its inputs were read.
package struct TrackingStep: Sendable {
    /// Cases as they stand after the step, each at most once.
    package var cases: [CaseChange] = []
    /// Events that were refused, so that their identity is known over all cases. Those that were applied follow from
    /// the cases' histories.
    package var refused: [EventRecord] = []
    /// Events that wait for their case from now on.
    package var earlyKept: [EarlyEvent] = []
    /// Events that wait no more.
    package var earlyRemoved: [EarlyEvent.Place] = []
    /// What others are to be told, in this order.
    package var outbox: [OutboxRecord] = []
    /// Rungs that are told with this step's outbox.
    package var told: [ToldRung] = []
    /// Cases that look alike.
    package var links: [CaseLink] = []
    /// How far the inputs were read.
    package var offsets: [OffsetMove] = []

    package init() {}
}

/// One case of a step.
package struct CaseChange: Sendable {
    /// The case after the step.
    package var `case`: Case
    /// Its JSON, see `Case.json(utcOffset:)`: made where there is time for it, not while the store is held.
    package var body: [UInt8]
    /// How many entries of its history were written before the step; 0 for a case that is new to the store.
    package var written: Int
    /// The report that it came with, if the store does not have it yet.
    package var report: ReportRecord?
    /// When the tracker wants to look at it again, if nothing happens before.
    package var wakeAt: Instant?

    package init(_ case: Case, body: [UInt8], written: Int, report: ReportRecord? = nil, wakeAt: Instant? = nil) {
        self.case = `case`
        self.body = body
        self.written = written
        self.report = report
        self.wakeAt = wakeAt
    }

    /// Whether the store does not know the case yet.
    package var isNew: Bool { written == 0 }
}

/// A report as it came, for those who work on its case. What is personal in it is purged after the retention.
package struct ReportRecord: Sendable, Hashable {
    /// The case that it opened.
    package var number: CaseNumber
    /// When it was received.
    package var receivedAt: Instant
    /// The channel that it came on.
    package var channel: String
    /// `BodyHash.hex` of it: tells a report that comes again from an amended one. 32 hexadecimal digits.
    package var hash: String
    /// The department that its first task went to.
    package var department: String
    /// The area that the classifier gave it.
    package var area: String
    /// The community that it is about.
    package var community: String?
    /// The case that it follows up.
    package var inReplyTo: CaseNumber?
    /// Personal from here on: what it is about, in short.
    package var title: String?
    /// What the resident says.
    package var text: String?
    /// Where it is, in words.
    package var address: String?
    /// Who reported it.
    package var name: String?
    /// The reporter's phone; the store keeps its digits, see ``PhoneNumber``.
    package var phone: String?
    /// The report as received, with its channel.
    package var json: [UInt8]?
    /// What similar reports are found by, see `ReportSketch`.
    package var sketch: [UInt8]?
    /// Where it is.
    package var location: Coordinates?
    /// Whether name and phone are for the desk only, and nothing of it is public; nil if that was not kept.
    package var isConfidential: Bool?

    package init(
        number: CaseNumber, receivedAt: Instant, channel: String, hash: String, department: String, area: String,
        community: String? = nil, inReplyTo: CaseNumber? = nil, title: String? = nil, text: String? = nil,
        address: String? = nil, name: String? = nil, phone: String? = nil, json: [UInt8]? = nil, sketch: [UInt8]? = nil,
        location: Coordinates? = nil, isConfidential: Bool? = nil
    ) {
        self.number = number
        self.receivedAt = receivedAt
        self.channel = channel
        self.hash = hash
        self.department = department
        self.area = area
        self.community = community
        self.inReplyTo = inReplyTo
        self.title = title
        self.text = text
        self.address = address
        self.name = name
        self.phone = phone
        self.json = json
        self.sketch = sketch
        self.location = location
        self.isConfidential = isConfidential
    }
}

/// Two cases that look alike, the newer first.
package struct CaseLink: Sendable, Hashable {
    /// The newer one.
    package let number: CaseNumber
    /// The older one.
    package let other: CaseNumber
    /// How much they are alike, 0 to 1.
    package let similarity: Double

    package init(_ number: CaseNumber, _ other: CaseNumber, similarity: Double) {
        self.number = number
        self.other = other
        self.similarity = similarity
    }
}

/// A rung of an escalation that was told; never twice.
package struct ToldRung: Sendable, Hashable {
    /// Which rung.
    package let rung: Rung
    /// When it was told.
    package let at: Instant

    package init(_ rung: Rung, at: Instant) {
        self.rung = rung
        self.at = at
    }
}
