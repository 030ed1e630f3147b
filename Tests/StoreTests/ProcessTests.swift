import Foundation
import Hotline
import Store
import Synchronization
import TestKit
import Testing
import WorkTime

/// Several processes and one store.
@Suite(.timeLimit(.minutes(2)))
struct ProcessTests {
    /// A process that does something with a file and then waits to be killed.
    private final class Other {
        private let process = Process()
        private let output = Pipe()
        /// It ends when this is closed, as it is if the tests end before it is killed.
        private let input = Pipe()

        /// Starts it, and waits until it says that it is ready.
        init(_ script: String, _ path: String) throws {
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["python3", "-c", script + "\nprint('ready', flush=True)\nsys.stdin.read()", path]
            process.standardOutput = output
            process.standardInput = input
            try process.run()
            let said = output.fileHandleForReading.availableData
            guard String(decoding: said, as: UTF8.self).hasPrefix("ready") else {
                throw TimedOut(description: "the other process did not start")
            }
        }

        deinit { kill() }

        func kill() {
            guard process.isRunning else { return }
            Glibc.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
    }

    @Test("One process holds the lock; the kernel frees it when that is killed")
    func lock() async throws {
        let test = try TestStore()
        let path = test.path
        let other = try Other(
            "import fcntl, sys\nf = open(sys.argv[1] + '.lock', 'w')\nfcntl.flock(f, fcntl.LOCK_EX)", path)
        #expect(try StoreLock.acquire(path) == nil)
        other.kill()
        let lock = try #require(try StoreLock.acquire(path))
        #expect(try StoreLock.acquire(path) == nil)
        withExtendedLifetime(lock) {}
    }

    @Test("The lock is free again when its holder lets go of it")
    func release() throws {
        let test = try TestStore()
        do {
            let lock = try #require(try StoreLock.acquire(test.path))
            withExtendedLifetime(lock) {}
        }
        let again = try StoreLock.acquire(test.path)
        #expect(again != nil)
    }

    @Test("A lock that cannot be taken at all is an error that names the file")
    func noPlace() {
        let error = #expect(throws: StoreError.self) { try StoreLock.acquire("/nowhere/at/all.db") }
        #expect(error?.description.contains("/nowhere/at/all.db.lock") == true)
    }

    @Test("A process that is killed in the middle of a transaction leaves the step before it, whole")
    func killed() throws {
        let test = try TestStore()
        let cases = try test.open(0..<100)
        try test.store.close()
        let before = try test.dump()
        let other = try Other(
            """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1], isolation_level=None)
            db.execute('PRAGMA cache_size = 1')
            db.execute('BEGIN IMMEDIATE')
            db.execute('INSERT INTO offsets VALUES (\"tasks.rural\", 0, 7)')
            db.execute('UPDATE cases SET state = \"closed\"')
            db.execute('UPDATE bodies SET json = zeroblob(20000)')
            """, test.path)
        other.kill()
        let store = try Store(path: test.path, calendars: test.policy.calendars)
        #expect(try store.offsets().isEmpty)
        #expect(try store.verify().differences == [])
        #expect(try store.cases(cases.map(\.number)).count == 100)
        try store.close()
        #expect(try test.dump() == before)
    }

    @Test("A store that another process is writing to is busy, which passes")
    func busy() throws {
        let test = try TestStore()
        let other = try Other(
            "import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1], isolation_level=None)\ndb.execute('BEGIN IMMEDIATE')",
            test.path)
        let error = #expect(throws: StoreError.self) { try test.open(0..<1) }
        #expect(error == .busy(path: test.path))
        #expect(error?.isTransient == true)
        other.kill()
        try test.open(0..<1)
    }
}
