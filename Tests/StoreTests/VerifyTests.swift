import Hotline
import Store
import Testing
import WorkTime

/// The check finds what is not as it should be, and says what.
@Suite(.timeLimit(.minutes(1)))
struct VerifyTests {
    @Test(
        "Each difference is named with its case",
        arguments: [
            ("UPDATE cases SET dueAt = 5 WHERE number = NUMBER", "column dueAt"),
            ("UPDATE cases SET holder = 'x' WHERE number = NUMBER", "column holder"),
            ("UPDATE cases SET confidence = 0.5 WHERE number = NUMBER", "column confidence"),
            ("UPDATE rounds SET department = 'x' WHERE number = NUMBER", "round 1 department"),
            ("DELETE FROM rounds WHERE number = NUMBER", "number of rounds"),
            ("DELETE FROM events WHERE number = NUMBER", "event ID of progress.rural"),
            ("DELETE FROM evaluations WHERE number = NUMBER", "evaluations"),
            ("UPDATE evaluations SET satisfaction = 1 WHERE number = NUMBER", "evaluations"),
            ("INSERT INTO supports SELECT 'greening', 5, number, id FROM cases WHERE number = NUMBER", "supports"),
            ("DELETE FROM bodies WHERE number = NUMBER", "its JSON"),
            ("UPDATE bodies SET json = x'7b7d' WHERE number = NUMBER", "its JSON"),
            (
                "UPDATE bodies SET json = replace(CAST(json AS TEXT), '\"urges\":0', '\"urges\":3') WHERE number = NUMBER",
                "urges"
            ),
        ])
    func named(edit: (sql: String, what: String)) throws {
        let test = try TestStore()
        var state = try test.open(0..<9)[1]
        state.take(.accept, test.policy)
        state.take(.resolve(.init(reply: "好了")), test.policy)
        state.take(.evaluate(.init(resolved: .yes, satisfaction: 5)), by: "hotline", test.policy)
        try test.write([(state, 1)])
        #expect(try test.store.verify().differences == [])
        try test.edit(edit.sql.replacing("NUMBER", with: String(state.number.value)))
        let differences = try test.store.verify().differences
        let what = edit.what.replacing("ID", with: "\(state.number).1")
        #expect(differences.contains { $0.what == what }, "\(differences)")
        #expect(differences.allSatisfy { $0.number == state.number })
    }

    @Test("Rows that belong to no case are named")
    func orphans() throws {
        let test = try TestStore()
        let cases = try test.open(0..<3)
        try test.edit("DELETE FROM cases WHERE number = \(cases[0].number.value)")
        let differences = try test.store.verify().differences
        #expect(
            differences.map(\.found)
                == ["1 rows of bodies", "1 rows of reports", "1 rows of rounds", "1 rows of supports"].map {
                    $0 + " without a case"
                })
    }

    @Test("It stops naming at a thousand")
    func bounded() throws {
        let test = try TestStore()
        try test.open(0..<600)
        try test.edit("UPDATE cases SET holder = 'x', area = 'y'")
        #expect(try test.store.verify().differences.count == Verification.most)
    }
}
