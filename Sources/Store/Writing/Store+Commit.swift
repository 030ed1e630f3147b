import GRDB

/// The write path.
extension Store {
    /// Writes a step: all of it, or nothing.
    ///
    /// - Throws: ``StoreError/offsetMoved(topic:partition:expected:found:)`` if another tracker has written meanwhile.
    package func commit(_ step: TrackingStep) throws(StoreError) {
    }
}
