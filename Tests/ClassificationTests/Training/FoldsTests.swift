import Classification
import Foundation
import TestKit
import Testing

@Suite("Folds", .timeLimit(.minutes(1)))
struct FoldsTests {
    /// Texts that have nothing in common.
    private static func texts(_ count: Int, seed: UInt64 = 1) -> [String] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            String(
                String.UnicodeScalarView(
                    (0..<40).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0x4E00..<0x9F00, using: &random)) }))
        }
    }

    private func report(_ text: String, area: String = "a", isSure: Bool = true, set: Int = 0) -> LabelledReport {
        LabelledReport(title: nil, text: text, area: area, isSure: isSure, set: set)
    }

    @Test("Every report has one of as many folds as were asked for")
    func range() {
        for parts in 2...7 {
            let folds = Folds(of: Self.texts(50).map { report($0) }, parts: parts, seed: 1)
            #expect(folds.count == parts)
            #expect(folds.foldOf.count == 50)
            #expect(Set(folds.foldOf) == Set(0..<parts))
        }
    }

    @Test("Each fold has its part of each area, and of the reports that are not sure: no two differ by more than one")
    func strata() {
        let reports = Self.texts(103).enumerated().map { index, text in
            report(text, area: ["a", "b", "other"][index % 7 % 3], isSure: index % 5 > 0)
        }
        let folds = Folds(of: reports, parts: 4, seed: 9)
        for area in ["a", "b", "other"] {
            for isSure in [true, false] {
                let counts = (0..<4).map { fold in
                    reports.indices.count {
                        folds.foldOf[$0] == fold && reports[$0].area == area && reports[$0].isSure == isSure
                    }
                }
                #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1, "\(area) \(isSure): \(counts)")
            }
        }
    }

    @Test("The same seed gives the same folds, another one others")
    func seed() {
        let reports = Self.texts(60).map { report($0) }
        let folds = Folds(of: reports, parts: 5, seed: 1).foldOf
        #expect(Folds(of: reports, parts: 5, seed: 1).foldOf == folds)
        #expect(Folds(of: reports, parts: 5, seed: 2).foldOf != folds)
    }

    @Test(
        "Near-duplicates share a fold, whatever else is different about them",
        arguments: [
            ("小区门口的污水井一直往外冒污水，请派人来疏通", "小区门口的污水井一直往外冒污水，请派人来疏通"),
            ("小区门口的污水井一直往外冒污水，请派人来疏通", "你好！小区门口的污水井一直往外冒污水。请派人来疏通，谢谢"),
            ("小区门口的污水井一直往外冒污水，请派人来疏通", "社區門口的汙水井一直往外冒污水，請派人來疏通"),
            (
                "The manhole in front of the bakery is overflowing",
                "THE MANHOLE, in front of the bakery, is overflowing!!"
            ),
            ("井盖坏了", "井盖坏了。"), ("", "！"),
        ])
    func nearDuplicates(one: String, other: String) {
        for seed in 0..<20 as Range<UInt64> {
            let texts = Self.texts(30, seed: seed)
            let reports =
                [report(one, area: "a")] + texts.map { report($0) } + [report(other, area: "b", isSure: false)]
            let folds = Folds(of: reports, parts: 6, seed: seed).foldOf
            #expect(folds.first == folds.last)
        }
    }

    @Test("What is like one that is like another shares the fold of both")
    func chain() {
        let (a, b, c, d) = ("一二三四五六", "甲乙丙丁戊己庚辛壬癸子丑", "赵钱孙李周吴郑王冯陈褚卫", "东南西北上下")
        for seed in 0..<20 as Range<UInt64> {
            let chain = ["\(a)\(b)", "\(c)\(d)", "\(b)\(c)"].map { report($0) }
            let folds = Folds(of: chain + Self.texts(20).map { report($0) }, parts: 5, seed: seed).foldOf
            #expect(Set(folds.prefix(3)).count == 1)
        }
    }

    @Test("The title belongs to what is compared; texts that only share a phrase are different")
    func titles() {
        let phrase = "请有关部门尽快处理"
        let (one, two) = (Self.texts(1, seed: 2)[0], Self.texts(1, seed: 3)[0])
        func together(_ first: LabelledReport, _ second: LabelledReport) -> Bool {
            (0..<20 as Range<UInt64>).allSatisfy { seed in
                let folds = Folds(of: [first, second] + Self.texts(20).map { report($0) }, parts: 5, seed: seed).foldOf
                return folds[0] == folds[1]
            }
        }
        #expect(!together(report(one + phrase), report(two + phrase)))
        #expect(
            together(
                LabelledReport(title: String(one.prefix(20)), text: String(one.suffix(20)), area: "a"), report(one)))
    }

    @Test("Other sets are cut apart from the one that is measured, but for what is like something in it")
    func sets() {
        let texts = Self.texts(60)
        let reports =
            texts.prefix(40).map { report($0) } + texts.suffix(20).map { report($0, set: 1) }
            + [report(texts[7], set: 1)]
        let folds = Folds(of: reports, parts: 4, seed: 1)
        #expect(folds.count == 8)
        #expect(Set(folds.foldOf[..<40]) == Set(0..<4))
        #expect(Set(folds.foldOf[40..<60]) == Set(4..<8))
        #expect(folds.foldOf[60] == folds.foldOf[7])
    }

    @Test("Of no reports, and of fewer than there are parts, there are folds too")
    func few() {
        #expect(Folds(of: [], parts: 5, seed: 1).foldOf == [])
        #expect(Set(Folds(of: Self.texts(3).map { report($0) }, parts: 5, seed: 1).foldOf).count == 3)
    }
}
