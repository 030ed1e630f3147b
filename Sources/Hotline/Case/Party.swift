/// What somebody is to a case; who it is decides what may be done. Raw values stand in documentation.
package enum Party: String, CaseIterable, Sendable {
    /// 主办: the department that answers for the present round; the desk, while the case lies there.
    case holder
    /// 协办: a department that helps.
    case supporting
    /// 受理中心: the hotline's triage desk.
    case desk
    /// 热线: those who speak with residents.
    case hotline
    /// 居民.
    case resident
    /// 网格员: those who look after a place and see what happens there.
    case grid
    /// 领导.
    case manager

    /// Its name in Chinese and English.
    package var name: BilingualName {
        switch self {
        case .holder: BilingualName(zh: "主办单位", en: "the holder")
        case .supporting: BilingualName(zh: "协办单位", en: "a supporting department")
        case .desk: BilingualName(zh: "受理中心", en: "the desk")
        case .hotline: BilingualName(zh: "热线", en: "the hotline")
        case .resident: BilingualName(zh: "居民", en: "a resident")
        case .grid: BilingualName(zh: "网格员", en: "a grid worker")
        case .manager: BilingualName(zh: "领导", en: "a manager")
        }
    }
}
