import GRDB
import Hotline
import Store
import Testing
import WorkTime

/// Personal data past their retention.
@Suite(.timeLimit(.minutes(1)))
struct PurgeTests {
    /// Whether some text stands anywhere in the store's files.
    private func holds(_ text: String, _ test: TestStore) throws -> Bool {
        let (bytes, wanted) = (try test.bytes(), Array(text.utf8))
        guard bytes.count >= wanted.count else { return false }
        return bytes.indices.dropLast(wanted.count - 1).contains { start in
            bytes[start] == wanted[0] && bytes[start..<start + wanted.count].elementsEqual(wanted)
        }
    }

    /// A store of old reports and young ones, long enough that pages were split and freed.
    private func filled() throws -> TestStore {
        let test = try TestStore()
        for range in [0..<40, 40..<80] {
            try test.open(range) { report in
                let isOld = report.receivedAt < Samples.start.adding(minutes: 40)
                report.name = isOld ? "欧阳老" : "司马新"
                report.phone = isOld ? "13877776666" : "13955554444"
                report.title = isOld ? "旧标题" : "新标题"
                report.address = isOld ? "旧街7号" : "新街8号"
                report.text = String(repeating: isOld ? "旧报告正文。" : "新报告正文。", count: 400)
                report.json = Array("{\"raw\":\"\(isOld ? "OLDRAWJSON" : "NEWRAWJSON")\"}".utf8)
                report.sketch = Array((isOld ? "OLDSKETCH" : "NEWSKETCH").utf8)
            }
        }
        // Tasks on their way hold whole reports; they are gone from the table, not from the file.
        var step = TrackingStep()
        step.outbox = (0..<50).map { index in
            OutboxRecord(
                topic: "tasks.rural", key: nil, id: "t\(index)",
                value: .bytes(Array(String(repeating: "OUTBOXSECRET", count: 400).utf8)))
        }
        try test.store.commit(step)
        try test.store.acknowledge(outboxUpTo: .max)
        return test
    }

    private let old = ["欧阳老", "13877776666", "旧标题", "旧街7号", "旧报告正文", "OLDRAWJSON", "OLDSKETCH", "OUTBOXSECRET"]
    private let young = ["司马新", "13955554444", "新标题", "新街8号", "新报告正文", "NEWRAWJSON", "NEWSKETCH"]

    @Test("A purge takes every personal byte past the retention out of the files, and no other")
    func everyByte() throws {
        let test = try filled()
        for text in old + young { #expect(try holds(text, test), "\(text)") }
        let border = Samples.start.adding(minutes: 40)
        #expect(try test.store.purgeable(before: border).reports == 40)
        let purge = try test.store.purge(before: border, at: .latest)
        #expect(purge.reports == 40)
        #expect(purge.isErased)
        for text in old { #expect(try !holds(text, test), "\(text)") }
        for text in young { #expect(try holds(text, test), "\(text)") }
        #expect(try test.store.purgeable(before: border).reports == 0)
        #expect(try test.store.purge(before: border, at: .latest).reports == 0)
    }

    @Test("The cases stay as they are; only the reports are empty")
    func casesStay() throws {
        let test = try filled()
        let before = try test.store.page(CaseQuery()).rows.map(\.number)
        _ = try test.store.purge(before: Samples.start.adding(minutes: 40), at: .latest)
        #expect(try test.store.page(CaseQuery()).rows.map(\.number) == before)
        #expect(try test.store.verify().differences == [])
        let report = try #require(try test.store.report(of: Samples.number(1)))
        #expect([report.title, report.text, report.address, report.name, report.phone] == [nil, nil, nil, nil, nil])
        #expect(report.json == nil && report.sketch == nil)
        #expect(report.hash == "00112233445566778899aabbccddeeff")
        #expect(try test.store.report(of: Samples.number(41))?.name == "司马新")
        #expect(try test.store.cases(phone: "13877776666").isEmpty)
    }

    @Test("A report that comes again after the purge does not bring back what was purged")
    func comesAgain() throws {
        let test = try filled()
        _ = try test.store.purge(before: Samples.start.adding(minutes: 40), at: .latest)
        let known = try test.store.cases([Samples.number(1)])[Samples.number(1)]
        #expect(known?.reportHash != nil)
        #expect(known?.reportJSON == nil)
    }

    @Test("What a reader still looks at is erased as soon as it has looked away")
    func reader() throws {
        let test = try filled()
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: test.path, configuration: configuration)
        try other.inDatabase { db in try db.execute(sql: "BEGIN; SELECT count(*) FROM cases") }
        let purge = try test.store.purge(before: Samples.start.adding(minutes: 40), at: .latest)
        #expect(!purge.isErased)
        try other.close()
        #expect(try test.store.purge(before: .earliest, at: .latest).isErased)
        for text in old { #expect(try !holds(text, test), "\(text)") }
    }
}

extension Instant {
    func adding(minutes: Int) -> Instant { Instant(milliseconds: milliseconds + Int64(minutes) * 60_000) }
}
