import Foundation
import Hotline
import TestKit
import Testing
import WorkTime

@Suite("A case on the wire", .timeLimit(.minutes(2)))
struct CaseJSONTests {
    private func read(_ json: [UInt8]) throws(MessageError) -> Case { try Case(json: json.span.bytes) }

    @Test("whatever has become of a case, it is read back as it was written", arguments: CaseLawTests.seeds.prefix(30))
    func roundTrip(seed: UInt64) throws {
        var world = try World(CaseLawTests.policy(seed), seed: seed)
        for step in 0..<120 {
            world.wait()
            world.apply(world.event())
            guard step % 8 == 0 else { continue }
            for (_, state) in world.cases {
                let json = state.json(utcOffset: 28_800)
                #expect(try read(json) == state)
                _ = try JSONSerialization.jsonObject(with: Data(json))
            }
        }
    }

    @Test("a case that was read goes on like the one that was written", arguments: CaseLawTests.seeds.prefix(10))
    func goesOn(seed: UInt64) throws {
        var world = try World(CaseLawTests.policy(seed), seed: seed)
        for _ in 0..<150 {
            for (number, state) in world.cases { world.cases[number] = try read(state.json(utcOffset: 0)) }
            world.wait()
            world.apply(world.event())
        }
        for (_, state) in world.cases {
            #expect(Case.fold(state.history, memory: state.memory, world.policy.calendars) == state)
        }
        for event in world.sent { #expect(world.apply(event) == .repeated) }
    }

    @Test("it begins with what most want to know, and says of each limit where it is counted")
    func readable() throws {
        var life = try Life(Policies.district(), externalDueAt: "2026-11-26T12:00")
        try life.send(.accept, "2026-11-23T10:00")
        let json = String(decoding: life.state.json(utcOffset: 28_800), as: UTF8.self)
        #expect(
            json.hasPrefix(
                #"{"case":"5072050399084967","state":"accepted","holder":"a","promisedBy":"2026-11-26T12:00:00+08:00","#
            ))
        #expect(
            json.contains(
                #""residentClock":{"start":"2026-11-23T09:00:00+08:00","limit":"5 working days","calendar":"split","due":"2026-11-30T18:00:00+08:00"}"#
            ))
        #expect(json.contains(#""seq":2,"at":"2026-11-23T10:00:00+08:00","kind":"progress","topic":"progress.a""#))
        #expect(!json.contains("reporter"))
    }

    @Test("a date that rests on holidays not known yet says so")
    func provisional() throws {
        let life = try Life(Policies.district(), received: "2026-12-30T10:00")
        #expect(life.state.residentClock.due?.isProvisional == true)
        let json = life.state.json(utcOffset: 28_800)
        #expect(String(decoding: json, as: UTF8.self).contains(#""provisional":true"#))
        #expect(try read(json) == life.state)
    }

    @Test("a store rebuilt with other calendars judges nothing anew")
    func otherCalendars() throws {
        var life = try Life(Policies.district())
        try life.send(.resolved(), "2026-11-30T18:00")
        let again = try read(life.state.json(utcOffset: 28_800))
        #expect(again.isPromiseMet(asOf: try time("2027-01-01T09:00"), []) == true)
        #expect(again.round.isMet(asOf: try time("2027-01-01T09:00")) == true)
    }

    @Test(
        "what is wrong is named by its place",
        arguments: [
            (#""state":"accepted""#, #""state":"gone""#, "state: expected one of assigned"),
            (#""department":"a","reason""#, #""department":1,"reason""#, "rounds[0].department: expected a string"),
            (#""limit":"5 working days""#, #""limit":"soon""#, "terms[0].limits.resolve.limit: expected a time limit"),
            (#""kind":"progress""#, #""kind":"magic""#, "history[1].kind: expected one of opened"),
            (#""author":"department:a""#, #""author":"x""#, "history[1].author: expected department:"),
            (#""terms":0"#, #""terms":9"#, "history[0].terms: expected a place from 0 to 0"),
            (#""requests":[]"#, #""requests":["r"]"#, "requests: expected ids of events"),
            (#""rounds":[{"#, #""rounds":[],"x":[{"#, "rounds: expected at least one"),
        ])
    func errors(old: String, new: String, complaint: String) throws {
        var life = try Life(Policies.district())
        try life.send(.accept, "2026-11-23T10:00")
        let json = String(decoding: life.state.json(utcOffset: 28_800), as: UTF8.self)
        let broken = json.replacing(old, with: new)
        #expect(broken != json)
        let error = #expect(throws: MessageError.self) { try read(Array(broken.utf8)) }
        #expect(error?.description.hasPrefix(complaint) == true, "\(error?.description ?? "")")
    }

    @Test("whatever is done to the bytes, reading ends, and what was read can be folded, asked and written")
    func mutations() throws {
        var random = SeededGenerator(seed: 77)
        var world = try World(CaseLawTests.policy(4), seed: 4)
        for _ in 0..<60 {
            world.wait()
            world.apply(world.event())
        }
        let texts = world.numbers.compactMap { world.cases[$0]?.json(utcOffset: 28_800) }
        let calendars = world.policy.calendars
        var read = 0
        for round in 0..<3_000 {
            guard let state = try? self.read(mutate(texts[round % texts.count], &random)) else { continue }
            read += 1
            _ = state.asOf(world.now, calendars).rungs(calendars)
            _ = state.timeAccount(asOf: world.now, calendars)
            _ = Case.fold(state.history, calendars)
            _ = state.isOverdue(asOf: .latest, calendars)
            // Members that are not known are left out when it is written; but for them it stays what it is.
            let again = try self.read(state.json(utcOffset: 28_800))
            #expect(try self.read(again.json(utcOffset: 28_800)) == again)
        }
        #expect(read > 100)
    }

    @Test("a result is read back as it was written")
    func results() throws {
        var life = try Life(Policies.district())
        try life.send(.resolved("修好了\n\"谢谢\""), "2026-11-23T10:00")
        let result = try #require(life.results.first)
        let json = result.json(utcOffset: 28_800)
        #expect(try CaseResult(json: json.span.bytes, channel: "hotline") == result)
        #expect(
            String(decoding: json, as: UTF8.self) == """
                {"case":"5072050399084967","seq":2,"externalId":"XF-1","occasion":"resolved","state":"resolved",\
                "at":"2026-11-23T10:00:00+08:00","promisedBy":"2026-11-30T18:00:00+08:00",\
                "reply":"修好了\\n\\"谢谢\\""}
                """)
    }
}
