import WorkTime

/// The headers of one produced message after another, in memory that is reused.
///
/// `for index in 0..<headers.count { record.header(headers.name(index), headers.value(index)) }`
package struct EventHeaders: Sendable {
    private var names: [StaticString] = []
    /// Where each value ends in `bytes`; it begins where the one before ends.
    private var ends: [Int] = []
    private var bytes: [UInt8] = []

    /// No headers yet.
    package init() {}

    /// How many headers there are.
    package var count: Int {
        names.count
    }

    /// The name of a header, counted from 0.
    package func name(_ index: Int) -> StaticString {
        names[index]
    }

    /// The value of a header, counted from 0.
    @_lifetime(borrow self)
    package func value(_ index: Int) -> RawSpan {
        bytes.span.bytes.extracting((index == 0 ? 0 : ends[index - 1])..<ends[index])
    }

    /// Replaces all headers by those of a task that ingest produces.
    ///
    /// The event's id is `<case>.<round>.<role>.<department>`: the same report gives the same ids, so that a repeat is
    /// recognised.
    ///
    /// - Parameters:
    ///   - traceParent: the report's header `traceparent`, carried on if it is well formed.
    ///   - utcOffset: in which zone the time is written, in seconds ahead of UTC.
    package mutating func describe(_ assignment: Assignment, traceParent: RawSpan?, utcOffset: Int) {
        names.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)

        bytes.append(CloudEvent.version)
        end(CloudEvent.specVersion)
        assignment.caseNumber.write(into: &bytes)
        bytes.append(UInt8(ascii: "."))
        bytes.append(decimal: assignment.round)
        bytes.append(UInt8(ascii: "."))
        bytes.append(contentsOf: assignment.role.rawValue.utf8)
        bytes.append(UInt8(ascii: "."))
        bytes.append(contentsOf: assignment.department.utf8)
        end(CloudEvent.id)
        bytes.append(CloudEvent.ingest)
        end(CloudEvent.source)
        bytes.append(CloudEvent.type(of: assignment.role))
        end(CloudEvent.type)
        assignment.assignedAt.write(utcOffset: utcOffset, into: &bytes)
        end(CloudEvent.time)
        assignment.caseNumber.write(into: &bytes)
        end(CloudEvent.subject)
        bytes.append(CloudEvent.json)
        end(CloudEvent.contentType)
        if let traceParent, CloudEvent.isTraceParent(traceParent) {
            bytes.append(raw: traceParent)
            end(CloudEvent.traceParent)
        }
    }

    /// Gives the bytes appended since the last header to a header called `name`.
    private mutating func end(_ name: StaticString) {
        names.append(name)
        ends.append(bytes.count)
    }
}
