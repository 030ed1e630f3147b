/// One header of a record. Names may repeat; a value may be absent.
package struct Header: Sendable, Hashable {
    package var name: String
    package var value: [UInt8]?

    package init(name: String, value: [UInt8]?) {
        self.name = name
        self.value = value
    }

    /// A header of text.
    package init(_ name: String, _ value: String) {
        self.init(name: name, value: Array(value.utf8))
    }
}

/// A record to be sent on its own. Nil and empty differ, in keys, values and headers' values.
package struct Record: Sendable {
    package var topic: String
    /// Nil lets the key decide (murmur2, as Java's clients do), which is the rule.
    package var partition: Int32?
    package var key: [UInt8]?
    package var value: [UInt8]?
    package var headers: [Header]
    /// Milliseconds since 1970; nil is now.
    package var timestamp: Int64?

    package init(
        topic: String, partition: Int32? = nil, key: [UInt8]?, value: [UInt8]?, headers: [Header] = [],
        timestamp: Int64? = nil
    ) {
        self.topic = topic
        self.partition = partition
        self.key = key
        self.value = value
        self.headers = headers
        self.timestamp = timestamp
    }
}

/// Where a record was written.
package struct RecordPosition: Sendable, Hashable {
    package let topic: String
    package let partition: Int32
    /// -1001 if the broker acknowledged a repeat whose offset librdkafka does not know.
    package let offset: Int64

    package init(topic: String, partition: Int32, offset: Int64) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
    }
}

/// A message as Swift values, for tools and tests.
package struct OwnedMessage: Sendable, Hashable {
    package let topic: String
    package let partition: Int32
    package let offset: Int64
    /// Milliseconds since 1970; nil if the record has none.
    package let timestamp: Int64?
    package let key: [UInt8]?
    package let value: [UInt8]?
    /// In order, duplicates kept.
    package let headers: [Header]

    package init(
        topic: String, partition: Int32, offset: Int64, timestamp: Int64?, key: [UInt8]?, value: [UInt8]?,
        headers: [Header] = []
    ) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.timestamp = timestamp
        self.key = key
        self.value = value
        self.headers = headers
    }
}
