import Classification
import Foundation
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

    /// - Parameters:
    ///   - channels: ids of the channels that the reports come on.
    ///   - brokenShare: which part of the messages nobody can read, 0 to 1.
    package init(seed: UInt64, channels: [String], brokenShare: Double = 0) {
        random = SplitMix(seed: seed)
        self.channels = channels
        self.brokenShare = brokenShare
    }

    /// The next message, reported at `now`.
    package mutating func next(at now: Instant) -> Message {
        count += 1
        let channel = channels.randomElement(using: &random) ?? "hotline"
        let id = "\(channel)-\(count)"
        let matter = ResidentVoices.matters[Int.random(in: 0..<ResidentVoices.matters.count, using: &random)]
        let places = ResidentVoices.places.filter { matter.communities?.contains($0.community) ?? true }
        let place = places.randomElement(using: &random)
        let opening = ResidentVoices.openings.randomElement(using: &random) ?? ""
        let closing = ResidentVoices.closings.randomElement(using: &random) ?? ""
        let report = SimulatedReport(
            id: id, title: matter.title, text: opening + matter.text + closing,
            reportedAt: now.rfc3339(utcOffset: 8 * 3600), address: place?.address, kind: matter.kind,
            gathering: channel == "evening" ? .init(kind: "幸福夜话", place: place?.community, participants: 23) : nil)
        var value = (try? JSONEncoder.forReports.encode(report)).map { Array($0) } ?? []
        let isBroken = Double.random(in: 0..<1, using: &random) < brokenShare
        if isBroken { value.removeLast(value.count / 3) }
        return Message(channel: channel, id: id, value: value, isReadable: !isBroken)
    }
}

private struct SimulatedReport: Encodable {
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
    var gathering: Gathering?
}

extension JSONEncoder {
    fileprivate static let forReports: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }()
}
