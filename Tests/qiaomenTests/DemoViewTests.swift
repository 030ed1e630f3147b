import DistrictFile
import Foundation
import Hotline
import Ingest
import Testing
import Tracking
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

    private func event(_ number: Int) -> LiveEvent {
        LiveEvent(
            at: Instant(milliseconds: 1_789_432_200_000), number: Self.number(number), department: "housing",
            what: ActionRule[.accept].name, community: "yunxing", area: "sewage")
    }

    private static func number(_ number: Int) -> CaseNumber {
        CaseNumber(channel: "hotline", id: Array("\(number)".utf8).span)
    }

    private func snapshot(events: Int) -> DemoSnapshot {
        var tally = IngestTally()
        tally.lead = 1_234
        var tracked = TrackerTally()
        for outcome in [TrackerTally.Outcome.applied, .applied, .refused] { tracked.count(outcome) }
        tracked.told = 7
        let census = CaseCensus(counts: [.working: 900, .closed: 334], overdue: 12, open: ["housing": 900])
        return DemoSnapshot(
            elapsed: 3_725, now: Instant(milliseconds: 1_789_432_200_000), published: 1_240, rate: 19.96, lag: 6,
            tally: tally, tracked: tracked, census: census, latest: (0..<events).map(event))
    }

    @Test(
        "it fits the terminal, however small, with Chinese characters two columns wide",
        arguments: [
            (40, 12), (80, 24), (200, 60),
        ])
    func fits(width: Int, height: Int) throws {
        let view = DemoView(
            district: try district(), language: .chinese, address: "127.0.0.1:1",
            web: "http://127.0.0.1:2/")
        let lines = view.screen(snapshot(events: 50), width: width, height: height)
        #expect(lines.allSatisfy { displayWidth($0) <= width })
        if height >= 24 { #expect(lines.count <= height) }
    }

    @Test("it shows the counts, the rate, what waits, what is overdue, and the newest event first")
    func contents() throws {
        let view = DemoView(
            district: try district(), language: .chinese, address: "127.0.0.1:1",
            web: "http://127.0.0.1:2/")
        let lines = view.screen(snapshot(events: 3), width: 140, height: 40)
        #expect(lines[0].contains("01:02:05"))
        #expect(lines[1].contains("1,234") && lines[1].contains("20.0/s") && lines[1].contains("待处理 6"))
        #expect(lines[1].contains("超期 12"))
        #expect(lines[2].contains("办理记录 2") && lines[2].contains("不予受理 1") && lines[2].contains("督促提醒 7"))
        #expect(lines.contains { $0.contains("办理中") && $0.contains("900") })
        let first = try #require(lines.first { $0.hasPrefix("09-15 08:30") })
        #expect(first.contains(Self.number(2).grouped))
        #expect(first.contains("区住建局") && first.contains("签收") && first.contains("云兴社区"))
    }

    @Test("in English by choice")
    func english() throws {
        let view = DemoView(
            district: try district(), language: .english, address: "127.0.0.1:1",
            web: "http://127.0.0.1:2/")
        let line = view.line(snapshot(events: 0))
        #expect(line.contains("reports 1234") && line.contains("in progress 900") && line.contains("overdue 12"))
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
