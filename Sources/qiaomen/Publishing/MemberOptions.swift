import ArgumentParser
import Foundation
import Hotline

/// What the actions carry, each member as an option. Which action takes which, and what it has to be, the event's reader
/// says: an option is only a text here.
struct MemberOptions: ParsableArguments {
    @Option(help: member("start", "plan 共谋, build 共建, manage 共管 or share 共享."))
    var stage: String?

    @Option(help: member("start", "a body that took part; repeatable."))
    var participants: [String] = []

    @Option(
        help: member("return, exclude", "the ground: notResponsible, outsideArea, unclear; withdrawn, unreasonable …"))
    var ground: String?

    @Option(help: member("return", "the department that should have it."))
    var suggested: String?

    @Option(help: member("suspend, reclassify", "waiting 挂起 or ledger 挂账; what the resident wants, as help or wish."))
    var kind: String?

    @Option(help: member("suspend", "when it ends; of a ledger, the review date."))
    var until: String?

    @Option(help: member("suspend", "who answers for a ledger."))
    var owner: String?

    @Option(help: member("extend", "how many working days more."))
    var workingDays: Int?

    @Option(help: member("extend, assist", "what for; of an extension the resident is told."))
    var reason: String?

    @Option(help: member("assist", "a department that is called; repeatable."))
    var departments: [String] = []

    @Option(help: member("assist", "by when they should have helped."))
    var dueBy: String?

    @Option(help: member("assignTo", "who does the work."))
    var person: String?

    @Option(help: member("assignTo", "the community that does the work."))
    var community: String?

    @Option(help: member("resolve", "what the resident is told."))
    var reply: String?

    @Option(help: member("resolve", "a picture's address; repeatable."))
    var photos: [String] = []

    @Option(help: member("resolve", "of a wish: adopted, planned or declined."))
    var answer: String?

    @Option(help: member("grant, refuse, report", "the id of the request's or supervision's event."))
    var ref: String?

    @Option(help: member("assign", "the department that gets the case."))
    var to: String?

    @Option(help: member("assign", "a department that is to help; repeatable."))
    var supporting: [String] = []

    @Option(help: member("evaluate", "true, or false if nobody answered."))
    var reached: Bool?

    @Option(help: member("evaluate", "yes, no or unanswered."))
    var resolved: String?

    @Option(help: member("evaluate", "5 … 1, or unanswered."))
    var satisfaction: String?

    @Option(help: member("merge", "the case that is to answer for this one."))
    var into: String?

    @Option(help: member("reclassify", "the area."))
    var area: String?

    @Option(help: member("setUrgency", "normal, urgent or emergency."))
    var urgency: String?

    @Option(help: member("supervise", "reminder 提醒, formal 督办 or listed 挂牌督办."))
    var level: String?

    @Option(help: member("supervise", "by when an answer is wanted."))
    var answerBy: String?

    /// The members that were given, under the wire's names.
    var given: [String: Any] {
        let texts: [String: String?] = [
            "stage": stage, "ground": ground, "suggested": suggested, "kind": kind, "until": until, "owner": owner,
            "reason": reason, "dueBy": dueBy, "person": person, "community": community, "reply": reply,
            "answer": answer, "ref": ref, "to": to, "resolved": resolved, "area": area, "urgency": urgency,
            "level": level, "answerBy": answerBy,
        ]
        let lists = [
            "participants": participants, "departments": departments, "photos": photos, "supporting": supporting,
        ]
        var members: [String: Any] = texts.compactMapValues { $0 }
        for (name, list) in lists where !list.isEmpty { members[name] = list }
        members["workingDays"] = workingDays
        members["reached"] = reached
        members["satisfaction"] = satisfaction.map { Int($0) ?? $0 as Any }
        // People write numbers of cases as they read them out.
        members["into"] = into.map { CaseNumber(typed: $0)?.description ?? $0 }
        return members
    }
}

/// The help of one member.
private func member(_ actions: String, _ text: String) -> ArgumentHelp {
    ArgumentHelp("\(actions): \(text)", valueName: "…")
}
