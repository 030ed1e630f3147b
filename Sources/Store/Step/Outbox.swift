package import Hotline
package import WorkTime

/// Something that others are to be told: a record that will be sent once the step is written.
package struct OutboxRecord: Sendable, Hashable {
    /// What the record's value is.
    package enum Value: Sendable, Hashable {
        /// These bytes.
        case bytes([UInt8])
        /// No value.
        case null
        /// The case's JSON, as it is when the record is sent: on the way, newer states overtake older ones.
        case body(of: CaseNumber)
    }

    /// A header of the record.
    package struct Header: Sendable, Hashable {
        /// Its name.
        package let name: String
        /// Its value.
        package let value: [UInt8]

        package init(_ name: String, _ value: [UInt8]) {
            self.name = name
            self.value = value
        }
    }

    /// The topic that it goes to.
    package var topic: String
    /// The record's key.
    package var key: [UInt8]?
    /// What a repeat is recognised by.
    package var id: String
    /// The record's value.
    package var value: Value
    /// The record's headers, in order.
    package var headers: [Header]
    /// The record's timestamp; nil for that of its sending.
    package var timestamp: Instant?

    package init(
        topic: String, key: [UInt8]?, id: String, value: Value, headers: [Header] = [], timestamp: Instant? = nil
    ) {
        self.topic = topic
        self.key = key
        self.id = id
        self.value = value
        self.headers = headers
        self.timestamp = timestamp
    }
}

/// A record that waits to be sent.
package struct OutboxEntry: Sendable, Hashable {
    /// Its place: entries are sent strictly in this order.
    package let sequence: Int64
    /// The topic that it goes to.
    package let topic: String
    /// The record's key.
    package let key: [UInt8]?
    /// What a repeat is recognised by.
    package let id: String
    /// The record's value; of a case its JSON as it is now.
    package let value: [UInt8]?
    /// The record's headers, in order.
    package let headers: [OutboxRecord.Header]
    /// The record's timestamp; nil for that of its sending.
    package let timestamp: Instant?
}
