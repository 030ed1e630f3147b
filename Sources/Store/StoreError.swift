import GRDB
package import Hotline

/// What is wrong with a store, and what to do about it.
package enum StoreError: Error, Sendable, Hashable {
    /// There is no file.
    case missing(path: String)
    /// The file is something else.
    case notAStore(path: String)
    /// A newer program has written it; the names of the migrations that are not known here.
    case newerSchema(path: String, unknown: [String])
    /// An older program has written it, and it is opened only to be read.
    case olderSchema(path: String)
    /// It was filled from another cluster, whose offsets mean other records.
    case otherCluster(path: String, expected: String, found: String)
    /// Somebody else has moved on from where this step begins.
    case offsetMoved(topic: String, partition: Int32, expected: Int64, found: Int64)
    /// A step changes a case as if more, or less, of it were written than is.
    case caseMoved(CaseNumber)
    /// The disk, or the file's quota, has no room left.
    case full(path: String)
    /// Another process holds it longer than we wait.
    case busy(path: String)
    /// The file cannot be read or written at all; what the system says.
    case unreachable(path: String, reason: String)
    /// The file is damaged; what SQLite says.
    case corrupt(path: String, reason: String)
    /// A case's JSON cannot be read.
    case damagedCase(CaseNumber, MessageError)
    /// What should not happen: SQLite's words.
    case failed(path: String, reason: String)

    /// Whether the same may succeed later without anybody changing the program or the file: nothing was written, the
    /// step may be tried again.
    package var isTransient: Bool {
        switch self {
        case .full, .busy, .unreachable: true
        case .missing, .notAStore, .newerSchema, .olderSchema, .otherCluster, .offsetMoved, .caseMoved, .corrupt,
            .damagedCase, .failed:
            false
        }
    }
}

extension StoreError: CustomStringConvertible {
    /// One sentence: what is wrong with which file, and what to do.
    package var description: String {
        switch self {
        case .missing(let path):
            "there is no store at \(path): `qiaomen track` makes it; or name another with --store sqlite:PATH"
        case .notAStore(let path): "\(path) is not a store of qiaomen: name another file with --store sqlite:PATH"
        case .newerSchema(let path, let unknown):
            "the store \(path) was written by a newer qiaomen (\(unknown.joined(separator: ", "))): use that version"
        case .olderSchema(let path):
            "the store \(path) was written by an older qiaomen: start `qiaomen track` once, which brings it up to date"
        case .otherCluster(let path, let expected, let found):
            "the store \(path) belongs to cluster \(expected), this is cluster \(found): give the store of this cluster, "
                + "or make a new one with `qiaomen rebuild`"
        case .offsetMoved(let topic, let partition, let expected, let found):
            "\(topic)[\(partition)] stands at offset \(found) in the store, not at \(expected): another tracker has "
                + "written; nothing of this step is kept"
        case .caseMoved(let number):
            "case \(number) is not written as far as this step supposes: nothing of this step is kept"
        case .full(let path): "no room to write \(path): free some space; what waits is tried again"
        case .busy(let path): "\(path) is held by another process: see which with `fuser \(path)`"
        case .unreachable(let path, let reason): "cannot read or write \(path): \(reason)"
        case .corrupt(let path, let reason):
            "the store \(path) is damaged (\(reason)): put it aside and make a new one with `qiaomen rebuild`"
        case .damagedCase(let number, let error): "case \(number) in the store cannot be read: \(error)"
        case .failed(let path, let reason): "\(path): \(reason)"
        }
    }
}

extension StoreError {
    /// What an error of GRDB means for the file at `path`.
    init(_ error: any Error, path: String) {
        if let error = error as? StoreError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self = .failed(path: path, reason: String(describing: error))
            return
        }
        let reason = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        self =
            switch error.resultCode {
            case .SQLITE_FULL: .full(path: path)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
            case .SQLITE_NOTADB: .notAStore(path: path)
            case .SQLITE_CORRUPT: .corrupt(path: path, reason: reason)
            case .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_NOMEM:
                .unreachable(path: path, reason: reason)
            default: .failed(path: path, reason: reason)
            }
    }
}
