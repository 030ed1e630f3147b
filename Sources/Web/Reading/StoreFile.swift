import Foundation
import Hotline
import Store

/// The store's file: opened when it is there, opened anew when another has taken its place, as `rebuild` does.
struct StoreFile {
    private let path: String
    private var opened: (store: Store, identity: Identity)?
    /// How often a file was opened.
    private(set) var openings = 0

    /// Which file it is, whatever its name.
    private struct Identity: Equatable {
        let device: dev_t
        let inode: ino_t

        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            device = status.st_dev
            inode = status.st_ino
        }
    }

    init(path: String) {
        self.path = path
    }

    /// The store; reads that were begun with one before end there.
    mutating func open(_ calendars: Calendars) throws(StoreError) -> Store {
        let identity = Identity(path)
        if let opened, opened.identity == identity { return opened.store }
        opened = nil
        let store = try Store(readingOnly: path, calendars: calendars)
        guard let identity else { throw .missing(path: path) }
        opened = (store, identity)
        openings += 1
        return store
    }
}

/// What the store's readers see: while it stays equal, they see the same.
struct StoreVersion: Equatable, Sendable {
    /// How often a file was opened until then.
    let openings: Int
    /// SQLite's `data_version`.
    let data: Int
}
