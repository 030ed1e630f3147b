import Kafka
import Synchronization

/// Waits for the last of several deliveries and passes their failures on together.
final class Deliveries: Sendable {
    private let state: Mutex<(open: Int, failures: [DeliveryFailure])>
    private let onLast: @Sendable ([DeliveryFailure]) -> Void

    init(count: Int, onLast: @escaping @Sendable ([DeliveryFailure]) -> Void) {
        state = Mutex((count, []))
        self.onLast = onLast
        if count == 0 { onLast([]) }
    }

    @Sendable func completed(_ failures: [DeliveryFailure]) {
        let all = state.withLock { state -> [DeliveryFailure]? in
            state.open -= 1
            state.failures += failures
            return state.open == 0 ? state.failures : nil
        }
        if let all { onLast(all) }
    }
}
