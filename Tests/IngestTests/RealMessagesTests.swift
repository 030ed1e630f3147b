import Classification
import Foundation
import Hotline
import Ingest
import Testing

/// Measurements on real messages, which are not part of the project: set `QIAOMEN_LABELLED` and `QIAOMEN_MESSAGES` to
/// files of JSON lines with `title` and `text` (and `area`), and run the tests in release.
@Suite("Real messages", .timeLimit(.minutes(1)))
struct RealMessagesTests {
    struct Message: Decodable {
        var title: String?
        var text: String
        var area: String?
    }

    static func messages(_ variable: String) throws -> [Message] {
        let path = ProcessInfo.processInfo.environment[variable] ?? ""
        let lines = try Data(contentsOf: URL(filePath: path)).split(separator: UInt8(ascii: "\n"))
        return try lines.map { try JSONDecoder().decode(Message.self, from: $0) }
    }

    static func isGiven(_ variable: String) -> Bool {
        ProcessInfo.processInfo.environment[variable] != nil
    }

    @Test("The words' accuracy and macro F1 on labelled messages", .enabled(if: isGiven("QIAOMEN_LABELLED")))
    func accuracy() throws {
        let district = try shippedDistrict()
        let dispatcher = Dispatcher(district: district)
        var verdicts: [(confidence: Double, area: String, truth: String)] = []
        for message in try Self.messages("QIAOMEN_LABELLED") {
            let decision = dispatcher.decide(title: message.title, message.text)
            verdicts.append((decision.confidence, decision.area, message.area ?? ""))
        }
        let scores = district.areas.map { area in
            let right = Double(verdicts.count { $0.area == area.id && $0.truth == area.id })
            let told = Double(verdicts.count { $0.area == area.id })
            let actual = Double(verdicts.count { $0.truth == area.id })
            print(area.id, "precision", right / told, "recall", right / actual, "F1", 2 * right / (told + actual))
            return 2 * right / (told + actual)
        }
        let accuracy = Double(verdicts.count { $0.area == $0.truth }) / Double(verdicts.count)
        let macro = scores.reduce(0, +) / Double(scores.count)
        print("accuracy", accuracy, "macro F1", macro)
        for step in 0...18 {
            let threshold = Double(step) / 20
            let kept = verdicts.filter { $0.confidence >= threshold }
            let named = kept.filter { $0.area != Area.otherID }
            print(
                "threshold", threshold, "kept", Double(kept.count) / Double(verdicts.count), "right",
                Double(kept.count { $0.area == $0.truth }) / Double(kept.count), "| not other", named.count, "right",
                Double(named.count { $0.area == $0.truth }) / Double(max(1, named.count)))
        }
        #expect(accuracy > 0.9)
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
