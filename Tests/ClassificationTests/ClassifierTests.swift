import Classification
import Hotline
import Testing

@Suite("Classifying", .timeLimit(.minutes(1)))
struct ClassifierTests {
    private let areas: [Area]
    private let classifier: Classifier

    init() throws {
        areas = try Shipped.areas()
        classifier = try Shipped.classifier()
    }

    private func name(_ verdict: Verdict) -> String { areas[verdict.area].id }

    // MARK: - Areas that the model knows

    @Test(
        "A clear report is told with high confidence, in simplified and traditional characters and in English",
        arguments: [
            ("sewage", "小区门口的污水井一直往外冒，污水流了一地，臭气熏天，请派人疏通下水道"),
            ("sewage", "社區門口的污水井一直往外冒，污水流了一地，臭氣熏天，請派人疏通下水道"),
            ("sewage", "The sewer is blocked and sewage is overflowing from the manhole in front of building 3"),
            ("renovation", "我们老旧小区什么时候改造？外墙脱落，楼道灯不亮，想加装电梯"),
            ("renovation", "我們老舊小區什麼時候改造？外牆脫落，樓道燈不亮，想加裝電梯"),
            ("renovation", "Our old residential building needs renovation: the roof leaks, we want to install a lift"),
            ("greenery", "小区里的大树枝叶太密，挡住了一楼的光线，请园林部门修剪树木"),
            ("greenery", "小區裡的大樹枝葉太密，擋住了一樓的光線，請園林部門修剪樹木"),
            ("greenery", "The trees along the footpath need pruning, a large branch is hanging over the road"),
            ("other", "请问医保卡丢了去哪里补办"),
            ("other", "請問醫保卡丟了去哪裡補辦"),
            ("other", "Where can I renew my bus pass? The website does not let me log in"),
        ])
    func clear(area: String, text: String) {
        let verdict = classifier.verdict(text)
        #expect(name(verdict) == area)
        #expect(verdict.confidence > 0.9)
    }

    @Test(
        "A text in which nothing speaks for any area is `other`", arguments: ["你好", "", "。", "hello", "12345", "   "])
    func nothing(text: String) {
        #expect(name(classifier.verdict(text)) == Area.otherID)
    }

    @Test("Who has the word but not the matter is told by what stands around it")
    func context() {
        #expect(name(classifier.verdict("化工厂夜里往河里偷偷排放污水，请环保局查处这家企业")) == Area.otherID)
        #expect(name(classifier.verdict("小区化粪池满了，污水从一楼厕所往外冒")) == "sewage")
    }

    @Test("The title is read as well as the text")
    func title() {
        #expect(name(classifier.verdict(title: "污水管网堵塞", "拖了很久，请尽快处理")) == "sewage")
        #expect(name(classifier.verdict(title: "求助", "污水管网堵塞，拖了很久")) == "sewage")
        #expect(name(classifier.verdict(title: "求助", "拖了很久，请尽快处理")) == Area.otherID)
    }

    // MARK: - Areas that the model does not know

    private static let noise = area("noise", ["噪音", "噪音扰民", "广场舞", "loud music"])

    private var withNoise: Classifier {
        get throws { Classifier(areas: [Self.noise] + areas, model: try Model.shipped()) }
    }

    @Test(
        "An area that the model does not know is told by its words alone",
        arguments: ["广场舞噪音扰民，吵得睡不着", "Loud music all night"])
    func newArea(text: String) throws {
        let verdict = try withNoise.verdict(text)
        #expect(verdict.area == 0)
        #expect(verdict.confidence > 0.5)
        #expect(!verdict.evidence.isEmpty)
    }

    @Test(
        "It takes nothing from a report without its words",
        arguments: ["小区门口的污水井一直往外冒", "请问医保卡丢了去哪里补办", "", "The trees need pruning"])
    func newAreaElsewhere(text: String) throws {
        let (before, after) = (classifier.verdict(text), try withNoise.verdict(text))
        #expect(after.area == before.area + 1)
        #expect(after.confidence == before.confidence)
        #expect(after.suggestions.map(\.area) == before.suggestions.map { $0.area + 1 })
    }

    @Test("An area that the model knows still wins where it should, although a word of the new one stands there")
    func newAreaBeside() throws {
        let verdict = try withNoise.verdict("小区污水管网堵塞，污水从下水道井盖往外冒，臭气熏天，疏通的机器也有噪音")
        #expect(verdict.area == 1)
        #expect(verdict.confidence > 0.8)
    }

    @Test("Two new areas with the same word have the same share; the one named first is the guess")
    func twins() throws {
        let twins = Classifier(
            areas: [area("one", ["噪音"]), area("two", ["噪音"])] + areas, model: try Model.shipped())
        let verdict = twins.verdict("噪音，噪音扰民")
        #expect(verdict.area == 0)
        #expect(verdict.suggestions.map(\.area) == [0, 1])
        #expect(verdict.confidence <= 0.6)
    }

    @Test("An area of the model that the district lacks counts as `other`")
    func lacking() throws {
        let without = areas.filter { $0.id != "greenery" }
        let classifier = Classifier(areas: without, model: try Model.shipped())
        let verdict = classifier.verdict("小区里的大树枝叶太密，挡住了光线，请园林部门修剪树木")
        #expect(without[verdict.area].id == Area.otherID)
        #expect(verdict.confidence > 0.8)
        #expect(without[classifier.verdict("污水井往外冒污水，请疏通下水道").area].id == "sewage")
    }

    @Test("The order of the district's areas does not matter")
    func order() throws {
        let turned = Classifier(areas: areas.reversed(), model: try Model.shipped())
        for report in try Shipped.examples("pilot", "en-plain") {
            let (one, two) = (
                classifier.verdict(title: report.title, report.text), turned.verdict(title: report.title, report.text)
            )
            #expect(name(one) == areas[areas.count - 1 - two.area].id)
            #expect(abs(one.confidence - two.confidence) < 1e-9)
        }
    }

    // MARK: - Words of others

    @Test("A word inside a place's name does not count")
    func places() throws {
        let places = [WordPattern("梧桐树小区", .place, payload: 0)]
        let classifier = try Shipped.classifier(finding: places)
        #expect(name(classifier.verdict("梧桐树小区停电了")) == Area.otherID)
        let verdict = classifier.verdict("梧桐树小区的大树倒了，请修剪树木")
        #expect(name(verdict) == "greenery")
        #expect(!verdict.evidence.contains { "梧桐树".contains($0) })
    }

    @Test("The scratch hands out what was found for others, in the title and in the text")
    func others() throws {
        let classifier = try Shipped.classifier(finding: [WordPattern("云兴", .place, payload: 9)])
        var scratch = ClassifierScratch()
        let (title, text) = ([UInt8]("云兴".utf8), [UInt8]("在云兴".utf8))
        _ = classifier.classify(title: title.span, text: text.span, scratch: &scratch)
        #expect(scratch.titleMatches == [WordMatch(layer: .place, payload: 9, range: 0..<6)])
        #expect(scratch.textMatches == [WordMatch(layer: .place, payload: 9, range: 3..<9)])
        _ = classifier.classify(title: nil, text: title.span, scratch: &scratch)
        #expect(scratch.titleMatches == [])
        #expect(scratch.textMatches == [WordMatch(layer: .place, payload: 9, range: 0..<6)])
    }

    @Test("A scratch may go from one classifier to another, and from report to report")
    func scratch() throws {
        var scratch = ClassifierScratch()
        let small = Classifier(areas: [area("a", ["树"]), area("other")], model: try Model.shipped())
        for report in try Shipped.examples("pilot") {
            for classifier in [classifier, small, try withNoise] {
                let fresh = classifier.verdict(title: report.title, report.text)
                #expect(classifier.classify(report, &scratch) == fresh)
            }
        }
    }

    // MARK: - Version

    @Test("The version names the model and, by a checksum, the words: it changes when, and only when, one of them does")
    func version() throws {
        let model = try Model.shipped()
        func version(_ areas: [Area], finding: [WordPattern] = []) -> String {
            Classifier(areas: areas, model: model, finding: finding).modelVersion
        }
        let base = [area("a", ["树", "草"], not: ["树脂"]), area("other")]
        #expect(version(base).wholeMatch(of: /grams-[0-9]+-[0-9a-f]{8}\+[0-9a-f]{8}/) != nil)
        #expect(version(base).hasPrefix("\(model.card.version)+"))
        #expect(version(base) == version(base, finding: [WordPattern("云兴", .place, payload: 1)]))
        let changed = [
            [area("b", ["树", "草"], not: ["树脂"]), area("other")], [area("a", ["树"], not: ["树脂"]), area("other")],
            [area("a", ["树草"], not: ["树脂"]), area("other")], [area("a", ["树", "草"]), area("other")],
            [area("a", ["树", "草", "树脂"]), area("other")], [area("a", ["草", "树"], not: ["树脂"]), area("other")],
            base + [area("c")],
        ]
        #expect(Set(([base] + changed).map { version($0) }).count == changed.count + 1)
    }
}
