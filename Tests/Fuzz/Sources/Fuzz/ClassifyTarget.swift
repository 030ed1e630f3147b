import Classification
import Hotline

/// Bytes as a report's texts.
struct ClassifyTarget: FuzzTarget {
    private let classifiers: [(classifier: Classifier, areas: [Area])]
    /// One that has seen another report: what is left of it must not show.
    private var used = ClassifierScratch()

    init() {
        // Places as the pilot district has them: with the words of areas inside them, and in Latin letters.
        let places = ["云兴社区", "施营", "梧桐树小区", "雨水村", "Baiwan", "flower bed road"].enumerated().map {
            WordPattern($1, .place, payload: $0)
        }
        // An area that the model does not know takes its share by its words alone.
        let name = BilingualName(zh: "照明", en: "Lighting")
        let lighting = Area(id: "lighting", name: name, words: ["路灯", "照明", "灯", "street light", "lamp"])
        classifiers = [Shipped.areas, [lighting] + Shipped.areas].map { areas in
            (Classifier(areas: areas, model: Shipped.model, finding: places), areas)
        }
        let texts = Texts(Array("施营的树倒了，污水横流\u{1F}Baiwan: a tree fell. 老旧小区的路灯坏了！下水道堵塞，绿化带积水。".utf8))
        for (classifier, _) in classifiers {
            _ = classifier.classify(title: texts.title?.span, text: texts.text.span, scratch: &used)
        }
    }

    func test(_ bytes: [UInt8]) {
        let texts = Texts(bytes)
        var scratch = used
        for (classifier, areas) in classifiers {
            let verdict = classifier.classify(title: texts.title?.span, text: texts.text.span, scratch: &scratch)
            let other = areas.firstIndex { $0.id == Area.otherID } ?? 0
            requireSound(verdict, on: texts, areas: areas.count, other: other)
            requireInside(scratch.titleMatches, in: texts.title ?? [])
            requireInside(scratch.textMatches, in: texts.text)

            var fresh = ClassifierScratch()
            let again = classifier.classify(title: texts.title?.span, text: texts.text.span, scratch: &fresh)
            require(verdict == again, "a used scratch gives the verdict of a new one: \(verdict), \(again)")
            require(
                scratch.titleMatches == fresh.titleMatches && scratch.textMatches == fresh.textMatches,
                "a used scratch finds what a new one finds")
        }
    }

    /// Matches stand inside the text, from left to right, in each layer beside one another; several patterns may share
    /// a place.
    private func requireInside(_ matches: [WordMatch], in text: [UInt8]) {
        var ends = [Range<Int>](repeating: 0..<0, count: WordLayer.allCases.count)
        var start = 0
        for match in matches {
            let last = ends[match.layer.rawValue]
            require(
                !match.range.isEmpty && match.range.upperBound <= text.count, "a match stands inside the text: \(match)"
            )
            require(match.range.lowerBound >= start, "matches come from left to right: \(match)")
            require(
                match.range == last || match.range.lowerBound >= last.upperBound,
                "a layer's matches do not overlap: \(match)")
            start = match.range.lowerBound
            ends[match.layer.rawValue] = match.range
        }
    }
}
