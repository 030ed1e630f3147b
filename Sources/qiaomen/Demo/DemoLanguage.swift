import ArgumentParser
import Hotline

/// The language of what the demonstration shows.
package enum DemoLanguage: String, CaseIterable {
    case chinese = "zh"
    case english = "en"

    struct Words {
        let title, reports, rate, lag, dead, overdue, events, refused, told, byState, byDepartment, latest, pages,
            end: String
    }

    var words: Words {
        switch self {
        case .chinese:
            Words(
                title: "敲门", reports: "诉求", rate: "速度", lag: "待处理", dead: "无法读取", overdue: "超期", events: "办理记录",
                refused: "不予受理", told: "督促提醒", byState: "工单状态", byDepartment: "在办工单", latest: "最新动态", pages: "网页",
                end: "Ctrl-C 结束")
        case .english:
            Words(
                title: "Qiaomen", reports: "reports", rate: "rate", lag: "waiting", dead: "unreadable",
                overdue: "overdue", events: "events", refused: "refused", told: "escalations",
                byState: "cases by state",
                byDepartment: "open cases", latest: "what happens", pages: "pages", end: "Ctrl-C ends")
        }
    }

    func word(for name: BilingualName) -> String { self == .english ? name.en : name.zh }
}

extension DemoLanguage: ExpressibleByArgument {}
