import Dispatch
import Kafka

/// Sends what a file or standard input holds, and says at the end what became of it.
struct BulkSending: Sendable {
    /// A file; nil or `-` is standard input.
    var path: String?
    /// What is sent, in the plural.
    var noun: String

    /// Sends it, until the end or a stop, and prints one JSON object.
    ///
    /// - Parameter send: sends all; gives the number of lines or rows that it left out.
    /// - Throws: `CommandFailure` if anything was left out or refused by the broker.
    func run(
        to producer: Producer,
        _ send: @escaping @Sendable (borrowing InputSource, InFlight, StopRequest) throws -> Int
    ) async throws {
        let stop = StopRequest.bySignal()
        let start = ContinuousClock.now
        let flight = InFlight(producer) { failure in tell("line \(failure.source): \(failure.error)") }
        let path = path
        let refused = try await blocking {
            let input = try InputSource(path: path)
            let refused = try send(input, flight, stop)
            flight.wait(unless: stop, grace: .seconds(5))
            return refused
        }
        let undelivered = await producer.closed(within: .seconds(5))
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let published = flight.acknowledged
        print(
            """
            {"published":\(published),"refused":\(refused),"failed":\(flight.failed),"seconds":\(rounded(seconds)),\
            "perSecond":\(rounded(Double(published) / seconds))}
            """)
        if stop.isMade { tell("stopped before the end; \(undelivered) \(noun) were not acknowledged") }
        if refused > 0 || flight.failed > 0 || stop.isMade { throw CommandFailure(said: .failed) }
    }
}
