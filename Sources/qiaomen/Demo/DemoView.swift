import Foundation
package import Hotline
import Ingest

/// Turns a snapshot into lines: pure, so that it can be tested without a terminal.
package struct DemoView {
    let district: District
    let language: DemoLanguage
    /// The broker's, for whoever wants to look in from outside.
    let address: String

    package init(district: District, language: DemoLanguage, address: String) {
        self.district = district
        self.language = language
        self.address = address
    }

    /// One screen, each line at most `width` columns.
    package func screen(_ snapshot: DemoSnapshot, width: Int, height: Int) -> [String] {
        let words = language.words
        var lines = [
            "\(words.title) · \(name(district.name)) · \(clock(snapshot.elapsed))",
            "\(words.reports) \(grouped(snapshot.done))   \(words.rate) \(tenths(snapshot.rate))   "
                + "\(words.lag) \(grouped(snapshot.lag))   \(words.dead) \(grouped(snapshot.tally.dead))   "
                + "\(words.supporting) \(grouped(snapshot.tally.supporting))",
            "",
        ]
        let areas = bars(
            words.byArea, district.areas.map { ($0.id, name($0.name)) }, snapshot.tally.byArea, width: width / 2 - 2)
        let departments = bars(
            words.byDepartment, district.departments.map { ($0.id, name($0.name)) }, snapshot.tally.byDepartment,
            width: width / 2 - 2)
        for row in 0..<max(areas.count, departments.count) {
            let left = row < areas.count ? areas[row] : ""
            let right = row < departments.count ? departments[row] : ""
            lines.append(padded(left, to: width / 2) + right)
        }
        lines += ["", words.latest]
        let room = max(0, height - lines.count - 2)
        lines += snapshot.latest.suffix(room).reversed().map(task)
        lines += ["", "\(words.end) · qiaomen tasks --department housing --broker \(address)"]
        return lines.map { shortened($0, to: width) }
    }

    /// One line, for a pipe or a log.
    package func line(_ snapshot: DemoSnapshot) -> String {
        let words = language.words
        let areas = district.areas.map { "\(name($0.name)) \(snapshot.tally.byArea[$0.id] ?? 0)" }
        let departments = district.departments.map { "\(name($0.name)) \(snapshot.tally.byDepartment[$0.id] ?? 0)" }
        return "\(clock(snapshot.elapsed)) \(words.reports) \(snapshot.done) \(words.rate) \(tenths(snapshot.rate)) "
            + "\(words.lag) \(snapshot.lag) \(words.dead) \(snapshot.tally.dead) | \(areas.joined(separator: " ")) | "
            + departments.joined(separator: " ")
    }

    /// A task on one line.
    package func task(_ task: Assignment) -> String {
        let department =
            district.departments.first { $0.id == task.department }.map { name($0.name) } ?? task.department
        let area = district.areas.first { $0.id == task.area }.map { name($0.name) } ?? task.area
        let community = district.communities.first { $0.id == task.community }.map { name($0.name) } ?? "–"
        let time = localTime(task.assignedAt, district.zone).suffix(8)
        return "\(time)  \(task.caseNumber.grouped)  " + padded(department, to: 16) + padded(area, to: 14)
            + padded(community, to: 16) + padded(language.word(for: task.urgency), to: 10)
            + task.evidence.joined(separator: " ")
    }

    private func bars(
        _ heading: String, _ rows: [(id: String, name: String)], _ counts: [String: Int], width: Int
    ) -> [String] {
        let most = max(1, counts.values.max() ?? 1)
        let nameWidth = (rows.map { displayWidth($0.name) }.max() ?? 0) + 1
        let room = max(0, width - nameWidth - 10)
        return [heading]
            + rows.map { row in
                let count = counts[row.id] ?? 0
                let number = grouped(count)
                return padded(row.name, to: nameWidth) + String(repeating: " ", count: max(0, 8 - number.count))
                    + number
                    + " " + String(repeating: "█", count: room * count / most)
            }
    }

    private func name(_ name: BilingualName) -> String { language == .english ? name.en : name.zh }

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
