import Hummingbird
import Synchronization

/// How many event streams are open: each keeps a connection for hours, so there is a bound.
package final class StreamSlots: Sendable {
    private let limit: Int
    private let taken = Atomic(0)

    package init(limit: Int = 500) {
        self.limit = limit
    }

    /// One stream's place, free again when nobody holds this any more.
    package final class Slot: Sendable {
        private let slots: StreamSlots

        fileprivate init(_ slots: StreamSlots) { self.slots = slots }
        deinit { slots.taken.subtract(1, ordering: .relaxed) }
    }

    /// How many are open.
    package var count: Int { taken.load(ordering: .relaxed) }

    /// Takes a place.
    ///
    /// - Throws: 503 if all are taken.
    package func take() throws(WebError) -> Slot {
        guard taken.add(1, ordering: .relaxed).newValue <= limit else {
            taken.subtract(1, ordering: .relaxed)
            throw WebError(
                .serviceUnavailable, "too-many-streams", zh: "实时连接已满，请稍后再试",
                en: "Too many live connections. Please try again soon.", retryAfter: 30)
        }
        return Slot(self)
    }
}
