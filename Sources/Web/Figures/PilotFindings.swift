import Hotline
package import Store
package import WorkTime

/// What is recorded of a community of the pilot (共同缔造试点): what residents wish for, and how far the five co's have come.
package struct PilotFindings: Sendable {
    /// A wish (点单) and how many endorse it (附议).
    package struct Wish: Sendable {
        package let row: CaseRow
        package let endorsements: Int
    }

    /// The five co's; four are recorded when work starts, 共评 when residents are asked.
    package enum Stage: String, CaseIterable, Sendable {
        case plan, build, manage, evaluate, share
    }

    /// Wishes, those with the most endorsements first.
    package let wishes: [Wish]
    /// How many cases serve each of them.
    package let stages: [Stage: Int]
    /// How many cases were looked at.
    package let cases: Int
    /// Whether there are earlier ones that were not looked at.
    package let hasMore: Bool

    /// So many of a community are looked at, the latest.
    private static let most = 500
    /// Of a year.
    private static let span: Int64 = 365 * 86_400_000

    /// Reads it; it blocks.
    package static func read(_ store: Store, community: String, now: Instant) throws(StoreError) -> PilotFindings {
        var query = CaseQuery(.received)
        query.community = community
        query.receivedFrom = Instant(milliseconds: now.milliseconds - span)
        query.limit = most
        let page = try store.page(query)
        let states = try store.cases(page.rows.map(\.number))
        var (wishes, stages): ([Wish], [Stage: Int]) = ([], [:])
        for row in page.rows {
            guard let state = states[row.number]?.case else { continue }
            if row.kind == .wish, row.state != .merged {
                wishes.append(Wish(row: row, endorsements: state.memory.endorsers.count))
            }
            for stage in Self.stages(of: state) { stages[stage, default: 0] += 1 }
        }
        wishes.sort { ($1.endorsements, $0.row.receivedAt) < ($0.endorsements, $1.row.receivedAt) }
        return PilotFindings(wishes: wishes, stages: stages, cases: page.rows.count, hasMore: page.next != nil)
    }

    private static func stages(of state: Case) -> Set<Stage> {
        var stages: Set<Stage> = []
        for entry in state.history {
            guard case .progress(let applied) = entry.kind else { continue }
            switch applied.event.body {
            case .start(let start): if let stage = start.stage { stages.insert(Stage(stage)) }
            case .evaluate: stages.insert(.evaluate)
            default: break
            }
        }
        return stages
    }
}

extension PilotFindings.Stage {
    fileprivate init(_ stage: ProgressBody.Start.Stage) {
        self =
            switch stage {
            case .plan: .plan
            case .build: .build
            case .manage: .manage
            case .share: .share
            }
    }
}
