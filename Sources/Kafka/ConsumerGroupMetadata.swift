import CRdKafka

/// Who a consumer is in its group, by which a transaction's offsets are fenced.
///
/// `@unchecked Sendable` because librdkafka's object never changes.
package final class ConsumerGroupMetadata: @unchecked Sendable {
    let pointer: OpaquePointer

    /// Takes over the object.
    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { rd_kafka_consumer_group_metadata_destroy(pointer) }
}
