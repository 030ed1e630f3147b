import GRDB

/// Offsets, by compare-and-set: a tracker that was paused and goes on beside another one writes nothing.
struct OffsetWriter {
    private var known: RowStatement
    private var new: RowStatement

    init(_ db: Database) throws {
        known = try RowStatement(db, "SELECT next FROM offsets WHERE topic = ? AND partition = ?")
        new = try RowStatement(db, "INSERT OR REPLACE INTO offsets(topic, partition, next) VALUES (?, ?, ?)")
    }

    consuming func write(_ moves: [OffsetMove]) throws {
        for move in moves {
            known.bind(move.topic)
            known.bind(Int64(move.partition))
            let found = try known.run() ?? 0
            guard found == move.from else {
                throw StoreError.offsetMoved(
                    topic: move.topic, partition: move.partition, expected: move.from, found: found)
            }
            new.bind(move.topic)
            new.bind(Int64(move.partition))
            new.bind(move.to)
            try new.run()
        }
    }
}
