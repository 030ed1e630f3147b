import Hotline
import Testing

@Suite("CloudEvents headers", .timeLimit(.minutes(1)))
struct EventHeadersTests {
    private static let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    /// The headers as pairs of strings.
    private func list(_ headers: EventHeaders) -> [String] {
        (0..<headers.count).map { index in
            let value = headers.value(index).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
            return "\(headers.name(index)): \(value)"
        }
    }

    private func describe(_ assignment: Assignment, traceParent: String?) -> [String] {
        var headers = EventHeaders()
        if let traceParent {
            let bytes = Array(traceParent.utf8)
            headers.describe(assignment, traceParent: bytes.span.bytes, utcOffset: 28_800)
        } else {
            headers.describe(assignment, traceParent: nil, utcOffset: 28_800)
        }
        return list(headers)
    }

    @Test("a task is a CloudEvent whose id follows from case, round, role and department")
    func lead() {
        #expect(
            describe(Assignments.whole, traceParent: nil) == [
                "ce_specversion: 1.0", "ce_id: 5072050399084967.1.lead.rural", "ce_source: /qiaomen/ingest",
                "ce_type: qiaomen.task.lead", "ce_time: 2026-09-15T08:30:01.007+08:00", "ce_subject: 5072050399084967",
                "content-type: application/json",
            ])
        let supporting = describe(Assignments.supporting, traceParent: nil)
        #expect(supporting[1] == "ce_id: 5072050399084967.1.supporting.housing")
        #expect(supporting[3] == "ce_type: qiaomen.task.supporting")
    }

    @Test("memory is reused: each task has its own headers only")
    func reuse() {
        var headers = EventHeaders()
        let bytes = Array(Self.parent.utf8)
        headers.describe(Assignments.whole, traceParent: bytes.span.bytes, utcOffset: 28_800)
        #expect(headers.count == 8)
        headers.describe(Assignments.supporting, traceParent: nil, utcOffset: 28_800)
        #expect(list(headers) == describe(Assignments.supporting, traceParent: nil))
    }

    @Test(
        "a well-formed trace parent is carried on as it came",
        arguments: [
            parent, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
            "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        ])
    func carriedOn(traceParent: String) {
        #expect(describe(Assignments.minimal, traceParent: traceParent).last == "traceparent: \(traceParent)")
    }

    @Test(
        "anything else is left out",
        arguments: [
            "", "00", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", parent + "-more",
            "01" + parent.dropFirst(2) + "x",
            "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
        ])
    func leftOut(traceParent: String) {
        #expect(describe(Assignments.minimal, traceParent: traceParent).count == 7)
    }
}
