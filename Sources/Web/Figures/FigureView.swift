import Hotline
import Store
import WorkTime

/// What was found, as the template `page-figures.html` shows it.
struct FigureView {
    let findings: FigureFindings
    let address: FigureAddress
    let words: FigureWording

    /// Topics that callers say most of.
    private static let mostTopics = 15

    private var sheet: FigureSheet { findings.sheet }
    private var grouping: FigureGrouping { sheet.scope.grouping }

    /// The page's values.
    func model(_ district: District) -> [String: Any] {
        [
            "from": words.time(sheet.scope.window.start),
            "until": words.time(min(sheet.scope.window.end, sheet.scope.asOf)),
            "csv": address.table,
            "clock": words.text(sheet.scope.isByRound ? "figuresByRound" : "figuresByCase"),
            "form": FigureForm(address: address, words: words).model(district, sheet.scope),
            "today": today, "three": three.model, "counts": counts.model,
            "onTime": rates(
                "figuresOnTime", [.acceptOnTime, .response, .resolveOnTime, .dispatchOnTime, .answerOnTime]),
            "evaluation": rates("figuresEvaluation", [.response, .solvedFinal, .satisfiedFinal]),
            "course": rates(
                "figuresCourse", [.firstRight, .returned, .reassigned, .redone, .extended, .onLedger, .calledAgain]),
            "closures": findings.closures.map { ClosureView(closures: $0, address: address, words: words).model },
            "backlog": backlog.model, "ranking": RankingView(sheet: sheet, address: address, words: words).models,
            "hasTopics": sheet.scope.only == nil, "topics": findings.topics.prefix(Self.mostTopics).map(topic),
            "noTopics": findings.topics.isEmpty,
            "dueList": [
                "rows": findings.due.map { FigureCaseRow(row: $0, words: words).model(asOf: sheet.scope.asOf) }
            ],
            "noneDue": findings.due.isEmpty,
            "allDue": todayAddress.cases(behind: CountFigure.dueSoon.rawValue, of: .whole),
        ]
    }

    /// Today alone, not told apart.
    private var todayAddress: FigureAddress {
        var address = address.by(.whole)
        (address.from, address.to) = (words.days.date(at: sheet.scope.asOf).text, nil)
        return address
    }

    private var today: [[String: Any]] {
        FigureFindings.todayFigures.map { figure in
            [
                "name": figure == .dueSoon ? words.text("figuresDueSoon") : words.name(figure),
                "value": findings.today[figure] ?? 0,
                "address": todayAddress.cases(behind: figure.rawValue, of: .whole),
                "isBad": figure == .overdue && findings.today[figure] ?? 0 > 0,
            ]
        }
    }

    /// Each row with its group, all together last.
    private func table(
        _ title: String, _ columns: [String], _ cells: (FigureRow, FigureGroup) -> [FigureTable.Cell]
    ) -> FigureTable {
        var table = FigureTable(words.text(title), [words.title(of: grouping)] + columns)
        for row in sheet.rows {
            let group = FigureGroup.group(row.group)
            table.add(words.name(group, by: grouping), cells(row, group))
        }
        table.add(words.name(.whole, by: grouping), cells(sheet.whole, .whole), isTotal: true)
        return table
    }

    private var counts: FigureTable {
        let figures = CountFigure.allCases.filter { grouping != .week || !$0.isOfNow }
        let names = figures.map { $0 == .dueSoon ? words.text("figuresDueSoon") : words.name($0) }
        return table("figuresCounts", names + [words.text("figuresPerTenThousand")]) { row, group in
            figures.map { FigureTable.Cell(String(row.count($0)), to: address.cases(behind: $0.rawValue, of: group)) }
                + [FigureTable.Cell(row.perTenThousand.map(words.decimal) ?? "-")]
        }
    }

    private func rates(_ title: String, _ figures: [RateFigure]) -> [String: Any] {
        let ranks = figures.map { sheet.ranks(by: $0) }
        return table(title, figures.map(words.name)) { row, group in
            zip(figures, ranks).map { figure, ranks in
                share(figure, row.rate(figure), group, rank: group == .whole ? nil : ranks[row.group])
            }
        }.model
    }

    /// `92.3% (12/13) #2`, each number with its cases.
    private func share(_ figure: RateFigure, _ rate: Rate, _ group: FigureGroup, rank: Int?) -> FigureTable.Cell {
        guard let share = rate.counted.share else { return FigureTable.Cell("-") }
        return FigureTable.Cell([
            ("\(words.percent(share)) (", nil),
            (String(rate.counted.hits), address.cases(behind: figure.rawValue, .hits, of: group)), ("/", nil),
            (String(rate.counted.n), address.cases(behind: figure.rawValue, .all, of: group)),
            (")" + (rank.map { " #\($0)" } ?? ""), nil),
        ])
    }

    /// 三率: the first and the final one, with all that they are made of.
    private var three: FigureTable {
        var table = FigureTable(
            words.text("figuresThree"),
            ["figuresRate", "figuresShare", "figuresHits", "figuresAll", "figuresInterval", "figuresUnanswered"]
                .map(words.text)
                + ["figuresCoverage", "figuresExcluded", "figuresBefore"].map(words.text))
        let figures: [RateFigure] = [.response, .solvedFirst, .solvedFinal, .satisfiedFirst, .satisfiedFinal]
        for figure in figures {
            let rate = sheet.whole.rate(figure)
            let tally = rate.counted
            func link(_ number: Int, _ part: FigurePart) -> FigureTable.Cell {
                FigureTable.Cell(String(number), to: address.cases(behind: figure.rawValue, part, of: .whole))
            }
            let before = rate.beforeExclusions
            table.add(
                words.name(figure),
                [
                    FigureTable.Cell(words.percent(tally.share)), link(tally.hits, .hits), link(tally.n, .all),
                    FigureTable.Cell(words.interval(tally)), link(tally.unanswered, .unanswered),
                    FigureTable.Cell(words.percent(tally.coverage)), link(rate.excludedCount, .excluded),
                    FigureTable.Cell("\(words.percent(before.share)) (\(before.hits)/\(before.n))"),
                ])
        }
        return table
    }

    private var backlog: FigureTable {
        let columns = (0...Backlog.dayLimits.count).map(words.age)
        return table("figuresBacklog", columns + [words.name(.open)]) { row, group in
            row.backlog.classes.enumerated().map { age, count in
                FigureTable.Cell(
                    String(count), to: address.cases(behind: FigureCaseSearch.backlog, age: age, of: group))
            } + [
                FigureTable.Cell(
                    String(row.count(.open)), to: address.cases(behind: CountFigure.open.rawValue, of: group))
            ]
        }
    }

    private func topic(_ topic: HotTopic) -> [String: Any] {
        let about: String
        switch topic.cluster {
        case .place(let area, let community, let street):
            let place =
                community.map { words.name(.group($0), by: .community) }
                ?? words.name(.group(street), by: .street)
            about = "\(place) · \(words.name(.group(area), by: .area))"
        case .similar(let number): about = words.text("figuresSimilar") + " \(number.grouped)"
        }
        return [
            "about": about, "callers": topic.callers, "mean": words.decimal(topic.weeklyMean),
            "cases": topic.cases.prefix(50).map { ["number": $0.description, "grouped": $0.grouped] },
            "count": topic.cases.count,
        ]
    }
}
