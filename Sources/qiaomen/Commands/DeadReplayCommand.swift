import ArgumentParser
import Dispatch
import Kafka
import Synchronization

struct DeadReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Sends dead letters to their topics again.",
        discussion: """
            Each goes back with its own key, value and headers, and a header qiaomen-replay with the number of the replay, \
            which makes it a new message to all that know the old one. It stays among the dead letters, too. --all takes \
            what is there at the start, once each; one that fails again becomes a new dead letter.

            At the end one JSON object on standard output: replayed, failed.
            """)

    @Argument(help: ArgumentHelp("Where they lie, as dead list says.", valueName: "partition:offset"))
    var positions: [DeadLetterPosition] = []

    @Flag(help: "All that are there now.")
    var all = false

    @OptionGroup var options: DeadOptions

    mutating func validate() throws {
        guard all == positions.isEmpty else { throw ValidationError("expected PARTITION:OFFSET … or --all") }
    }

    func run() async throws {
        let topic = try await options.open()
        let stop = StopRequest.bySignal()
        let producer = try Producer(topic.cluster.configuration, logger: topic.logger)
        let replay = DeadLetterReplay(topic, to: producer, stop: stop)
        if all {
            try await topic.readAll(until: stop) { record in
                try replay.send(record)
                return true
            }
        } else {
            for position in try await topic.read(Set(positions), until: stop, replay.send) where !stop.isMade {
                replay.fail("\(options.topic) has no record at \(position)")
            }
        }
        try await replay.sendOmitted()
        try await blocking { replay.finish() }
        _ = await producer.closed(within: .seconds(5))
        print("{\"replayed\":\(replay.replayed),\"failed\":\(replay.failed)}")
        if replay.failed > 0 || stop.isMade { throw CommandFailure(said: .failed) }
    }
}
