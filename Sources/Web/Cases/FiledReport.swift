import Foundation
import Hotline
import WorkTime

/// A report as somebody enters it: at the hotline, or at a resident's door.
struct FiledReport: Encodable {
    struct Reporter: Encodable {
        let name, phone: String?
        let anonymous: Bool
    }

    let id, text, reportedAt: String
    let kind, urgency, address, community: String?
    let reporter: Reporter

    /// - Parameter community: where it is, unless the form says so.
    init(_ form: FormFields, community place: String? = nil, at now: Instant, utcOffset: Int) {
        func field(_ name: String) -> String? {
            form[name].map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        // The form's own, so that it is filed once however often it is sent.
        id = field("id") ?? UUID().uuidString.lowercased()
        text = field("text") ?? ""
        reportedAt = now.rfc3339(utcOffset: utcOffset)
        (kind, urgency, address) = (field("kind"), field("urgency"), field("address"))
        community = field("community") ?? place
        let (name, phone) = (field("name"), field("phone"))
        reporter = Reporter(name: name, phone: phone, anonymous: name == nil && phone == nil)
    }

    /// Puts it on its channel's topic; the case comes once it was classified.
    ///
    /// - Returns: the number that the case will have.
    /// - Throws: 400 with what is wrong in it; what became of sending it.
    func publish(on channel: String, _ intake: Intake, trace: String?) async throws(WebError) -> CaseNumber {
        let json = json
        var reader = ReportReader()
        do throws(ReportError) {
            try reader.read(json.span.bytes)
        } catch {
            throw .wrongField(error.field, error.expected)
        }
        do throws(IntakeError) {
            try await intake.publish(report: json, id: id, channel: channel, trace: trace)
        } catch {
            throw WebError(error)
        }
        return CaseNumber(channel: channel, id: id.utf8.span)
    }

    private var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { [UInt8]($0) } ?? []
    }
}
