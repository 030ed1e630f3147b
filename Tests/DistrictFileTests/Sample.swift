import DistrictFile
import Hotline

/// A small sound file, to be broken in one way at a time.
let sample = """
    id: fancheng
    name: { zh: 樊城区, en: Fancheng }
    version: "1"
    timeZone: Asia/Shanghai
    threshold: 0.5
    retention: 30
    areas:
      - id: sewage
        name: 污水
        words: [污水, 下水道]
        exceptions: [工业污水]
      - id: other
        name: 其他
    departments:
      - { id: housing, name: 住建局, kind: bureau }
      - { id: desk, name: 分派台, kind: desk }
    streets:
      - { id: shipu, name: 柿铺街道 }
    communities:
      - id: baiwan
        name: { zh: 白湾社区, en: Baiwan }
        street: shipu
        setting: rural
        aliases: [白湾]
        compounds: [汉江梦小区]
        population: 3200
        gridContacts: [{ name: 网格员, phone: "110" }]
        pilot: { leader: 书记, sponsor: housing, team: [楼栋长], plan: 共建 }
      - id: shiying
        name: 施营社区
        street: shipu
        setting: urban
        population: 9800
    channels:
      - { id: hotline, name: 热线 }
    rules:
      - areas: [sewage]
        setting: rural
        department: housing
        supporting: [desk]
      - areas: [other]
        department: desk
    dangerWords:
      - { urgency: emergency, words: [漏电], exceptions: [漏电保护] }

    """

/// Reads text; the errors' lines, or none if it is sound.
func problems(_ text: String) -> [String] {
    problems(bytes: [UInt8](text.utf8))
}

func problems(bytes: [UInt8]) -> [String] {
    do throws(DistrictErrors) {
        _ = try readDistrict(yaml: bytes, name: "f")
        return []
    } catch {
        return error.description.split(separator: "\n").map(String.init)
    }
}

/// The sample with one of its lines replaced, and what is wrong with it then.
func problems(replacing line: String, with other: String) -> [String] {
    problems(sample.replacing(line, with: other, maxReplacements: 1))
}
