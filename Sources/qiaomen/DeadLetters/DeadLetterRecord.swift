package import Kafka
import Pipeline

/// A dead letter as it lies in its topic: the message that could not be worked on, and the headers that say why.
package struct DeadLetterRecord: Sendable {
    /// The record, ours and the original's headers together.
    package let message: OwnedMessage
    private let ours: [String: String]

    /// Takes a record of a dead-letter topic.
    package init(_ message: OwnedMessage) {
        self.message = message
        // The last of a name rules: an original may itself have been a dead letter once.
        ours = message.headers.reduce(into: [:]) { values, header in
            if Self.isOurs(header.name) { values[header.name] = Self.text(header.value) }
        }
    }

    /// Where it lies.
    package var position: DeadLetterPosition {
        DeadLetterPosition(partition: message.partition, offset: message.offset)
    }
    /// The topic it came from.
    package var topic: String? { ours["\(DeadLetterHeader.topic)"] }
    /// Its partition there.
    package var partition: Int32? { ours["\(DeadLetterHeader.partition)"].flatMap { Int32($0) } }
    /// Its offset there.
    package var offset: Int64? { ours["\(DeadLetterHeader.offset)"].flatMap { Int64($0) } }
    /// Where in the work it failed.
    package var stage: String? { ours["\(DeadLetterHeader.stage)"] }
    /// The kind of failure.
    package var errorClass: String? { ours["\(DeadLetterHeader.errorClass)"] }
    /// Why it failed.
    package var reason: String? { ours["\(DeadLetterHeader.message)"] }
    /// How often it was tried.
    package var attempts: Int? { ours["\(DeadLetterHeader.attempts)"].flatMap { Int($0) } }
    /// When it failed first, RFC 3339.
    package var firstFailed: String? { ours["\(DeadLetterHeader.firstFailed)"] }
    /// The size of a value that was left in its topic because no broker would take it again; nil where it is here.
    package var omittedBytes: Int? { ours["\(DeadLetterHeader.omitted)"].flatMap { Int($0) } }
    /// How often it has been sent to its topic again.
    package var replays: Int { ours["\(DeadLetterHeader.replay)"].flatMap { Int($0) } ?? 0 }

    /// The headers it goes back to its topic with: the original's, without what was added here, and the number of the
    /// replay, which makes it a new message to all that know the old one.
    package var replayHeaders: [Header] {
        message.headers.filter { !Self.isOurs($0.name) }
            + [Header("\(DeadLetterHeader.replay)", String(replays + 1))]
    }

    private static let names: Set<String> = [
        "\(DeadLetterHeader.attempts)", "\(DeadLetterHeader.firstFailed)", "\(DeadLetterHeader.group)",
        "\(DeadLetterHeader.omitted)", "\(DeadLetterHeader.replay)",
    ]

    private static func isOurs(_ name: String) -> Bool {
        name.hasPrefix("__connect.") || names.contains(name)
    }

    private static func text(_ value: [UInt8]?) -> String {
        value.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
