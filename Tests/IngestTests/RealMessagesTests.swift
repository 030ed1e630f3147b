import Classification
import Foundation
import Hotline
import Ingest
import Testing

/// Measurements on real messages, which are not part of the project: set `QIAOMEN_MESSAGES` to a file of JSON lines with
/// `title` and `text`, and run the tests in release. How well areas are told is measured by `qiaomen evaluate`.
@Suite("Real messages", .timeLimit(.minutes(1)))
struct RealMessagesTests {
    struct Message: Decodable {
        var title: String?
        var text: String
    }

    static func messages(_ variable: String) throws -> [Message] {
        let path = ProcessInfo.processInfo.environment[variable] ?? ""
        let lines = try Data(contentsOf: URL(filePath: path)).split(separator: UInt8(ascii: "\n"))
        return try lines.map { try JSONDecoder().decode(Message.self, from: $0) }
    }

    static func isGiven(_ variable: String) -> Bool {
        ProcessInfo.processInfo.environment[variable] != nil
    }

    @Test("The time of one decision, and the danger words met", .enabled(if: isGiven("QIAOMEN_MESSAGES")))
    func time() throws {
        let dispatcher = Dispatcher(district: try shippedDistrict())
        let address = [UInt8]("柿铺街道白湾社区三组".utf8)
        // As long as a report is: title and text, cut to 1,500 characters, about 1.25 kB.
        let reports = try Self.messages("QIAOMEN_MESSAGES").map { message in
            (
                title: [UInt8]((message.title ?? "").utf8),
                text: [UInt8](((message.title ?? "") + " " + message.text).prefix(1500).utf8)
            )
        }
        let bytes = reports.reduce(0) { $0 + $1.title.count + $1.text.count + address.count }
        var scratch = DispatchScratch()
        var best = Swift.Duration.seconds(1000)
        var urgencies: [Urgency: Int] = [:]
        for round in 0..<25 {
            let start = ContinuousClock.now
            for report in reports {
                let decision = dispatcher.decide(
                    community: nil, address: address.span, title: report.title.span, text: report.text.span,
                    channel: "hotline", kind: .help, urgency: .normal, scratch: &scratch)
                if round == 0 { urgencies[decision.urgency, default: 0] += 1 }
            }
            best = min(best, ContinuousClock.now - start)
        }
        print(
            reports.count, "reports of", bytes / reports.count, "bytes:", best / reports.count, "each; urgencies",
            urgencies)
    }
}
