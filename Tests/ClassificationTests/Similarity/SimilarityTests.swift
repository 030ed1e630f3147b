import Classification
import Testing

@Suite("Whether two reports are about the same matter", .timeLimit(.minutes(1)))
struct SimilarityTests {
    private func similarity(_ left: ReportSketch, _ right: ReportSketch) -> Similarity { Similarity(left, right) }

    @Test(
        "Neighbours in one community describe one trouble in different words",
        arguments: [
            ("云兴路与建设街交叉口积水成塘，公交车过去浪有半米高", "云兴路和建设街路口一下雨就淹，行人绕不过去"),
            ("晚上十一点楼下烧烤摊还在划拳，吵得孩子写不了作业", "南门的夜市烧烤每天闹到凌晨，油烟噪音大，无法休息"),
            ("周末滨江公园草地上到处是帐篷和炭火", "滨江公园的草坪被烧烤帐篷占满，草都烫死了"),
            ("9栋的电梯这个月第三次困人", "The lift in building 9 trapped people again"),
        ])
    func neighbours(text: String, other: String) {
        #expect(similarity(sketch(text), sketch(other)).isSameMatter)
    }

    @Test(
        "The same form filled in for another place is another matter",
        arguments: [
            ("您好，请帮忙疏通锦绣花园1栋门前的下水道，谢谢。", "您好，请帮忙疏通锦绣花园6栋门前的下水道，谢谢。"),
            ("您好，请帮忙疏通锦绣花园1栋门前的下水道，谢谢。", "您好，请帮忙疏通前进巷27号门前的下水道，谢谢。"),
            ("市民反映翠湖小区门口路灯不亮，请相关部门尽快维修。", "市民反映金桂苑门口路灯不亮，请相关部门尽快维修。"),
            ("一组的排水沟淤塞，希望村里安排清淤。", "六组的排水沟淤塞，希望村里安排清淤。"),
            ("Please collect the rubbish behind building 3.", "Please collect the rubbish behind building 8."),
            ("The street lamp on Heping Road is broken.", "The street lamp on Shengli Road is broken."),
        ])
    func forms(text: String, other: String) {
        #expect(!similarity(sketch(text), sketch(other)).isSameMatter)
        #expect(!similarity(sketch(text, community: nil), sketch(other, community: nil)).isSameMatter)
    }

    @Test("A short note and a long letter can be about the same")
    func lengths() {
        let note = "文昌街大排档油烟噪音扰民到凌晨，请查处。"
        let letter = """
            我是一名退休教师，住在文昌街已经三十年。文昌街两旁原先很安静，自从去年开了三家烧烤大排档以后，每天从傍晚到凌晨\
            两点，划拳声、音乐声不断，油烟顺着窗户往屋里钻。我心脏不好，老伴有哮喘，实在受不了。
            """
        #expect(similarity(sketch(note), sketch(letter)).isSameMatter)
        #expect(similarity(sketch(note, community: nil), sketch(letter, community: nil)).isSameMatter)
    }

    @Test("The same words in the same place score 1; a caller who repeats himself is linked, a few words more or less")
    func repeats() {
        let text = "施营社区便民服务中心周末不上班，上班族没法办事。"
        #expect(similarity(sketch(text), sketch(text)) == similarity(sketch(text), sketch(text + "！")))
        #expect(similarity(sketch(text), sketch(text)).score == 1)
        #expect(similarity(sketch(text), sketch(text + "请回复。")).isSameMatter)
    }

    @Test("Reports of different communities, or of different areas, never are about the same")
    func borders() {
        let text = "云兴路积水严重，请派人疏通。"
        let known = sketch(text, community: "yunxing", area: "sewage")
        #expect(similarity(known, sketch(text, community: "baiwan", area: "sewage")).score == 0)
        #expect(similarity(known, sketch(text, community: "yunxing", area: "other")).score == 0)
        #expect(!similarity(known, sketch(text, community: "baiwan", area: nil)).isSameMatter)
        #expect(similarity(known, sketch(text, community: nil, area: "sewage")).isSameMatter)
        #expect(similarity(known, sketch(text, community: "yunxing", area: nil)).isSameMatter)
    }

    @Test("Where no community is known and no place named, the same short note twice is two troubles")
    func nowhere() {
        let note = "市民反映该处路灯不亮，请查修。"
        #expect(!similarity(sketch(note, community: nil), sketch(note, community: nil)).isSameMatter)
        #expect(similarity(sketch(note), sketch(note)).isSameMatter)
        let place = "人民路汉江梦小区3栋"
        #expect(
            similarity(sketch(note, address: place, community: nil), sketch(note, address: place, community: nil))
                .isSameMatter)
    }

    @Test("Addresses tell apart what the texts do not")
    func addresses() {
        let note = "电梯停运，请维修。"
        let (third, fifth) = (sketch(note, address: "汉江梦小区3栋"), sketch(note, address: "汉江梦小区五栋"))
        #expect(!similarity(third, fifth).isSameMatter)
        #expect(similarity(third, sketch(note, address: "汉江梦小区三幢")).score == 1)
    }

    @Test("Reports without a word are not linked")
    func empty() {
        for text in ["", "。", "……？！"] {
            #expect(similarity(sketch(text), sketch("")) == similarity(sketch(""), sketch("")))
            #expect(!similarity(sketch(text), sketch("")).isSameMatter)
        }
        #expect(similarity(sketch("臭。"), sketch("吵。")).score < 1)
        #expect(!similarity(sketch(""), sketch("云兴路积水")).isSameMatter)
    }

    @Test("Which report comes first makes no difference")
    func symmetry() throws {
        let sketches = try FixtureReport.all().map(\.sketch)
        for (index, left) in sketches.enumerated() {
            for right in sketches[index...] {
                let similarity = Similarity(left, right)
                if similarity != Similarity(right, left) || !(0...1).contains(similarity.score) {
                    Issue.record("\(left.bytes) and \(right.bytes)")
                }
            }
        }
    }
}
