import Foundation
import Hotline
import WorkTime

/// Events as JSON, one or more for every action, with all that it may carry.
enum Events {
    /// What each action carries, as members.
    static let bodies: [(ProgressAction, String)] = [
        (.accept, ""), (.contact, ""), (.arrive, ""), (.contribute, ""), (.resume, ""), (.reopen, ""), (.close, ""),
        (.urge, ""), (.withdraw, ""),
        (.start, #","stage":"build","participants":["居民代表","施工队"]"#), (.start, ""),
        (.return, #","ground":"notResponsible","suggested":"housing""#), (.return, #","ground":"shared""#),
        (.suspend, #","kind":"waiting","until":"2026-12-01T18:00:00+08:00""#),
        (.suspend, #","kind":"ledger","until":"2026-12-01T18:00:00+08:00","owner":"区住建局""#),
        (.extend, #","workingDays":3,"reason":"等材料\n到货""#),
        (.assist, #","departments":["greening","rural"],"reason":"要移树","dueBy":"2026-12-01T18:00:00+08:00""#),
        (.assist, #","departments":["greening"],"reason":"要移树""#),
        (.assignTo, #","person":"老李","community":"baiwan""#), (.assignTo, #","community":"baiwan""#),
        (.resolve, #","reply":"修好了 \"🌳\"","photos":["https://example.org/1.jpg"],"answer":"planned""#),
        (.resolve, #","reply":"修好了""#),
        (.grant, #","ref":"e1""#), (.refuse, #","ref":"e1""#), (.assign, #","to":"housing","supporting":["rural"]"#),
        (.assign, #","to":"housing""#),
        (.evaluate, #","reached":true,"resolved":"yes","satisfaction":5"#),
        (.evaluate, #","reached":true,"resolved":"unanswered","satisfaction":"unanswered""#),
        (.evaluate, #","reached":false"#),
        (.merge, #","into":"5072050399084967""#), (.reclassify, #","area":"greenery","kind":"wish""#),
        (.reclassify, #","area":"greenery""#), (.setUrgency, #","urgency":"emergency""#),
        (.exclude, #","ground":"unreasonable","note":"已核实""#), (.exclude, #","ground":"none""#),
        (.supervise, #","level":"listed","answerBy":"2026-12-01T18:00:00+08:00","note":"请报告""#),
        (.report, #","ref":"e9""#), (.report, ""),
    ]

    /// An event of an action with `members` of its own.
    static func json(_ action: ProgressAction, _ members: String = "") -> String {
        #"{"id":"e1","case":"5072050399084967","action":"\#(action.rawValue)","at":"2026-11-23T09:00:00+08:00""#
            + members + "}"
    }

    static let all = bodies.map { json($0, $1) }

    static func read(_ json: String) throws(MessageError) -> ProgressEvent { try read(Array(json.utf8)) }

    static func read(_ json: [UInt8]) throws(MessageError) -> ProgressEvent {
        try ProgressEvent(json: json.span.bytes)
    }

    /// What is wrong with `json`, nil if nothing is.
    static func complaint(_ json: String) -> String? {
        do throws(MessageError) {
            _ = try read(json)
            return nil
        } catch {
            return error.description
        }
    }

    static func text(_ event: ProgressEvent) -> String {
        String(decoding: event.json(utcOffset: 28_800), as: UTF8.self)
    }
}
