import Foundation
import Hotline
import Store
import WorkTime

/// A sheet of figures as tables for people: one a subject, a row a group, all of them last.
struct FigureTables {
    let names: FigureNames
    let zone: TimeZone
    private let text: FigureText

    init(_ names: FigureNames, zone: TimeZone) {
        self.names = names
        self.zone = zone
        text = FigureText(language: names.language)
    }

    private var language: OutputLanguage { names.language }

    /// All of it.
    func text(_ sheet: FigureSheet) -> String {
        let parts = [
            counts(sheet),
            rates(
                sheet, language.text("时限", "On time"),
                [.acceptOnTime, .response, .resolveOnTime, .dispatchOnTime, .answerOnTime]),
            rates(
                sheet, language.text("评价(最终)", "Evaluation (final)"),
                [.response, .solvedFinal, .satisfiedFinal, .verySatisfiedFinal]),
            rates(
                sheet, language.text("评价(首次)", "Evaluation (first)"),
                [.solvedFirst, .satisfiedFirst, .verySatisfiedFirst]),
            coverage(sheet),
            rates(
                sheet, language.text("办理过程", "Course"),
                [.firstRight, .returned, .reassigned, .redone, .extended, .onLedger, .calledAgain]),
            closure(sheet, language.text("办结用时(工作小时)", "Time to resolve (working hours)"), \.working),
            closure(sheet, language.text("办结用时(自然小时)", "Time to resolve (elapsed hours)"), \.elapsed),
            backlog(sheet),
        ]
        return heading(sheet) + parts.joined(separator: "\n") + "\n" + notes
    }

    private func heading(_ sheet: FigureSheet) -> String {
        let scope = sheet.scope
        let from = localTime(scope.window.start, zone).prefix(16)
        let to = localTime(min(scope.window.end, scope.asOf), zone).prefix(16)
        let counts =
            scope.isByRound
            ? language.text("按轮次计, 部门时钟", "a row a round, the department's clock")
            : language.text("按工单计, 居民时钟", "a row a case, the resident's clock")
        return language.text("指标", "Figures") + " \(from) – \(to) (\(counts))\n\n"
    }

    private var notes: String {
        language.text(
            """
            比率后括号内为 分子/分母; # 为名次(按 Wilson 区间下限, 分母不足 \(Ranking.leastCount) 不排名); 均已剔除, 剔除前见“剔除与覆盖”。
            用时把未办结工单按已等待时间计入(Kaplan–Meier), 括号内只算已办结; > 表示尚未达到。

            """,
            """
            Shares are followed by numerator/denominator; # is the rank (by the lower bound of Wilson's interval; below \
            \(Ranking.leastCount) nobody is ranked). All are after exclusions; those before stand under exclusions.
            Times count open cases by how long they have waited (Kaplan–Meier), in brackets only what is done; > is not \
            reached yet.

            """)
    }

    private func table(
        _ sheet: FigureSheet, _ title: String, _ columns: [String], _ cells: (FigureRow, Bool) -> [String]
    ) -> String {
        var table = TextTable([names.title(of: sheet.scope.grouping)] + columns)
        for row in sheet.rows {
            table.add([names.name(of: row.group, by: sheet.scope.grouping)] + cells(row, false))
        }
        table.add([language.text("合计", "all")] + cells(sheet.whole, true))
        return language.text("【\(title)】", "[\(title)]") + "\n" + table.takeText()
    }

    private func counts(_ sheet: FigureSheet) -> String {
        let hours = (sheet.dueBefore.milliseconds - sheet.scope.asOf.milliseconds) / 3_600_000
        let figures = CountFigure.allCases.filter { sheet.scope.grouping != .week || !$0.isOfNow }
        let columns = figures.map {
            $0 == .dueSoon ? language.text("\(hours)小时内到期", "due in \(hours) h") : language.text($0.name)
        }
        let hasPopulation = ([sheet.whole] + sheet.rows).contains { $0.perTenThousand != nil }
        let population = hasPopulation ? [language.text("万人受理量", "received per 10,000")] : []
        return table(sheet, language.text("数量", "Counts"), columns + population) { row, _ in
            let counts = figures.map { String(row.count($0)) }
            return counts + (hasPopulation ? [row.perTenThousand.map(text.decimal) ?? "-"] : [])
        }
    }

    private func rates(_ sheet: FigureSheet, _ title: String, _ figures: [RateFigure]) -> String {
        let ranks = figures.map { sheet.ranks(by: $0) }
        return table(sheet, title, figures.map { language.text($0.name) }) { row, isWhole in
            zip(figures, ranks).map { figure, ranks in
                text.share(row.rate(figure), rank: isWhole ? nil : ranks[row.group])
            }
        }
    }

    private func coverage(_ sheet: FigureSheet) -> String {
        let three: [RateFigure] = [.response, .solvedFinal, .satisfiedFinal]
        let columns =
            three.map { language.text($0.name) + language.text("剔除前", " before") }
            + [
                language.text("响应剔除", "excluded (contact)"), language.text("评价剔除", "excluded (evaluation)"),
                language.text("回访覆盖", "answered of asked"),
            ]
        return table(sheet, language.text("剔除与覆盖", "Exclusions and coverage"), columns) { row, _ in
            let solved = row.rate(.solvedFinal)
            let covered = solved.counted.coverage.map {
                "\(text.percent($0)) (\(solved.counted.n)/\(solved.counted.asked))"
            }
            return three.map { text.share(row.rate($0).beforeExclusions) } + [
                String(row.rate(.response).excludedCount), String(solved.excludedCount), covered ?? "-",
            ]
        }
    }

    private func closure(
        _ sheet: FigureSheet, _ title: String, _ summary: KeyPath<FigureRow, WaitingSummary?>
    ) -> String {
        let columns = [
            "n", language.text("已办结", "done"), language.text("未办结", "open"), "p50", "p90", "p99",
        ]
        return table(sheet, title, columns) { row, _ in
            let times = row[keyPath: summary]
            return [times?.n, times?.done, times?.open].map { String($0 ?? 0) } + text.percentiles(times)
        }
    }

    private func backlog(_ sheet: FigureSheet) -> String {
        let limits = Backlog.dayLimits
        let ranges = ["<\(limits[0])"] + zip(limits, limits.dropFirst()).map { "\($0)–\($1)" }
        let columns = (ranges + ["≥\(limits[limits.count - 1])"]).map { $0 + language.text("天", " days") }
        return table(sheet, language.text("在办时长", "Open, by age"), columns) { row, _ in
            row.backlog.classes.map(String.init)
        }
    }
}
