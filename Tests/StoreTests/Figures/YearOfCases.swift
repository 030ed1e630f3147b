import GRDB
import TestKit
import WorkTime

/// A store filled with a year of made-up cases, straight into its rows: as many as a big district has, for measurements.
struct YearOfCases {
    /// Their number.
    let count: Int
    private var random = SeededGenerator(seed: 2026)

    /// When the first is received, and when the figures are as of: a year later.
    static let start = Samples.start.milliseconds - 365 * day
    private static let day: Int64 = 86_400_000
    private static let hour: Int64 = 3_600_000
    private static let end = Samples.start.milliseconds

    private static let departments = (0..<24).map { "department-\($0)" }
    private static let areas = (0..<12).map { "area-\($0)" }
    private static let communities = (0..<120).map { "community-\($0)" }
    private static let kinds = ["help", "help", "help", "complaint", "complaint", "question", "suggestion", "wish"]

    init(count: Int) {
        self.count = count
    }

    private mutating func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }

    private mutating func hours(_ range: ClosedRange<Int64>) -> Int64 {
        Int64.random(in: range.lowerBound * 60...range.upperBound * 60, using: &random) * 60_000
    }

    /// Writes all, so many in a transaction.
    mutating func fill(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA cache_size = -400000")
        }
        for first in stride(from: 0, to: count, by: 50_000) {
            try queue.write { db in
                for id in first..<min(count, first + 50_000) { try insert(id, db) }
            }
        }
        try queue.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        try queue.close()
    }

    /// A round as it stands.
    private struct Turn {
        var department: String
        var kind: String
        var from: Int64
        var accepted: Int64?
        var to: Int64?
        var ending: String?
    }

    private mutating func insert(_ id: Int, _ db: Database) throws {
        let received = Self.start + Int64(id) * (365 * Self.day / Int64(count))
        let kind = pick(Self.kinds)
        let turns = turns(from: received, kind: kind)
        let last = turns[turns.count - 1]
        let resolved = last.ending == "resolved" ? last.to : nil
        let number = Int64(bitPattern: random.next() >> 11)
        let community = one(in: 10) ? nil : pick(Self.communities)
        let returns = turns.count { $0.ending == "returned" }
        let promised = received + hours(72...240)
        let isClosed = resolved.map { $0 < Self.end - 10 * Self.day } ?? false
        try db.cachedStatement(sql: Self.cases).execute(arguments: [
            id + 1, number % 10_000_000_000_000_000, 5, resolved == nil ? "working" : isClosed ? "closed" : "resolved",
            resolved == nil ? 1 : 0, last.department, pick(Self.areas), kind, "normal", community,
            community.map { "street-\($0.utf8.count % 3)\($0.utf8.last ?? 0)" }, one(in: 3) ? "door" : "hotline",
            received, received, received, last.from, last.from + 4 * Self.hour, last.accepted,
            last.from + 24 * Self.hour, last.accepted, promised, promised, promised, 0, resolved,
            resolved.map { _ in last.department }, resolved.map { ($0 - received) / 3 }, resolved.map { $0 - received },
            resolved.map { $0 - received }, resolved.map { _ in returns == 0 ? 1 : 0 }, isClosed ? resolved : nil,
            isClosed ? "evaluated" : nil, one(in: 100) ? pick(["unreachable", "unreasonable", "outOfScope"]) : nil, nil,
            resolved == nil && one(in: 20) ? "ledger" : nil, promised, nil, turns.count, returns, 0, 0,
            one(in: 12) ? 1 : 0, one(in: 90) ? 1 : 0, one(in: 9) ? 1 : 0, 0, 1, 0, 0, nil, 0.9, nil, resolved ?? received,
        ])
        for (index, turn) in turns.enumerated() { try insert(turn, index + 1, of: id + 1, number, promised, db) }
        guard let resolved, kind != "wish", !one(in: 4) else { return }
        try db.cachedStatement(sql: Self.evaluations).execute(arguments: [
            id + 1, number % 10_000_000_000_000_000, number % 10_000_000_000_000_000, 1, resolved + hours(1...72),
            one(in: 6) ? 0 : 1, one(in: 6) ? nil : one(in: 8) ? 0 : 1, one(in: 6) ? nil : pick([1, 2, 3, 4, 5, 5]),
            last.department,
        ])
    }

    /// Mostly one turn, sometimes the desk's before it, sometimes a return between.
    private mutating func turns(from received: Int64, kind: String) -> [Turn] {
        var turns: [Turn] = []
        var at = received
        func add(_ department: String, _ kind: String, after wait: Int64, _ ending: String) {
            let end = at + wait
            let isOver = end < Self.end
            turns.append(
                Turn(
                    department: department, kind: kind, from: at, accepted: isOver ? at + wait / 5 : nil,
                    to: isOver ? end : nil, ending: isOver ? ending : nil))
            at = end
        }
        let work = kind == "wish" ? "answer" : "resolve"
        if one(in: 8) { add("desk", "dispatch", after: hours(0...6), "dispatched") }
        if at < Self.end, one(in: 10) {
            add(pick(Self.departments), work, after: hours(1...20), "returned")
            if at < Self.end { add("desk", "dispatch", after: hours(0...6), "dispatched") }
        }
        if at < Self.end {
            add(pick(Self.departments), work, after: hours(1...(one(in: 12) ? 1_500 : 180)), "resolved")
        }
        return turns
    }

    private func insert(
        _ turn: Turn, _ round: Int, of id: Int, _ number: Int64, _ promised: Int64, _ db: Database
    ) throws {
        let isDesk = turn.kind == "dispatch"
        let time = turn.to.map { $0 - turn.from }
        try db.cachedStatement(sql: Self.rounds).execute(arguments: [
            id, round, number % 10_000_000_000_000_000, turn.department, "classified", turn.kind, turn.from,
            isDesk ? nil : turn.from + 4 * Self.hour, turn.accepted, isDesk ? nil : turn.from + 24 * Self.hour,
            turn.accepted, isDesk ? turn.from + 3 * Self.hour : turn.from + promised % (9 * Self.day), turn.to,
            turn.ending,
            time.map { $0 / 3 }, time,
        ])
    }

    private static let cases = "INSERT INTO cases VALUES (\(marks(52)))"
    private static let rounds = "INSERT INTO rounds VALUES (\(marks(16)))"
    private static let evaluations = "INSERT INTO evaluations VALUES (\(marks(9)))"

    private static func marks(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ",") }
}
