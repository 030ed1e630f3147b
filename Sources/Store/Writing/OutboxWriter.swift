import GRDB
import Hotline

/// What others are to be told, and the rungs that are told with it.
struct OutboxWriter {
    private var record: RowStatement
    private var told: RowStatement

    init(_ db: Database) throws {
        record = try RowStatement(
            db,
            """
            INSERT INTO outbox(topic, key, id, value, bodyOf, headers, timestamp) VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        told = try RowStatement(
            db,
            """
            INSERT INTO told(id, number, clock, round, percent, ladder, level, department, due, toldAt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """)
    }

    consuming func write(_ step: TrackingStep) throws {
        for record in step.outbox { try write(record) }
        for rung in step.told { try write(rung) }
    }

    private mutating func write(_ new: OutboxRecord) throws {
        record.bind(new.topic)
        record.bind(new.key)
        record.bind(new.id)
        switch new.value {
        case .bytes(let bytes):
            record.bind(bytes)
            record.bindNull()
        case .null:
            record.bindNull()
            record.bindNull()
        case .body(let number):
            record.bindNull()
            record.bind(number)
        }
        record.bind(new.headers.isEmpty ? nil : OutboxHeaders.encode(new.headers))
        record.bind(new.timestamp)
        try record.run()
    }

    private mutating func write(_ new: ToldRung) throws {
        told.bind(new.rung.id)
        told.bind(new.rung.caseNumber)
        told.bind(new.rung.clock.rawValue)
        told.bind(new.rung.round)
        told.bind(new.rung.percent)
        told.bind(new.rung.ladder.rawValue)
        told.bind(new.rung.level)
        told.bind(new.rung.department)
        told.bind(new.rung.due)
        told.bind(new.at)
        try told.run()
    }
}

/// Headers in one column: of each the length of its name, its name, the length of its value, its value; lengths are four
/// bytes, the least first.
enum OutboxHeaders {
    static func encode(_ headers: [OutboxRecord.Header]) -> [UInt8] {
        var bytes: [UInt8] = []
        for header in headers {
            append(Array(header.name.utf8), to: &bytes)
            append(header.value, to: &bytes)
        }
        return bytes
    }

    /// The headers; nil if these are none.
    static func decode(_ bytes: [UInt8]) -> [OutboxRecord.Header]? {
        var rest = bytes[...]
        var headers: [OutboxRecord.Header] = []
        while !rest.isEmpty {
            guard let name = next(&rest), let value = next(&rest) else { return nil }
            headers.append(OutboxRecord.Header(String(decoding: name, as: UTF8.self), Array(value)))
        }
        return headers
    }

    private static func append(_ part: [UInt8], to bytes: inout [UInt8]) {
        withUnsafeBytes(of: UInt32(part.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: part)
    }

    private static func next(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard rest.count >= 4 else { return nil }
        let count = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(4)
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}
