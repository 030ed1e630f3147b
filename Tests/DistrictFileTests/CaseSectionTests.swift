import DistrictFile
import Hotline
import Testing
import WorkTime

/// What the file says of the life of cases: rules, late entry, ladders, satisfaction.
@Suite("Cases in the file", .timeLimit(.minutes(1)))
struct CaseSectionTests {
    private func read(_ more: String) throws -> District {
        try readDistrict(yaml: [UInt8]((sample + more).utf8), name: "f")
    }

    private static let contacts = "contacts: [{ name: 甲 }, { name: 乙 }, { name: 丙, phone: \"110\" }, { name: 丁 }]"

    @Test("every rule is read, and reaches the policy that cases are judged by")
    func rules() throws {
        let district = try read(
            """
            caseRules:
              returnWithin: 4 working hours
              maxReturns: 1
              reopenWithin: 15 days
              closeAfter: 3 working days
              maxRedo: 0
              extensionsByDesk: 2
              autoGrant: [suspend, extend]
              backdating: 2 hours
              ahead: 1 minute
            """)
        var rules = CaseRules()
        rules.returnWithin = TimeLimit(4, .workingHours)
        rules.maxReturns = 1
        rules.reopenWithin = TimeLimit(15, .days)
        rules.closeAfter = TimeLimit(3, .workingDays)
        rules.maxRedo = 0
        rules.extensionsByDesk = 2
        rules.autoGrant = [.suspend, .extend]
        rules.backdating = 7_200_000
        rules.ahead = 60_000
        #expect(district.caseRules == rules)
        #expect(CasePolicy(district).rules == rules)
        #expect(CasePolicy(district).terms(area: "other", kind: .help, urgency: .normal).rules == rules)
    }

    @Test("without rules the standard holds; the desk and the own calendar are those of the file")
    func standard() throws {
        let text = sample.replacing("id: desk, name", with: "id: centre, name").replacing("[desk]", with: "[centre]")
            .replacing("department: desk", with: "department: centre")
        let district = try readDistrict(
            yaml: [UInt8]((text + "calendar: office\ncaseRules: { maxRedo: 3 }\n").utf8), name: "f")
        var rules = CaseRules()
        (rules.desk, rules.calendar, rules.maxRedo) = ("centre", "office", 3)
        #expect(CasePolicy(district).rules == rules)
        #expect(try read("").caseRules == CaseRules())
    }

    @Test("a channel's late entry is counted in the district's own calendar; 30 minutes if it says nothing")
    func lateEntry() throws {
        let text = sample.replacing(
            "  - { id: hotline, name: 热线 }",
            with: "  - { id: hotline, name: 热线 }\n  - { id: evening, name: 夜话, lateEntry: 1 working day }")
        let policy = CasePolicy(try readDistrict(yaml: [UInt8](text.utf8), name: "f"))
        let found = ["hotline", "evening", "unknown"].map {
            policy.lateEntry(of: $0).map { "\($0.limit), \($0.calendar)" }
        }
        #expect(found == ["30 minutes, split", "1 working day, split", "30 minutes, split"])
    }

    @Test("ladders are read in order, with the ids they are for")
    func ladders() throws {
        let district = try read(
            """
            ladders:
              departments:
                - { departments: [housing], \(Self.contacts) }
                - \(Self.contacts)
              communities:
                - { \(Self.contacts) }
            """)
        let contacts = [Contact(name: "甲"), Contact(name: "乙"), Contact(name: "丙", phone: "110"), Contact(name: "丁")]
        #expect(
            district.ladders.departments == [Ladder(ids: ["housing"], contacts: contacts), Ladder(contacts: contacts)])
        #expect(district.ladders.communities == [Ladder(contacts: contacts)])
        #expect(district.ladders.count == 3)
        #expect(try read("").ladders == Ladders())
    }

    @Test("from which answer on a caller is satisfied")
    func satisfiedFrom() throws {
        #expect(try read("satisfiedFrom: 4\n").satisfiedFrom == 4)
        #expect(try read("").satisfiedFrom == 3)
    }

    @Test(
        "What is wrong is told with its line and what was expected",
        arguments: [
            ("satisfiedFrom: 6", "f:45:16: satisfiedFrom: expected a whole number from 1 to 5, found `6`"),
            (
                "caseRules: { maxReturns: -1 }",
                "f:45:26: caseRules.maxReturns: expected a whole number from 0 to 100, found `-1`"
            ),
            (
                "caseRules: { closeAfter: a week }",
                "f:45:26: caseRules.closeAfter: expected a number and a unit, such as 2 working hours, 5 working days or "
                    + "24 hours, found `a week`"
            ),
            (
                "caseRules: { backdating: 1 working hour }",
                "f:45:26: caseRules.backdating: expected at most 24 hours, in minutes or hours that are no working time, "
                    + "found `1 working hour`"
            ),
            (
                "caseRules: { ahead: 25 hours }",
                "f:45:21: caseRules.ahead: expected at most 24 hours, in minutes or hours that are no working time, found "
                    + "`25 hours`"
            ),
            (
                "caseRules: { autoGrant: [resolve] }",
                "f:45:26: caseRules.autoGrant[0]: expected one of return, suspend, extend, found `resolve`"
            ),
            (
                "caseRules: { autoGrant: [extend, extend] }",
                "f:45:34: caseRules.autoGrant[1]: expected each once, found `extend` again; the first is in line 45"
            ),
            (
                "caseRules: { maxRedos: 1 }",
                "f:45:14: caseRules.maxRedos: unknown key: expected one of returnWithin, maxReturns, reopenWithin, "
                    + "closeAfter, maxRedo, extensionsByDesk, backdating, ahead, autoGrant, found `maxRedos`; did you mean "
                    + "`maxRedo`?"
            ),
            ("caseRules: standard", "f:45:12: caseRules: expected a mapping, found `standard`"),
            (
                "ladders:\n  departments:\n    - { departments: [housing], \(contacts) }",
                "f:47:5: ladders.departments: expected a ladder without departments, for all others"
            ),
            (
                "ladders:\n  departments:\n    - { contacts: [{ name: 甲 }] }",
                "f:47:19: ladders.departments[0].contacts: expected 4 contacts, from near to high, found 1"
            ),
            (
                "ladders:\n  departments:\n    - { \(contacts) }\n    - { \(contacts) }",
                "f:48:7: ladders.departments[1]: expected departments: the ladder for all others is in line 47"
            ),
            (
                "ladders:\n  communities:\n    - { \(contacts) }\n    - { communities: [baiwan], \(contacts) }\n"
                    + "    - { communities: [baiwan], \(contacts) }",
                "f:49:23: ladders.communities[2].communities[0]: expected one ladder for `baiwan`, which has one in line 48 "
                    + "already"
            ),
            (
                "ladders:\n  communities:\n    - { \(contacts) }\n    - { communities: [beiwan], \(contacts) }",
                "f:48:23: ladders.communities[1].communities[0]: expected one of baiwan, shiying, found `beiwan`; did you "
                    + "mean `baiwan`?"
            ),
            (
                "ladders:\n  communities:\n    - { contacts: [{ phone: \"1\" }, { name: 乙 }, { name: 丙 }, { name: 丁 }] }",
                "f:47:20: ladders.communities[0].contacts[0].name: is missing"
            ),
            ("ladders: []", "f:45:10: ladders: expected a mapping, found a list"),
            (
                "ladders: { streets: [] }",
                "f:45:12: ladders.streets: unknown key: expected one of departments, communities, found `streets`"
            ),
        ])
    func mistakes(more: String, problem: String) {
        let found = problems(sample + more + "\n")
        #expect(found.contains(problem), "\(found)")
    }

    @Test("A late entry that is no limit is refused")
    func wrongLateEntry() {
        let found = problems(replacing: "name: 热线", with: "name: 热线, lateEntry: soon")
        #expect(
            found == [
                "f:35:41: channels[0].lateEntry: expected a number and a unit, such as 2 working hours, 5 working days or "
                    + "24 hours, found `soon`"
            ])
    }
}
