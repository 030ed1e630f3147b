import Dispatch
import Synchronization

/// Items fewer than this are not worth a lane of their own.
private let smallestSlice = 32

/// Maps items in lanes that run at the same time, and waits for them; their order stays. Never called on Swift's
/// cooperative pool.
func inLanes<Item: Sendable, Result: Sendable>(
    _ items: [Item], atMost limit: Int, _ body: @Sendable (Item) -> Result
) -> [Result] {
    let lanes = max(1, min(limit, items.count / smallestSlice))
    guard lanes > 1 else { return items.map(body) }
    let results = Mutex([[Result]](repeating: [], count: lanes))
    DispatchQueue.concurrentPerform(iterations: lanes) { lane in
        let slice = items[items.count * lane / lanes..<items.count * (lane + 1) / lanes]
        let mapped = slice.map(body)
        results.withLock { $0[lane] = mapped }
    }
    return results.withLock { Array($0.joined()) }
}
