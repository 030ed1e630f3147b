import BrokerTestKit
import Foundation
import Kafka
import Testing

/// Each command as people run it, in a process of its own, against a broker all share.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct CommandTests {}

/// Names the shared broker to the program.
func brokerVariable() throws -> [String: String] {
    ["QIAOMEN_BROKER": try TestBroker.broker.address]
}

/// A channel that nobody else uses, its topic made.
func newChannel() throws -> String {
    let name = TestBroker.freshName("channel")
    try TestBroker.broker.createTopic("reports.\(name)", partitions: 3)
    return name
}

extension Program.Outcome {
    /// Standard output as one JSON value.
    var json: Any? { try? JSONSerialization.jsonObject(with: Data(output.utf8)) }
}
