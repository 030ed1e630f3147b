import CRdKafka

/// Many records in one growing block of memory, to be produced at once.
///
/// Build: `begin`, any number of `header`, `end`; spans are copied into the block. librdkafka reads the values
/// straight out of it, so it must not be changed from `produce` until the completion has come; then `reset()` and use
/// it again.
///
/// `@unchecked Sendable` because it has one user at a time: who builds it, then the producer until its completion.
package final class RecordBuffer: @unchecked Sendable {
    /// Where something lies in the block; a length of -1 is an absent value.
    struct Slice {
        var offset = 0
        var count = -1
    }

    /// One record. It is the `opaque` of its message, so the array of these must not move while it is lent.
    struct Entry {
        var topic: Int32
        var partition: Int32
        var record: Int32
        var headerCount: Int32
        var firstHeader: Int
        var source: Int
        var timestamp: Int64
        var key = Slice()
        var value = Slice()
        var submission: UnsafeMutableRawPointer?
    }

    struct HeaderSlices {
        var name: Slice
        var value: Slice
    }

    private static let keptBytes = 16 << 20
    private static let keptRecords = 65_536

    private var block: UnsafeMutableRawPointer?
    private var capacity = 0
    private var entryCapacity = 0
    private(set) var entries: UnsafeMutablePointer<Entry>?
    private(set) var headers: [HeaderSlices] = []
    private(set) var topics: [String] = []
    private var topicIndices: [String: Int] = [:]
    /// Set by the producer between `produce` and the completion.
    var isLent = false

    /// How many records it holds.
    package private(set) var count = 0
    /// How many bytes of keys, values and headers it holds.
    package private(set) var byteCount = 0

    package init() {}

    deinit {
        block?.deallocate()
        entries?.deallocate()
    }

    /// Forgets the records. Memory is kept for the next use, up to a bound; topics keep their indices.
    package func reset() {
        precondition(!isLent, "a record buffer is being produced")
        count = 0
        byteCount = 0
        headers.removeAll(keepingCapacity: count <= Self.keptRecords)
        if capacity > Self.keptBytes {
            block?.deallocate()
            (block, capacity) = (nil, 0)
        }
        if entryCapacity > Self.keptRecords {
            entries?.deallocate()
            (entries, entryCapacity) = (nil, 0)
        }
    }

    /// The topic's number in this buffer: ask once and keep it.
    package func topicIndex(_ name: String) -> Int {
        if let index = topicIndices[name] { return index }
        topicIndices[name] = topics.count
        topics.append(name)
        return topics.count - 1
    }

    /// Begins a record.
    /// - Parameters:
    ///   - topic: from `topicIndex`.
    ///   - source: the caller's own number, given back with failures and asked of `isIncluded`.
    ///   - timestamp: milliseconds since 1970; nil is now.
    package func begin(topic: Int, source: Int, timestamp: Int64? = nil) {
        begin(topic: topic, source: source, timestamp: timestamp, partition: RD_KAFKA_PARTITION_UA)
    }

    func begin(topic: Int, source: Int, timestamp: Int64?, partition: Int32) {
        precondition(!isLent, "a record buffer is being produced")
        let entries = roomForEntry()
        (entries + count).initialize(
            to: Entry(
                topic: Int32(truncatingIfNeeded: topic), partition: partition,
                record: Int32(truncatingIfNeeded: count), headerCount: 0, firstHeader: headers.count, source: source,
                timestamp: timestamp ?? 0))
    }

    /// Adds a header to the record that was begun; nil is a header without value.
    package func header(_ name: StaticString, _ value: RawSpan?) {
        let text = name.withUTF8Buffer { store(UnsafeRawBufferPointer($0), terminated: true) }
        add(text, value)
    }

    /// Adds a header to the record that was begun; nil is a header without value. A name ends at its first NUL byte.
    package func header(_ name: RawSpan, _ value: RawSpan?) {
        let text = name.withUnsafeBytes { store($0, terminated: true) }
        add(text, value)
    }

    /// Ends the record. Nil and empty differ.
    package func end(key: RawSpan?, value: RawSpan?) {
        let (key, value) = (store(key), store(value))
        guard let entries else { return }
        entries[count].key = key
        entries[count].value = value
        entries[count].headerCount = Int32(truncatingIfNeeded: headers.count - entries[count].firstHeader)
        count += 1
    }

    /// The address of a slice; nil if its value is absent. An empty value has an address too, by which librdkafka
    /// tells it from an absent one.
    func address(of slice: Slice) -> UnsafeMutableRawPointer? {
        slice.count < 0 ? nil : block.map { $0 + slice.offset }
    }

    private func add(_ name: Slice, _ value: RawSpan?) {
        headers.append(HeaderSlices(name: name, value: store(value)))
    }

    private func store(_ span: RawSpan?) -> Slice {
        guard let span else { return Slice() }
        return span.withUnsafeBytes { store($0, terminated: false) }
    }

    private func store(_ bytes: UnsafeRawBufferPointer, terminated: Bool) -> Slice {
        let size = bytes.count + (terminated ? 1 : 0)
        let target = room(for: max(size, 1)) + byteCount
        if let base = bytes.baseAddress { target.copyMemory(from: base, byteCount: bytes.count) }
        if terminated { target.storeBytes(of: 0, toByteOffset: bytes.count, as: UInt8.self) }
        let slice = Slice(offset: byteCount, count: bytes.count)
        byteCount += size
        return slice
    }

    private func room(for size: Int) -> UnsafeMutableRawPointer {
        if let block, byteCount + size <= capacity { return block }
        let grown = max(1024, capacity * 2, byteCount + size)
        let new = UnsafeMutableRawPointer.allocate(byteCount: grown, alignment: 16)
        if let block {
            new.copyMemory(from: block, byteCount: byteCount)
            block.deallocate()
        }
        (block, capacity) = (new, grown)
        return new
    }

    private func roomForEntry() -> UnsafeMutablePointer<Entry> {
        if let entries, count < entryCapacity { return entries }
        let grown = max(4, entryCapacity * 2)
        let new = UnsafeMutablePointer<Entry>.allocate(capacity: grown)
        if let entries {
            new.moveInitialize(from: entries, count: count)
            entries.deallocate()
        }
        (entries, entryCapacity) = (new, grown)
        return new
    }
}
