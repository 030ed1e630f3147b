import GRDB
import Hotline

/// Events that were refused, and those that wait for their case.
struct EventWriter {
    private var refused: RowStatement
    private var kept: RowStatement
    private var removed: RowStatement

    /// An identity belongs to the event that had it first.
    static let insertion = """
        INSERT INTO events(topic, id, replay, number, seq, at, recordedAt, action, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """

    init(_ db: Database) throws {
        refused = try RowStatement(db, Self.insertion)
        kept = try RowStatement(
            db,
            """
            INSERT OR REPLACE INTO early(topic, "offset", number, recordedAt, replay, json) VALUES (?, ?, ?, ?, ?, ?)
            """)
        removed = try RowStatement(db, "DELETE FROM early WHERE topic = ? AND \"offset\" = ?")
    }

    consuming func write(_ step: TrackingStep) throws {
        for event in step.refused {
            refused.bind(event.identity)
            refused.bind(event.number)
            refused.bindNull()
            refused.bind(event.at)
            refused.bind(event.recordedAt)
            refused.bind(event.action.rawValue)
            refused.bind(hex: event.body)
            try refused.run()
        }
        for event in step.earlyKept {
            kept.bind(event.place.topic)
            kept.bind(event.place.offset)
            kept.bind(event.number)
            kept.bind(event.recordedAt)
            kept.bind(event.replay)
            kept.bind(event.json)
            try kept.run()
        }
        for place in step.earlyRemoved {
            removed.bind(place.topic)
            removed.bind(place.offset)
            try removed.run()
        }
    }
}
