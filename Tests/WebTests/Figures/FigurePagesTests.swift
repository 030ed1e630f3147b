import Foundation
import FoundationXML
import Hotline
import Store
import Testing
import Web

/// The managers' page and the lists behind its numbers.
@Suite(.timeLimit(.minutes(2)))
struct FigurePagesTests {
    @Test(arguments: FigureGrouping.allCases)
    func `Each number of the page is the store's, and leads to its cases`(by: FigureGrouping) async throws {
        let world = try await FiguresWorld()
        let address = FigureAddress(by: by, only: nil)
        let page = try await world.page(address.page)
        #expect(page.status == 200)
        let shown = Dictionary(links(in: page.text).map { ($0.address, $0.words) }) { first, _ in first }
        let sheet = try await world.sheet(by: by)
        for row in sheet.rows + [sheet.whole] {
            let group = row == sheet.whole ? FigureGroup.whole : .group(row.group)
            for figure in CountFigure.allCases where by != .week || !figure.isOfNow {
                #expect(shown[address.cases(behind: figure.rawValue, of: group)] == String(row.count(figure)))
            }
            for figure in [RateFigure.resolveOnTime, .solvedFinal, .returned] where row.rate(figure).counted.n > 0 {
                let tally = row.rate(figure).counted
                #expect(shown[address.cases(behind: figure.rawValue, .hits, of: group)] == String(tally.hits))
                #expect(shown[address.cases(behind: figure.rawValue, .all, of: group)] == String(tally.n))
            }
        }
        // By department a round that was done again counts once more.
        #expect(by == .department ? sheet.whole.count(.received) > 60 : sheet.whole.count(.received) == 60)
    }

    @Test(arguments: ["", "department=rural", "street=zhongyuan"])
    func `Today's numbers lead to as many cases, whatever is told apart`(only: String) async throws {
        let world = try await FiguresWorld()
        let page = try await world.page("/figures?by=department&\(only)")
        let glance = /<li class="card"><a href="([^"]*)"><span class="value[^"]*">(\d+)<\/span>/
        let numbers = page.text.matches(of: glance)
        #expect(numbers.count == 5)
        for number in numbers {
            let list = try await world.page(String(number.output.1).replacing("&amp;", with: "&"))
            let count = try #require(Int(number.output.2))
            #expect(list.text.matches(of: /<tr id="case-/).count == min(count, 50), "\(number.output.1)")
        }
    }

    @Test(arguments: [FigureGrouping.area, .department, .week])
    func `Ages and closure times lead to as many cases as they say`(by: FigureGrouping) async throws {
        let world = try await FiguresWorld()
        let page = try await world.page("/figures?by=\(by.rawValue)")
        let shown = links(in: page.text).filter { link in
            ["figure=backlog", "figure=closures"].contains { link.address.contains($0) }
        }
        #expect(shown.count > 20)
        for link in shown {
            let list = try await world.page(link.address)
            let count = try #require(Int(link.words))
            let found = list.text.matches(of: /<tr id="case-/).count
            // A department's round that was done again is of the same case.
            let isByRound = link.address.contains("by=department")
            #expect(isByRound ? found <= min(count, 50) && (found > 0) == (count > 0) : found == min(count, 50))
        }
    }

    @Test func `The page leads to its figures as a table`() async throws {
        let world = try await FiguresWorld()
        let page = try await world.page("/figures?by=area&from=2026-11-01")
        let link = try #require(links(in: page.text).first { $0.address.hasPrefix("/api/v1/figures.csv?") })
        #expect(link.address.contains("by=area") && link.address.contains("from=2026-11-01"))
        let table = try await world.page(link.address)
        #expect(table.status == 200 && table.text.split(separator: "\r\n").count > 10)
    }

    @Test func `A number leads to the cases that it counts, page by page`() async throws {
        let world = try await FiguresWorld()
        let address = FigureAddress(by: .whole, only: nil)
        var found: [String] = []
        for number in 1...2 {
            let path = address.cases(behind: "received", of: .whole, page: number)
            let page = try await world.page(path)
            found += links(in: page.text).map(\.address).filter { $0.hasPrefix("/cases/") }
            #expect(page.text.contains("rel=\"next\"") == (number == 1))
        }
        #expect(found.sorted() == (0..<60).map { "/cases/\(FiguresWorld.number($0))" }.sorted())
    }

    @Test func `A department's rounds lead to their cases, each named once`() async throws {
        let world = try await FiguresWorld()
        for (index, id) in ["housing", "rural"].enumerated() {
            let address = FigureAddress(by: .department, only: nil)
            let page = try await world.page(address.cases(behind: "received", of: .group(id)))
            let found = links(in: page.text).map(\.address).filter { $0.hasPrefix("/cases/") }
            let held = (0..<60).filter { $0 % 2 == index }.map { "/cases/\(FiguresWorld.number($0))" }
            #expect(found.sorted() == held.sorted())
        }
    }

    @Test(arguments: [FigureGrouping.area, .community, .week])
    func `A group's number leads to its own cases`(by: FigureGrouping) async throws {
        let world = try await FiguresWorld()
        let address = FigureAddress(by: by, only: nil)
        for row in try await world.sheet(by: by).rows {
            let page = try await world.page(address.cases(behind: "received", of: .group(row.group)))
            #expect(page.text.matches(of: /<tr id="case-/).count == row.count(.received))
        }
    }

    @Test func `Managers see nothing that a resident has said or is called`() async throws {
        let world = try await FiguresWorld()
        for path in ["/figures", "/figures/cases?figure=received", "/pilots"] {
            let page = try await world.page(path)
            #expect(page.status == 200)
            for word in ["王小明", "13800001234", "柿铺街道12号"] { #expect(!page.text.contains(word), "\(path)") }
        }
    }

    @Test(arguments: [
        ("/figures", 403), ("/figures?department=housing", 200), ("/figures?department=rural", 403),
        ("/figures/cases?figure=open", 403), ("/figures/cases?figure=open&department=housing", 200), ("/pilots", 403),
    ])
    func `A department sees its own figures and nobody else's`(path: String, status: Int) async throws {
        let world = try await FiguresWorld(cases: 12)
        #expect(try await world.page(path, as: .housing).status == status)
    }

    @Test(arguments: [
        "/figures?by=colour", "/figures?from=yesterday", "/figures?area=a&department=housing",
        "/figures/cases?figure=nothing", "/figures/cases?figure=backlog", "/figures/cases?figure=backlog&age=6",
        "/figures/cases?figure=response&part=some",
        "/figures/cases?figure=open&page=0", "/figures/cases?figure=open&page=99999999999999999999",
    ])
    func `What an address asks for in vain is told`(path: String) async throws {
        let world = try await FiguresWorld(cases: 1)
        #expect(try await world.page(path).status == 400)
    }

    @Test(arguments: ["/figures", "/figures/cases?figure=open", "/pilots"])
    func `Both languages are there`(path: String) async throws {
        let world = try await FiguresWorld(cases: 12)
        let separator = path.contains("?") ? "&" : "?"
        #expect(try await world.page(path).text.contains("社区"))
        let english = try await world.page(path + separator + "lang=en").text
        #expect(english.contains("Community") || english.contains("Sponsoring department"))
        #expect(english.firstMatch(of: /\b(?:figures|pilots)[A-Z]/) == nil)
    }

    @Test(arguments: ["/figures?by=department", "/figures?by=week", "/figures?by=whole&lang=en"])
    func `Each plot is XML, has a title and a description, and a table beside it`(path: String) async throws {
        let text = try await FiguresWorld().page(path).text
        let plots = text.matches(of: /(?s)<svg.*?<\/svg>/).map { String($0.output) }
        #expect(plots.count >= 4)
        for plot in plots {
            #expect(XMLParser(data: Data(plot.utf8)).parse(), "\(plot)")
            #expect(plot.contains(/role="img" aria-labelledby="([a-zA-Z-]+)-title \1-desc"/))
            #expect(plot.contains("<title id=") && plot.contains("<desc id="))
        }
        #expect(text.matches(of: /<table class="figures">/).count >= plots.count)
    }

    @Test func `Nobody with fewer than ten is ranked`() async throws {
        let world = try await FiguresWorld(cases: 12)
        let text = try await world.page("/figures?by=department").text
        #expect(text.contains("不排名"))
        #expect(text.firstMatch(of: /\) #\d/) == nil)
    }

    @Test func `A store without cases has pages without numbers`() async throws {
        let world = try await FiguresWorld(cases: 0)
        for path in ["/figures", "/figures?by=week", "/figures/cases?figure=open", "/pilots"] {
            #expect(try await world.page(path).status == 200)
        }
    }

    @Test func `A hostile group is text`() async throws {
        let world = try await FiguresWorld(cases: 1)
        let hostile = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
        for path in ["/figures?area=\(hostile)", "/figures/cases?figure=open&by=area&group=\(hostile)"] {
            let page = try await world.page(path)
            #expect(page.status == 200)
            #expect(!page.text.contains("<script>alert"))
        }
    }
}
