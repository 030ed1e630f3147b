import Classification
import Foundation
import Hotline
package import WorkTime

/// Makes up one report after another, the same ones for the same seed.
package struct ResidentSimulation: Sendable {
    /// One made-up message, as a hotline would send it.
    package struct Message: Sendable {
        package var channel: String
        package var id: String
        package var value: [UInt8]
        /// False where the message is broken on purpose.
        package var isReadable: Bool
    }

    private var random: SplitMix
    private var count = 0
    private let brokenShare: Double
    private let channels: [String]
    private let prefix: String
    private let entersLate: Bool
    /// Wishes that others may endorse.
    private var wishes: [CaseNumber] = []

    /// - Parameters:
    ///   - channels: ids of the channels that the reports come on.
    ///   - brokenShare: which part of the messages nobody can read, 0 to 1.
    ///   - prefix: stands before each report's id.
    ///   - entersLate: whether what is said at meetings is entered some hours later.
    package init(
        seed: UInt64, channels: [String], brokenShare: Double = 0, prefix: String = "", entersLate: Bool = false
    ) {
        random = SplitMix(seed: seed)
        self.channels = channels
        self.brokenShare = brokenShare
        self.prefix = prefix
        self.entersLate = entersLate
    }

    /// The next message, entered at `now`.
    package mutating func next(at now: Instant) -> Message {
        count += 1
        let channel = channels.randomElement(using: &random) ?? "hotline"
        let id = "\(prefix)\(channel)-\(count)"
        let matter = ResidentVoices.matters[Int.random(in: 0..<ResidentVoices.matters.count, using: &random)]
        let places = ResidentVoices.places.filter { matter.communities?.contains($0.community) ?? true }
        let place = places.randomElement(using: &random)
        let opening = ResidentVoices.openings.randomElement(using: &random) ?? ""
        let closing = ResidentVoices.closings.randomElement(using: &random) ?? ""
        let isMeeting = channel != "hotline" && channel != "open311" && channel != "forum"
        let delay = entersLate && isMeeting ? Int64.random(in: 0..<20 * 3_600_000, using: &random) : 0
        var report = SimulatedReport(
            id: id, title: matter.title, text: opening + matter.text + closing,
            reportedAt: Instant(milliseconds: now.milliseconds - delay).rfc3339(utcOffset: 8 * 3600),
            address: place?.address, kind: matter.kind, urgency: happens(0.04) ? "urgent" : nil,
            reporter: .init(phone: "1380000\(Int.random(in: 1_000...9_999, using: &random))", anonymous: happens(0.06)),
            gathering: channel == "evening" ? .init(kind: "幸福夜话", place: place?.community, participants: 23) : nil)
        if channel == "hotline" { addCity(to: &report, at: now) }
        if matter.kind == "wish" { addWish(to: &report, on: channel) }
        var value = (try? JSONEncoder.forReports.encode(report)).map { Array($0) } ?? []
        let isBroken = happens(brokenShare)
        if isBroken { value.removeLast(value.count / 3) }
        return Message(channel: channel, id: id, value: value, isReadable: !isBroken)
    }

    private mutating func happens(_ chance: Double) -> Bool { Double.random(in: 0..<1, using: &random) < chance }

    /// The city's platform has numbers, and deadlines, of its own.
    private mutating func addCity(to report: inout SimulatedReport, at now: Instant) {
        report.externalId = happens(0.5) ? "XF2026\(count)" : nil
        guard happens(0.2) else { return }
        let hours = Int64.random(in: 20...300, using: &random)
        report.externalDueAt = Instant(milliseconds: now.milliseconds + hours * 3_600_000).rfc3339(utcOffset: 8 * 3600)
    }

    /// 附议: some who wish for something have heard of it from others.
    private mutating func addWish(to report: inout SimulatedReport, on channel: String) {
        if happens(0.35) { report.inReplyTo = wishes.randomElement(using: &random)?.description }
        let id = Array(report.id.utf8)
        wishes.append(CaseNumber(channel: channel, id: id.span))
        if wishes.count > 20 { wishes.removeFirst() }
    }
}

private struct SimulatedReport: Encodable {
    struct Reporter: Encodable {
        var phone: String
        var anonymous: Bool
    }

    struct Gathering: Encodable {
        var kind: String
        var place: String?
        var participants: Int
    }

    var id: String
    var title: String
    var text: String
    var reportedAt: String
    var address: String?
    var kind: String?
    var urgency: String?
    var reporter: Reporter
    var externalId: String?
    var externalDueAt: String?
    var inReplyTo: String?
    var gathering: Gathering?
}

extension JSONEncoder {
    fileprivate static let forReports: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()
}
