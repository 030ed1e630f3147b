import DistrictFile
import Foundation
import Hotline
import Ingest
import Testing
import WorkTime
import qiaomen

@Suite("The demonstration's screen", .timeLimit(.minutes(1)))
struct DemoViewTests {
    private func district() throws -> District {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try readDistrict(
            yaml: [UInt8](Data(contentsOf: root.appending(path: "deploy/district.yaml"))), name: "district.yaml")
    }

    private func task(_ number: Int) -> Assignment {
        Assignment(
            caseNumber: CaseNumber(channel: "hotline", id: Array("\(number)".utf8).span), department: "housing",
            area: "sewage", confidence: 0.9, evidence: ["下水道", "污水"], community: "yunxing", urgency: .urgent,
            assignedAt: Instant(milliseconds: 1_789_432_200_000), policy: "p", model: "m",
            source: Source(topic: "reports.hotline", partition: 0, offset: Int64(number)), channel: "hotline")
    }

    private func snapshot(tasks: Int) -> DemoSnapshot {
        var tally = IngestTally()
        tally.lead = 1_234
        tally.byArea = ["sewage": 900, "other": 334]
        tally.byDepartment = ["housing": 900, "desk": 334]
        return DemoSnapshot(
            elapsed: 3_725, published: 1_240, rate: 19.96, lag: 6, tally: tally, latest: (0..<tasks).map(task))
    }

    @Test(
        "it fits the terminal, however small, with Chinese characters two columns wide",
        arguments: [
            (40, 12), (80, 24), (200, 60),
        ])
    func fits(width: Int, height: Int) throws {
        let view = DemoView(district: try district(), language: .chinese, address: "127.0.0.1:1")
        let lines = view.screen(snapshot(tasks: 50), width: width, height: height)
        #expect(lines.allSatisfy { displayWidth($0) <= width })
        if height >= 24 { #expect(lines.count <= height) }
    }

    @Test("it shows the counts, the rate, what waits, and the newest task first")
    func contents() throws {
        let view = DemoView(district: try district(), language: .chinese, address: "127.0.0.1:1")
        let lines = view.screen(snapshot(tasks: 3), width: 140, height: 40)
        #expect(lines[0].contains("01:02:05"))
        #expect(lines[1].contains("1,234") && lines[1].contains("20.0/s") && lines[1].contains("待处理 6"))
        let first = try #require(lines.first { $0.contains("08:30:00") })
        #expect(first.contains(task(2).caseNumber.grouped))
        #expect(first.contains("云兴社区") && first.contains("紧急") && first.contains("下水道 污水"))
    }

    @Test("in English by choice")
    func english() throws {
        let view = DemoView(district: try district(), language: .english, address: "127.0.0.1:1")
        #expect(view.line(snapshot(tasks: 0)).contains("reports 1234"))
    }

    @Test("the rate is that of the last five seconds")
    func rate() {
        var rate = RecentRate()
        #expect(rate.rate(0, at: 0) == 0)
        #expect(rate.rate(100, at: 1) == 100)
        _ = rate.rate(100, at: 4)
        #expect(rate.rate(100, at: 8) == 0)
    }
}
