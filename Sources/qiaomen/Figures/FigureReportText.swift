import Foundation
import Hotline
import Store
import WorkTime

/// 通报: a week or month by department and street, as it is read out in a meeting.
struct FigureReportText {
    let report: FigureReport
    let names: FigureNames
    let district: District
    let weights: ThreeRateWeights
    private let text: FigureText

    init(_ report: FigureReport, _ names: FigureNames, _ district: District, _ weights: ThreeRateWeights) {
        self.report = report
        self.names = names
        self.district = district
        self.weights = weights
        text = FigureText(language: names.language)
    }

    private var language: OutputLanguage { names.language }

    /// The whole report.
    var whole: String {
        """
        \(title)

        \(summary)
        \(language.text("【各单位】", "[By department]"))
        \(work(report.departments))
        \(evaluation(report.departments))
        \(language.text("【各街道】", "[By street]"))
        \(work(report.streets))
        \(evaluation(report.streets))
        \(topics)
        \(notes)

        """
    }

    private var title: String {
        let (first, last) = (report.period.firstDate.text, report.period.lastDate.text)
        let kind =
            report.period.unit == .month
            ? language.text("月通报", "monthly report") : language.text("周通报", "weekly report")
        return language.text(
            "\(district.name.zh)群众诉求办理情况\(kind) (\(first) 至 \(last))",
            "\(district.name.en): residents' reports, \(kind) (\(first) to \(last))")
    }

    private var summary: String {
        let (now, before) = (report.streets.present.whole, report.streets.previous.whole)
        let year = report.streets.lastYear.whole
        func count(_ figure: CountFigure) -> String {
            let value = now.count(figure)
            return "\(language.text(figure.name)) \(value) ("
                + language.text("环比 ", "on the period before ") + text.change(value, from: before.count(figure)) + ", "
                + language.text("同比 ", "on the year before ") + text.change(value, from: year.count(figure)) + ")"
        }
        let rates: [RateFigure] = [.resolveOnTime, .response, .solvedFinal, .satisfiedFinal, .firstRight]
        let shares = rates.map { figure in
            "\(language.text(figure.name)) \(text.share(now.rate(figure).counted)) "
                + text.change(now.rate(figure), from: before.rate(figure))
        }
        let state =
            "\(language.text("期末在办", "open at the end")) \(now.count(.open)), "
            + "\(language.text("其中超期", "overdue of them")) \(now.count(.overdue))"
        return ([count(.received), count(.resolved), state] + shares).map { "  \($0)" }.joined(separator: "\n") + "\n"
    }

    private func work(_ comparison: FigureReport.Comparison) -> String {
        let sheet = comparison.present
        let ranks = sheet.ranks(by: .resolveOnTime)
        var table = TextTable([
            names.title(of: sheet.scope.grouping), language.text("受理", "received"), language.text("环比", "before"),
            language.text("同比", "last year"), language.text("办结", "resolved"), language.text("在办", "open"),
            language.text("超期", "overdue"), language.text("按时办结率", "on time"), language.text("环比", "before"),
            language.text("退单率", "returned"), language.text("用时p50/p90(工作小时)", "p50/p90 (working h)"),
        ])
        for (row, isWhole) in sheet.listed {
            let (before, year) = (comparison.previous.row(row, isWhole), comparison.lastYear.row(row, isWhole))
            let received = row.count(.received)
            let percentiles = row.working?.percentiles ?? []
            table.add([
                name(row, isWhole, sheet), String(received), text.change(received, from: before.count(.received)),
                text.change(received, from: year.count(.received)), String(row.count(.resolved)),
                String(row.count(.open)), String(row.count(.overdue)),
                text.share(row.rate(.resolveOnTime), rank: isWhole ? nil : ranks[row.group]),
                text.change(row.rate(.resolveOnTime), from: before.rate(.resolveOnTime)),
                text.share(row.rate(.returned).counted),
                percentiles.prefix(2).map { text.hours($0) }.joined(separator: "/") + " n=\(row.working?.n ?? 0)",
            ])
        }
        return table.takeText()
    }

    private func evaluation(_ comparison: FigureReport.Comparison) -> String {
        let sheet = comparison.present
        let figures: [RateFigure] = [.response, .solvedFinal, .satisfiedFinal]
        let ranks = figures.map { sheet.ranks(by: $0) }
        var table = TextTable(
            [names.title(of: sheet.scope.grouping)]
                + figures.flatMap { [language.text($0.name), language.text("环比", "before")] }
                + [language.text("综合得分", "score"), language.text("剔除(响应/评价)", "excluded (contact/evaluation)")])
        for (row, isWhole) in sheet.listed {
            let before = comparison.previous.row(row, isWhole)
            let cells = zip(figures, ranks).flatMap { figure, ranks in
                [
                    text.share(row.rate(figure), rank: isWhole ? nil : ranks[row.group]),
                    text.change(row.rate(figure), from: before.rate(figure)),
                ]
            }
            table.add(
                [name(row, isWhole, sheet)] + cells + [
                    weights.score(row).map { text.decimal($0 * 100) } ?? "-",
                    "\(row.rate(.response).excludedCount)/\(row.rate(.solvedFinal).excludedCount)",
                ])
        }
        return table.takeText()
    }

    private func name(_ row: FigureRow, _ isWhole: Bool, _ sheet: FigureSheet) -> String {
        isWhole ? language.text("合计", "all") : names.name(of: row.group, by: sheet.scope.grouping)
    }

    private var topics: String {
        let title = language.text("【热点】", "[Hot topics]") + "\n"
        guard !report.topics.isEmpty else { return title + "  " + language.text("无", "none") + "\n" }
        return title
            + report.topics.map { topic in
                "  \(about(topic.cluster)): "
                    + language.text(
                        "7天 \(topic.callers) 人, 此前四周周均 \(text.decimal(topic.weeklyMean)) 人",
                        "\(topic.callers) callers in 7 days, \(text.decimal(topic.weeklyMean)) a week in the four before"
                    )
                    + "\n"
            }.joined()
    }

    private func about(_ cluster: HotTopic.Cluster) -> String {
        switch cluster {
        case .place(let area, let community, let street):
            let place =
                community.map { names.name(of: $0, by: .community) } ?? names.name(of: street, by: .street)
            return "\(place) · \(names.name(of: area, by: .area))"
        case .similar(let number): return language.text("与 \(number.grouped) 相似", "like \(number.grouped)")
        }
    }

    private var notes: String {
        language.text(
            """
            说明: 各单位按轮次、部门时钟计; 各街道按工单、居民时钟计。括号内为 分子/分母, # 为名次(Wilson 区间下限, \
            分母不足 \(Ranking.leastCount) 不排名)。未评价不入分母, 剔除后计。环比为上一同长时段, 同比为去年同期。
            """,
            """
            Departments: a row a round, their clock; streets: a row a case, the resident's clock. In brackets \
            numerator/denominator, # is the rank (lower bound of Wilson's interval, nobody below \
            \(Ranking.leastCount)). Who did not answer is in no denominator; all are after exclusions.
            """)
    }
}

extension FigureSheet {
    /// Its rows, and all together last.
    fileprivate var listed: [(row: FigureRow, isWhole: Bool)] { rows.map { ($0, false) } + [(whole, true)] }

    /// The row of the same group, empty if there is none.
    fileprivate func row(_ other: FigureRow, _ isWhole: Bool) -> FigureRow {
        isWhole ? whole : rows.first { $0.group == other.group } ?? FigureRow(group: other.group)
    }
}
