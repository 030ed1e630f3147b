import Foundation
import Hotline
import Store
import WorkTime

/// One case for people to read: where it stands, its clocks, its rounds, its callers, its history; no personal data.
struct CaseSheet {
    let state: Case
    let relations: CaseRelations
    let zone: TimeZone
    let calendars: Calendars
    let now: Instant

    var text: String {
        var text = head
        text += section("clocks", ["clock", "since", "limit", "due", "stopped", "met", "stands still"], clocks)
        text += section(
            "rounds", ["round", "department", "reason", "assigned", "accepted", "contacted", "due", "ended", "ending"],
            rounds)
        text += section("callers", ["case", "channel", "external", "received", "said"], callers)
        text += section("requests that wait for the desk", ["id", "action", "at"], requests)
        text += section("history", ["seq", "at", "what", "by", "note"], state.history.map(row))
        text += section("similar", ["case", "similarity"], similar)
        return text
    }

    private var head: String {
        var lines = [
            "case \(state.number.grouped)  \(state.state.rawValue) \(state.state.name.zh)",
            "\(state.holder)  \(state.subject.area)  \(state.subject.kind.rawValue)  \(state.subject.urgency.rawValue)  "
                + [state.subject.street, state.subject.community].compactMap(\.self).joined(separator: " "),
            "promised by \(time(state.promisedBy))"
                + (state.isOverdue(asOf: now, calendars) ? "  OVERDUE" : "")
                + (state.isProvisional ? "  provisional" : ""),
        ]
        if let root = state.mergedInto { lines.append("merged into \(root.grouped)") }
        if !relations.merged.isEmpty {
            lines.append("answers for \(relations.merged.map(\.grouped).joined(separator: ", "))")
        }
        if !relations.replies.isEmpty {
            lines.append("followed up by \(relations.replies.map(\.grouped).joined(separator: ", "))")
        }
        if let closing = state.closing { lines.append("closed \(time(closing.at)): \(closing.outcome.rawValue)") }
        if let exclusion = state.exclusion { lines.append("out of the rates: \(exclusion.rawValue)") }
        if let suspension = state.suspension {
            let owner = suspension.owner.map { ", owner \($0)" } ?? ""
            lines.append("suspended (\(suspension.kind.rawValue)) until \(time(suspension.until))\(owner)")
        }
        return lines.map { printable($0) + "\n" }.joined()
    }

    private var clocks: [[String]] {
        let round = state.round
        let all: [(name: String, clock: CaseClock, isMet: Bool?)] = [
            ("resident", state.residentClock, state.isPromiseMet(asOf: now, calendars)),
            ("accept", round.accept, round.isAcceptMet(asOf: now)),
            ("contact", round.contact, round.isContactMet(asOf: now)),
            (round.kind.rawValue, round.clock, round.isMet(asOf: now)),
        ]
        return all.map { name, clock, isMet in
            [
                name, time(clock.start), clock.limit.map { "\($0.limit) (\($0.calendar))" } ?? "none",
                time(clock.due?.instant), time(clock.stoppedAt), isMet.map { $0 ? "met" : "missed" } ?? "",
                clock.allPauses.list.map { "\(time($0.start)) to \(time($0.end))" }.joined(separator: ", "),
            ]
        }
    }

    private var rounds: [[String]] {
        state.rounds.map { round in
            [
                String(round.number), round.department, round.reason.rawValue, time(round.assignedAt),
                time(round.accept.stoppedAt), time(round.contact.stoppedAt), time(round.clock.due?.instant),
                time(round.endedAt), round.ending?.rawValue ?? "",
            ]
        }
    }

    private var callers: [[String]] {
        state.callers.map { caller in
            let withdrawn = caller.withdrawnAt.map { ["withdrawn \(time($0))"] } ?? []
            let said = withdrawn + caller.evaluations.map(said)
            return [
                caller.number.grouped, caller.channel, caller.externalId ?? "", time(caller.receivedAt),
                said.joined(separator: ", "),
            ]
        }
    }

    private func said(_ answer: Caller.Answer) -> String {
        guard answer.evaluation.reached else { return "\(answer.resolve): not reached" }
        let satisfaction = answer.evaluation.satisfaction.map { " \($0)/5" } ?? ""
        return "\(answer.resolve): \(answer.evaluation.resolved.rawValue)\(satisfaction)"
    }

    private var requests: [[String]] {
        state.requests.map { [$0.id, $0.body.action.rawValue, time($0.at)] }
    }

    private var similar: [[String]] {
        relations.similar.map { [$0.number.grouped, "\(rounded($0.similarity))"] }
    }

    private func row(_ entry: HistoryEntry) -> [String] {
        let event = entry.progress?.event
        return [
            String(entry.seq), time(entry.at), what(entry), event?.by ?? "", event?.note?.maskingPersonalNumbers ?? "",
        ]
    }

    private func what(_ entry: HistoryEntry) -> String {
        switch entry.kind {
        case .opened(let opening): "opened at \(opening.assignment.department)"
        case .progress(let applied): applied.event.action.rawValue
        case .resumed: "resumed by itself"
        case .closed(let outcome): "closed by itself: \(outcome.rawValue)"
        case .absorbed(let absorption): "took over \(absorption.child.grouped)"
        case .followed(let change): "the case it was merged into was \(change.rawValue)"
        case .amended(let department): "reported anew, would have gone to \(department)"
        case .recounted(let holidays): "counted anew by the holidays \(holidays)"
        }
    }

    private func time(_ instant: Instant?) -> String {
        instant.map { String(localTime($0, zone).prefix(16)) } ?? ""
    }

    private func section(_ name: String, _ titles: [String], _ rows: [[String]]) -> String {
        guard !rows.isEmpty else { return "" }
        var table = TextTable(titles)
        for row in rows { table.add(row) }
        return "\n\(name)\n" + table.takeText()
    }
}
