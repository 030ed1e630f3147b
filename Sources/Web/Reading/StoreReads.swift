import Dispatch
package import Hotline
package import Store
import Synchronization

/// The store's reads at the edge to Swift concurrency: they block, so they run on a queue of Dispatch's, a few at once;
/// some more wait, and what is beyond those is refused.
///
/// The store need not exist yet: it is opened when the first read finds it, and anew when another file has taken its
/// place.
package final class StoreReads: Sendable {
    /// As many as the store has connections for readers.
    private static let atOnce = 5
    /// Beyond these somebody waits longer than people do.
    private static let waiting = 500

    private let path: String
    private let calendars: Calendars
    private let queue = DispatchQueue(label: "web.reads", attributes: .concurrent)
    private let lanes = Mutex(ReadLanes(atOnce: atOnce, waiting: waiting))
    private let file: Mutex<StoreFile>
    private let lastProblem = Mutex<StoreError?>(nil)

    /// - Parameters:
    ///   - path: the store's file, which may come later.
    ///   - calendars: the district's.
    package init(path: String, calendars: Calendars) {
        self.path = path
        self.calendars = calendars
        file = Mutex(StoreFile(path: path))
    }

    /// Asks the store; `body` runs outside of Swift's cooperative threads.
    ///
    /// - Throws: `StoreError`; `busy` also if too many wait already, `missing` while no tracker has made it.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Store) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Value, StoreError>, Never>) in
            let work: @Sendable () -> Void = { [self] in
                let result = Result { () throws(StoreError) in try body(store()) }
                continuation.resume(returning: result)
                next()
            }
            switch lanes.withLock({ $0.admit(work) }) {
            case .run: queue.async(execute: work)
            case .wait: break
            case .refuse: continuation.resume(returning: .failure(.busy(path: path)))
            }
        }
        return try result.get()
    }

    /// What readers see; nil while there is no store, or it cannot be read. It blocks.
    func version() -> StoreVersion? {
        do throws(StoreError) {
            let (store, openings) = try file.withLock { (file) throws(StoreError) in
                (try file.open(calendars), file.openings)
            }
            let version = StoreVersion(openings: openings, data: try store.dataVersion())
            lastProblem.withLock { $0 = nil }
            return version
        } catch {
            lastProblem.withLock { $0 = error }
            return nil
        }
    }

    /// Why the store could not be read when it was last looked at, which is once a second; nil if it could.
    package var problem: StoreError? { lastProblem.withLock(\.self) }

    private func store() throws(StoreError) -> Store {
        try file.withLock { (file) throws(StoreError) in try file.open(calendars) }
    }

    private func next() {
        if let work = lanes.withLock({ $0.ended() }) { queue.async(execute: work) }
    }
}
