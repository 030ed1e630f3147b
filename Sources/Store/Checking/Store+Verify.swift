import GRDB
import Hotline
import WorkTime

extension Store {
    /// Checks the whole store: that the file is sound, that each case's history gives its state, and that columns and
    /// rows are what follows from the case.
    ///
    /// It reads in pieces, so that the tracker can go on meanwhile.
    ///
    /// - Parameter progress: told how many cases were looked at, from time to time.
    package func verify(progress: (Int) -> Void = { _ in }) throws(StoreError) -> Verification {
        var verification = Verification()
        for problem in try fileProblems() { verification.add(nil, "its structure", expected: "ok", found: problem) }
        var last: Int64 = 0
        while !verification.isFull {
            let checked = try read { db in
                try CaseChecker(db, calendars).check(after: last, count: 500, into: &verification)
            }
            guard let checked else { break }
            last = checked
            progress(verification.cases)
        }
        return verification
    }

    /// What SQLite says of the file, and rows that belong to no case.
    private func fileProblems() throws(StoreError) -> [String] {
        try read { db in
            var check = try RowStatement(db, "PRAGMA quick_check(10)")
            var problems: [String] = try check.all { $0[0] }.filter { $0 != "ok" }
            for (table, column) in [
                ("bodies", "id"), ("reports", "id"), ("rounds", "caseID"), ("evaluations", "caseID"),
                ("supports", "caseID"),
            ] {
                var orphans = try RowStatement(
                    db, "SELECT count(*) FROM \(table) WHERE \(column) NOT IN (SELECT id FROM cases)")
                let count: Int64 = try orphans.run() ?? 0
                if count > 0 { problems.append("\(count) rows of \(table) without a case") }
            }
            return problems
        }
    }
}

/// Compares cases with what is stored of them.
struct CaseChecker {
    private let calendars: Calendars
    private var cases: RowStatement
    private var rounds: RowStatement
    private var evaluations: RowStatement
    private var supports: RowStatement
    private var event: RowStatement

    init(_ db: Database, _ calendars: Calendars) throws {
        self.calendars = calendars
        let columns = (CaseColumns.fixed + CaseColumns.changing).map { "c.\($0)" }.joined(separator: ", ")
        cases = try RowStatement(
            db,
            """
            SELECT \(columns), c.id, b.json FROM cases c LEFT JOIN bodies b ON b.id = c.id
            WHERE c.id > ? ORDER BY c.id LIMIT ?
            """)
        rounds = try RowStatement(
            db, "SELECT \(RoundRow.columns.joined(separator: ", ")) FROM rounds WHERE caseID = ? ORDER BY round")
        evaluations = try RowStatement(
            db,
            """
            SELECT \(EvaluationRow.columns.joined(separator: ", ")) FROM evaluations
            WHERE caseID = ? ORDER BY at, resolve, caller
            """)
        supports = try RowStatement(db, "SELECT department, helpBy FROM supports WHERE caseID = ?")
        event = try RowStatement(db, "SELECT number, body FROM events WHERE topic = ? AND id = ? AND replay = ?")
    }

    /// Checks some cases.
    ///
    /// - Returns: the id of the last of them; nil if there are none.
    consuming func check(after id: Int64, count: Int, into verification: inout Verification) throws -> Int64? {
        cases.bind(id)
        cases.bind(count)
        let width = CaseColumns.fixed.count + CaseColumns.changing.count
        let found = try cases.all { row in
            (
                id: row[Int32(width)] as Int64, number: try row[0] as CaseNumber, values: row.values(width),
                json: row[Int32(width) + 1] as [UInt8]?
            )
        }
        for stored in found {
            verification.cases += 1
            guard let json = stored.json else {
                verification.add(stored.number, "its JSON", expected: "there", found: "missing")
                continue
            }
            do {
                let whole = try Case(stored: json, stored.number)
                checkFold(whole, &verification)
                compare(stored.values, whole, &verification)
                try checkRounds(whole, stored.id, &verification)
                try checkEvaluations(whole, stored.id, &verification)
                try checkSupports(whole, stored.id, &verification)
                try checkEvents(whole, &verification)
            } catch let error as StoreError {
                verification.add(stored.number, "its JSON", expected: "readable", found: error.description)
            }
        }
        return found.last?.id
    }

    private func checkFold(_ whole: Case, _ verification: inout Verification) {
        guard let folded = Case.fold(whole.history, memory: whole.memory, calendars) else {
            return verification.add(whole.number, "its history", expected: "an opening first", found: "none")
        }
        for part in whole.parts(otherThanIn: folded) {
            verification.add(whole.number, part, expected: "what its history gives", found: "something else")
        }
    }

    private func compare(_ found: RowValues, _ whole: Case, _ verification: inout Verification) {
        var expected = RowValues()
        let columns = CaseColumns(whole, wakeAt: nil, calendars)
        columns.bindFixed(to: &expected)
        columns.bind(to: &expected)
        compare(whole.number, "column", CaseColumns.fixed + CaseColumns.changing, expected, found, &verification)
    }

    private func compare(
        _ number: CaseNumber, _ what: String, _ names: [String], _ expected: RowValues, _ found: RowValues,
        _ verification: inout Verification
    ) {
        for (name, (expected, found)) in zip(names, zip(expected.values, found.values)) where expected != found {
            // When the tracker wants to look again is not the case's to say.
            guard name != "wakeAt" else { continue }
            verification.add(number, "\(what) \(name)", expected: expected.description, found: found.description)
        }
    }

    private mutating func checkRounds(_ whole: Case, _ id: Int64, _ verification: inout Verification) throws {
        rounds.bind(id)
        let found = try rounds.all { $0.values(RoundRow.columns.count) }
        let charges = whole.timeAccount(asOf: whole.lastAppliedAt, calendars).charges
        guard found.count == whole.rounds.count else {
            return verification.add(
                whole.number, "number of rounds", expected: "\(whole.rounds.count)", found: "\(found.count)")
        }
        for (index, round) in whole.rounds.enumerated() {
            var expected = RowValues()
            RoundRow(round, round.endedAt == nil ? nil : charges[index]).bind(to: &expected, number: whole.number)
            compare(whole.number, "round \(round.number)", RoundRow.columns, expected, found[index], &verification)
        }
    }

    private mutating func checkEvaluations(_ whole: Case, _ id: Int64, _ verification: inout Verification) throws {
        evaluations.bind(id)
        let found = Set(try evaluations.all { $0.values(EvaluationRow.columns.count) })
        let expected = Set(
            whole.evaluations(after: 0).map { row in
                var values = RowValues()
                row.bind(to: &values, number: whole.number)
                return values
            })
        guard found != expected else { return }
        verification.add(
            whole.number, "evaluations", expected: "\(expected.count) of its history",
            found: "\(found.count), \(found.intersection(expected).count) of them right")
    }

    private mutating func checkSupports(_ whole: Case, _ id: Int64, _ verification: inout Verification) throws {
        supports.bind(id)
        let found = Set(try supports.all { SupportRow(department: $0[0], helpBy: $0[1]) })
        let expected = Set(SupportRow.all(of: whole))
        guard found != expected else { return }
        verification.add(
            whole.number, "supports", expected: "\(expected.count) of its departments",
            found: "\(found.count), \(found.intersection(expected).count) of them right")
    }

    private mutating func checkEvents(_ whole: Case, _ verification: inout Verification) throws {
        for applied in whole.history.compactMap(\.progress) {
            event.bind(applied.received.identity)
            let found = try event.first { (number: try $0[0] as CaseNumber, body: $0.hex(1)) }
            guard found?.number != whole.number || found?.body != applied.body.hex else { continue }
            verification.add(
                whole.number, "event \(applied.event.id) of \(applied.received.topic)", expected: "known as its own",
                found: found.map { "that of case \($0.number)" } ?? "unknown")
        }
    }
}
