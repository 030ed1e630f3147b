import ArgumentParser
import Hotline

/// The language of what the demonstration shows.
package enum DemoLanguage: String, CaseIterable {
    case chinese = "zh"
    case english = "en"

    struct Words {
        let title, reports, rate, lag, dead, supporting, byArea, byDepartment, latest, end: String
    }

    var words: Words {
        switch self {
        case .chinese:
            Words(
                title: "敲门", reports: "已处理", rate: "速度", lag: "待处理", dead: "无法读取", supporting: "协办",
                byArea: "按领域", byDepartment: "按责任部门", latest: "最新派单", end: "Ctrl-C 结束")
        case .english:
            Words(
                title: "Qiaomen", reports: "reports", rate: "rate", lag: "waiting", dead: "unreadable",
                supporting: "supporting", byArea: "by area", byDepartment: "by department", latest: "latest tasks",
                end: "Ctrl-C ends")
        }
    }

    func word(for urgency: Urgency) -> String {
        switch (self, urgency) {
        case (.chinese, .normal): "一般"
        case (.chinese, .urgent): "紧急"
        case (.chinese, .emergency): "特急"
        case (.english, _): urgency.rawValue
        }
    }
}

extension DemoLanguage: ExpressibleByArgument {}
