import Hotline

/// What people of the simulated district write. All of it is invented.
enum Phrases {
    static let notes = [
        "已电话核实情况。", "现场看过，情况属实。", "已与社区对接。", "请经办人抓紧。", "已列入本周计划。", "材料已到位。",
    ]
    static let decisions = ["经会商，同意如此处理。", "居民反映强烈，请一周内办结并反馈。", "多次联系未果，按规定处理。"]
    static let replies = [
        "管道已疏通，井盖已复位，请您观察两天。", "已现场处理完毕，感谢您的反映。", "已纳入改造计划，本季度内开工。",
        "杂草已清除，缺株已补种，请监督养护。", "已与居民代表商定方案并施工完毕。", "经核查已整改到位，欢迎继续监督。",
    ]
    static let reasons = ["需等材料进场。", "需连续晴天施工。", "需居民议事会表决。", "需管线单位配合。"]
    static let owners = ["区住建局城建科", "区美丽乡村办", "街道城管办"]
    static let persons = ["经办人甲", "经办人乙", "养护班组", "工程科"]
    static let participants = ["居民小组", "社区党总支", "楼栋长", "网格员", "物业", "志愿者"]

    /// Who did it, as `by` says it.
    static func name(of doer: Deed.Doer, _ fate: Fate, _ purpose: String) -> String? {
        switch doer {
        case .department: fate.happens(0.6, "by \(purpose)") ? fate.pick(persons, "by \(purpose)") : nil
        case .desk: fate.happens(0.5, "by \(purpose)") ? "desk:\(fate.number(1...5, "by"))" : nil
        case .hotline: "hotline:\(fate.number(1...20, "by \(purpose)"))"
        case .resident: "resident"
        case .manager: "manager:\(fate.pick(["王", "李", "赵"], "by \(purpose)") ?? "")"
        }
    }
}
