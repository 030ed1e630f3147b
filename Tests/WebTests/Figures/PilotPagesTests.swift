import Hotline
import Store
import Testing
import Web

/// The pilot communities.
@Suite(.timeLimit(.minutes(1)))
struct PilotPagesTests {
    @Test func `Each pilot community is there with who works in it and on what`() async throws {
        let world = try await FiguresWorld()
        let text = try await world.page("/pilots").text
        for community in world.web.services.district.communities {
            #expect(text.contains("id=\"pilot-\(community.id)\"") == (community.pilot != nil))
            if let pilot = community.pilot { #expect(text.contains(Markup.escape(pilot.plan))) }
        }
    }

    @Test func `Wishes come by their endorsements, and stages are counted a case once`() async throws {
        let world = try await FiguresWorld()
        let now = world.web.now
        let findings = try await world.web.services.reads.read { store throws(StoreError) in
            try PilotFindings.read(store, community: "shiying", now: now)
        }
        let inCommunity = (0..<60).filter { $0 % 4 != 3 }
        #expect(findings.cases == inCommunity.count)
        // As many neighbours as its number says, but for those that nobody has touched.
        let wishes = inCommunity.filter { $0 % 5 == 4 }.map { $0 % 6 == 0 ? 0 : $0 }.sorted(by: >)
        #expect(findings.wishes.map(\.endorsements) == wishes)
        #expect(findings.stages[.build] == inCommunity.count { $0 % 6 != 0 })
        #expect(findings.stages[.evaluate] == inCommunity.count { $0 % 6 != 0 && $0 % 5 != 4 })
        #expect(findings.stages[.plan] == nil)
    }
}
