import ArgumentParser

/// Where a dead letter lies in its topic, as people write it: `PARTITION:OFFSET`.
package struct DeadLetterPosition: Hashable, Sendable, CustomStringConvertible {
    /// The partition, from 0.
    package var partition: Int32
    /// The offset, from 0.
    package var offset: Int64

    /// A position.
    package init(partition: Int32, offset: Int64) {
        self.partition = partition
        self.offset = offset
    }

    /// Reads `PARTITION:OFFSET`; nil if it is none.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let partition = Int32(parts[0]), let offset = Int64(parts[1]), partition >= 0,
            offset >= 0
        else { return nil }
        self.init(partition: partition, offset: offset)
    }

    package var description: String { "\(partition):\(offset)" }
}

extension DeadLetterPosition: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
