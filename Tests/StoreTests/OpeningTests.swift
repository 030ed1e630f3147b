import Foundation
import GRDB
import Hotline
import Store
import Testing
import WorkTime

/// Which files are opened, and which are not.
@Suite(.timeLimit(.minutes(1)))
struct OpeningTests {
    @Test("A store that is opened again holds what was written")
    func reopen() throws {
        let test = try TestStore()
        let cases = try test.open(0..<20)
        try test.store.bind(cluster: "c1")
        try test.reopen()
        #expect(try test.store.cluster() == "c1")
        let found = try test.store.cases(cases.map(\.number))
        #expect(found.count == 20)
        for state in cases { #expect(found[state.number]?.case == state) }
    }

    @Test("A store belongs to the cluster that it was first filled from")
    func cluster() throws {
        let test = try TestStore()
        try test.store.bind(cluster: "c1")
        try test.store.bind(cluster: "c1")
        #expect(throws: StoreError.otherCluster(path: test.path, expected: "c1", found: "c2")) {
            try test.store.bind(cluster: "c2")
        }
    }

    @Test("A store that a newer program has written is refused by name, also for reading")
    func newer() throws {
        let test = try TestStore()
        try test.store.close()
        try test.edit("INSERT INTO grdb_migrations VALUES ('9 the moon')")
        let expected = StoreError.newerSchema(path: test.path, unknown: ["9 the moon"])
        #expect(throws: expected) { try Store(path: test.path, calendars: test.policy.calendars) }
        #expect(throws: expected) { try test.reader() }
    }

    @Test("A store that an older program has written is refused for reading, and brought up to date for writing")
    func older() throws {
        let test = try TestStore()
        let older = test.directory + "/other.db"
        let queue = try DatabaseQueue(path: older)
        try queue.inDatabase { db in
            try db.execute(sql: "PRAGMA application_id = \(0x516D_7374); PRAGMA journal_mode = WAL")
        }
        try queue.close()
        #expect(throws: StoreError.olderSchema(path: older)) {
            try Store(readingOnly: older, calendars: test.policy.calendars)
        }
        try Store(path: older, calendars: test.policy.calendars).close()
        let reader = try Store(readingOnly: older, calendars: test.policy.calendars)
        #expect(try reader.page(CaseQuery()).rows.isEmpty)
        try reader.close()
    }

    @Test("Another program's database, and a file that is none, are left alone")
    func foreign() throws {
        let test = try TestStore()
        let other = test.directory + "/other.db"
        try DatabaseQueue(path: other).write { db in try db.execute(sql: "CREATE TABLE theirs(a)") }
        #expect(throws: StoreError.notAStore(path: other)) {
            try Store(path: other, calendars: test.policy.calendars)
        }
        #expect(throws: StoreError.notAStore(path: other)) {
            try Store(readingOnly: other, calendars: test.policy.calendars)
        }
        #expect(throws: StoreError.notAStore(path: "/etc/passwd")) {
            try Store(readingOnly: "/etc/passwd", calendars: test.policy.calendars)
        }
    }

    @Test("Reading makes no file: a store that is not there is said to be missing")
    func missing() throws {
        let test = try TestStore()
        #expect(throws: StoreError.missing(path: test.directory + "/none.db")) {
            try Store(readingOnly: test.directory + "/none.db", calendars: test.policy.calendars)
        }
    }

    @Test(
        "A store is read while it is closed, and while another writes it: the version says that something was written")
    func readers() throws {
        let test = try TestStore()
        try test.open(0..<1)
        let reader = try test.reader()
        let before = try reader.dataVersion()
        #expect(try reader.dataVersion() == before)
        try test.open(1..<2)
        #expect(try reader.dataVersion() != before)
        #expect(try reader.cases([Samples.number(1)]).count == 1)
        try reader.close()
        try test.store.close()
        let alone = try test.reader()
        #expect(try alone.cases([Samples.number(1)]).count == 1)
        try alone.close()
    }

    @Test("Nobody but its owner and group may read a store, since it holds personal data")
    func rights() throws {
        let test = try TestStore()
        try test.open(0..<1)
        for name in [test.path, test.path + "-wal", test.path + "-shm"] {
            let rights = try FileManager.default.attributesOfItem(atPath: name)[.posixPermissions] as? Int
            #expect((rights ?? 0o777) & 0o027 == 0, "\(name)")
        }
    }

    @Test("A place where no file can be is an error that names it")
    func noPlace() throws {
        let error = #expect(throws: StoreError.self) { try Store(path: "/nowhere/at/all.db", calendars: []) }
        guard case .unreachable(let path, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(path == "/nowhere/at/all.db")
    }

    @Test("Who only reads cannot write")
    func readOnly() throws {
        let test = try TestStore()
        let reader = try test.reader()
        var step = TrackingStep()
        step.offsets = [OffsetMove("tasks.rural", 0, from: 0, to: 1)]
        #expect(throws: StoreError.self) { try reader.commit(step) }
    }
}

extension TestStore {
    /// Changes the file as somebody else would.
    func edit(_ sql: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in try db.execute(sql: sql) }
        try queue.close()
    }

    @Test("A store that was closed lies in one file: its log is in it")
    func closed() throws {
        let test = try TestStore()
        var town = try Town(test.policy, seed: 3, cases: 10)
        try test.store.commit(town.step())
        #expect(try test.store.page(CaseQuery()).rows.count == 10)
        #expect(FileManager.default.fileExists(atPath: test.path + "-wal"))
        try test.store.close()
        #expect(!FileManager.default.fileExists(atPath: test.path + "-wal"))
    }
}
