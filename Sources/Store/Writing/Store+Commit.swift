import GRDB
import Synchronization

/// The write path.
extension Store {
    /// Writes a step: all of it, or nothing.
    ///
    /// - Throws: ``StoreError/offsetMoved(topic:partition:expected:found:)`` if another tracker has written meanwhile.
    package func commit(_ step: TrackingStep) throws(StoreError) {
        try write { db in
            // First what may refuse the step.
            try OffsetWriter(db).write(step.offsets)
            // Before the cases, which remember refused events too, but less of them.
            try EventWriter(db).write(step)
            try CaseWriter(db, calendars).write(step.cases)
            try OutboxWriter(db).write(step)
            try LinkWriter(db).write(step.links)
        }
        written.add(1, ordering: .releasing)
    }
}
