import Hotline
import Synchronization

/// What is found out about a request on its way in, for those who look at it on its way out: the log, the audit, the
/// page of an error.
package final class RequestNotes: Sendable {
    struct Contents: Sendable {
        var principal: Principal?
        var csrf: String?
        /// What was done, in a word, where the route alone does not say it.
        var deed: String?
    }

    private let storage = Mutex(Contents())

    var contents: Contents { storage.withLock { $0 } }

    func signedIn(_ principal: Principal, csrf: String?) {
        storage.withLock { ($0.principal, $0.csrf) = (principal, csrf) }
    }

    /// Says in a word what was done, such as `accept`, for the audit. Nothing personal.
    package func did(_ deed: String) {
        storage.withLock { $0.deed = deed }
    }
}
