import Foundation
package import Hotline
import Ingest
import Tracking

/// Turns a snapshot into lines: pure, so that it can be tested without a terminal.
package struct DemoView {
    let district: District
    let language: DemoLanguage
    /// The broker's, for whoever wants to look in from outside.
    let address: String
    /// The pages'.
    let web: String

    package init(district: District, language: DemoLanguage, address: String, web: String) {
        self.web = web
        self.district = district
        self.language = language
        self.address = address
    }

    /// One screen, each line at most `width` columns.
    package func screen(_ snapshot: DemoSnapshot, width: Int, height: Int) -> [String] {
        let words = language.words
        var lines = [
            "\(words.title) · \(name(district.name)) · \(localTime(snapshot.now, district.zone)) · \(clock(snapshot.elapsed))",
            "\(words.reports) \(grouped(snapshot.done))   \(words.rate) \(tenths(snapshot.rate))   "
                + "\(words.lag) \(grouped(snapshot.lag))   \(words.dead) \(grouped(snapshot.tally.dead))   "
                + "\(words.overdue) \(grouped(snapshot.census.overdue))",
            "\(words.events) \(grouped(snapshot.tracked[.applied]))   "
                + "\(words.refused) \(grouped(snapshot.tracked[.refused] + snapshot.tracked[.dead]))   "
                + "\(words.told) \(grouped(snapshot.tracked.told))",
            "",
        ]
        let states = bars(
            words.byState, CaseState.allCases.map { ($0, name($0.name)) }, snapshot.census.counts, width: width / 2 - 2)
        let departments = bars(
            words.byDepartment, district.departments.map { ($0.id, name($0.name)) }, snapshot.census.open,
            width: width / 2 - 2)
        for row in 0..<max(states.count, departments.count) {
            let left = row < states.count ? states[row] : ""
            let right = row < departments.count ? departments[row] : ""
            lines.append(padded(left, to: width / 2) + right)
        }
        lines += ["", words.latest]
        let room = max(0, height - lines.count - 3)
        lines += snapshot.latest.suffix(room).reversed().map(event)
        lines += ["", "\(words.pages) \(web)", "\(words.end) · qiaomen tasks --department housing --broker \(address)"]
        return lines.map { shortened($0, to: width) }
    }

    /// One line, for a pipe or a log.
    package func line(_ snapshot: DemoSnapshot) -> String {
        let words = language.words
        let states = CaseState.allCases.map { "\(name($0.name)) \(snapshot.census.counts[$0] ?? 0)" }
        return "\(localTime(snapshot.now, district.zone)) \(words.reports) \(snapshot.done) "
            + "\(words.rate) \(tenths(snapshot.rate)) \(words.lag) \(snapshot.lag) \(words.dead) \(snapshot.tally.dead) | "
            + states.joined(separator: " ") + " | \(words.overdue) \(snapshot.census.overdue) "
            + "\(words.events) \(snapshot.tracked[.applied]) "
            + "\(words.refused) \(snapshot.tracked[.refused] + snapshot.tracked[.dead]) \(words.told) \(snapshot.tracked.told)"
    }

    /// An event on one line.
    package func event(_ event: LiveEvent) -> String {
        let department = district.departments.first { $0.id == event.department }.map { name($0.name) }
        let area = district.areas.first { $0.id == event.area }.map { name($0.name) } ?? event.area
        let community = district.communities.first { $0.id == event.community }.map { name($0.name) } ?? "–"
        let who = department ?? event.department ?? event.who.map(name) ?? "–"
        let time = localTime(event.at, district.zone).dropFirst(5).prefix(11)
        return "\(time)  \(event.number.grouped)  " + padded(who, to: 16) + padded(name(event.what), to: 26)
            + padded(community, to: 14) + area
    }

    private func bars<Key: Hashable>(
        _ heading: String, _ rows: [(key: Key, name: String)], _ counts: [Key: Int], width: Int
    ) -> [String] {
        let most = max(1, counts.values.max() ?? 1)
        let nameWidth = (rows.map { displayWidth($0.name) }.max() ?? 0) + 1
        let room = max(0, width - nameWidth - 10)
        return [heading]
            + rows.map { row in
                let count = max(0, counts[row.key] ?? 0)
                let number = grouped(count)
                return padded(row.name, to: nameWidth) + String(repeating: " ", count: max(0, 8 - number.count))
                    + number
                    + " " + String(repeating: "█", count: room * count / most)
            }
    }

    private func name(_ name: BilingualName) -> String { language.word(for: name) }

    private func padded(_ text: String, to width: Int) -> String {
        let short = shortened(text, to: width - 1)
        return short + String(repeating: " ", count: max(1, width - displayWidth(short)))
    }

    private func clock(_ seconds: Int) -> String {
        [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    private func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)/s"
    }
}
