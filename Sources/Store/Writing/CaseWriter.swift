import GRDB
import Hotline
import WorkTime

/// A step's cases: the whole case, and the columns and rows that follow from it.
struct CaseWriter {
    private let calendars: Calendars
    private var insertion: RowStatement
    private var update: RowStatement
    private var body: RowStatement
    private var round: RowStatement
    private var evaluation: RowStatement
    private var support: RowStatement
    private var noSupport: RowStatement
    private var event: RowStatement
    private var report: RowStatement

    init(_ db: Database, _ calendars: Calendars) throws {
        self.calendars = calendars
        insertion = try RowStatement(db, CaseColumns.insertion)
        update = try RowStatement(db, CaseColumns.update)
        body = try RowStatement(db, "INSERT OR REPLACE INTO bodies(id, number, json) VALUES (?, ?, ?)")
        round = try RowStatement(db, RoundRow.insertion)
        evaluation = try RowStatement(db, EvaluationRow.insertion)
        support = try RowStatement(db, SupportRow.insertion)
        noSupport = try RowStatement(db, SupportRow.deletion)
        event = try RowStatement(db, EventWriter.insertion)
        report = try RowStatement(db, ReportRecord.insertion)
    }

    consuming func write(_ changes: [CaseChange]) throws {
        for change in changes { try write(change) }
    }

    private mutating func write(_ change: CaseChange) throws {
        let id = try writeColumns(of: change)
        body.bind(id)
        body.bind(change.case.number)
        body.bind(change.body)
        try body.run()
        if let report = change.report { try write(report, id: id) }
        try writeRounds(of: change, id: id)
        try writeSupports(of: change, id: id)
        try writeEvents(of: change)
        for row in change.case.evaluations(after: change.written) {
            evaluation.bind(id)
            row.bind(to: &evaluation, number: change.case.number)
            try evaluation.run()
        }
    }

    /// - Returns: the case's place in the order of arrival.
    private mutating func writeColumns(of change: CaseChange) throws -> Int64 {
        let columns = CaseColumns(change.case, wakeAt: change.wakeAt, calendars)
        if change.isNew {
            columns.bindFixed(to: &insertion)
            columns.bind(to: &insertion)
            guard let id = try insertion.run() else { throw StoreError.caseMoved(change.case.number) }
            return id
        }
        columns.bind(to: &update)
        update.bind(change.case.number)
        update.bind(change.written)
        guard let id = try update.run() else { throw StoreError.caseMoved(change.case.number) }
        return id
    }

    private mutating func write(_ record: ReportRecord, id: Int64) throws {
        report.bind(id)
        record.bind(to: &report)
        try report.run()
    }

    /// The rounds that the step may have changed: those that had not ended when the last entry before it was written.
    private mutating func writeRounds(of change: CaseChange, id: Int64) throws {
        let history = change.case.history
        let before = change.written > 0 ? history[min(change.written, history.count) - 1].at : .earliest
        let changed = change.case.rounds.filter { $0.endedAt.map { $0 >= before } ?? true }
        let charges =
            changed.contains { $0.endedAt != nil }
            ? change.case.timeAccount(asOf: change.case.lastAppliedAt, calendars).charges : []
        for row in changed {
            let charge = row.endedAt == nil ? nil : charges.first { $0.round == row.number }
            round.bind(id)
            RoundRow(row, charge).bind(to: &round, number: change.case.number)
            try round.run()
        }
    }

    /// Whoever helps may change with each event, and nobody helps with a case that is done.
    private mutating func writeSupports(of change: CaseChange, id: Int64) throws {
        if !change.isNew {
            noSupport.bind(id)
            try noSupport.run()
        }
        for row in SupportRow.all(of: change.case) {
            row.bind(to: &support, number: change.case.number)
            support.bind(id)
            try support.run()
        }
    }

    private mutating func writeEvents(of change: CaseChange) throws {
        for entry in change.case.history.dropFirst(change.written) {
            guard let applied = entry.progress else { continue }
            event.bind(applied.received.identity)
            event.bind(change.case.number)
            event.bind(entry.seq)
            event.bind(entry.at)
            event.bind(applied.received.recordedAt)
            event.bind(applied.event.action.rawValue)
            event.bind(hex: applied.body.hex)
            try event.run()
        }
        // Of a case that comes whole, as in a rebuild, what it remembers as refused comes too.
        guard change.isNew else { return }
        for refused in change.case.memory.refused {
            event.bind(refused.identity)
            event.bind(change.case.number)
            for _ in 0..<4 { event.bindNull() }
            event.bind(hex: refused.body.hex)
            try event.run()
        }
    }
}
