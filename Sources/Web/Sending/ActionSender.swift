import Foundation
import HTTPTypes
package import Hotline
import Logging
import Store
import WorkTime

/// Does something with a case in somebody's name: checks it against the case's state first, then puts it on Kafka. What
/// the tracker refuses nevertheless, because something came between, shows in the case's history.
package struct ActionSender: Sendable {
    private let services: WebServices

    package init(_ services: WebServices) {
        self.services = services
    }

    /// What was done, and where it was sent.
    package struct Sent: Sendable, Hashable {
        /// The event's id.
        package let id: String
        /// False if the same was done before under the same id, and nothing was sent.
        package let isNew: Bool
    }

    /// Sends an event.
    ///
    /// - Parameters:
    ///   - event: `by` is set here, whatever it says.
    ///   - trace: the trace parent that it belongs to.
    /// - Throws: 404 if they may not know of the case, 403 if their role does no such thing, 409 with the reason if the
    ///   case does not allow it; what became of sending it.
    package func send(
        _ event: ProgressEvent, by principal: Principal, trace: String?
    ) async throws(WebError) -> Sent {
        let desk = services.district.deskID
        let state = try await readable(event.caseNumber, by: principal)
        // Of a department the topic tells what it may do: what it no longer holds is a conflict, and says so.
        guard principal.role == .department || principal.mayAct(event.action, on: state, desk: desk) else {
            throw .notAllowed
        }
        let speaker = principal.speaker(of: event.action, on: state, desk: desk)
        var event = event
        event.by = speaker.by
        var target: Case?
        if case .merge(let root) = event.body { target = try await find([root])[root] }
        let received = ReceivedProgress(
            event: event, topic: "progress.\(speaker.department)", offset: .max, recordedAt: services.now())
        guard try await check(received, on: state, target) else { return Sent(id: event.id, isNew: false) }
        do throws(IntakeError) {
            try await services.intake.publish(
                event, department: speaker.department, utcOffset: services.zone.utcOffset(at: event.at), trace: trace)
        } catch {
            if case .refused(let reason) = error { services.logger.error("a progress event was not taken: \(reason)") }
            throw WebError(error)
        }
        return Sent(id: event.id, isNew: true)
    }

    /// - Returns: false if it was done before.
    private func check(
        _ received: ReceivedProgress, on state: Case, _ target: Case?
    ) async throws(WebError) -> Bool {
        var (state, hops) = (state, 0)
        while true {
            switch state.apply(received, services.policy, target: target) {
            case .applied: return true
            case .repeated: return false
            case .refused(let refusal): throw WebError(refusal)
            case .forwarded(let number):
                hops += 1
                guard hops < 10, let root = try await find([number])[number] else { throw .notFound }
                state = root
            }
        }
    }

    private func readable(_ number: CaseNumber, by principal: Principal) async throws(WebError) -> Case {
        guard let state = try await find([number])[number], principal.mayRead(state) else { throw .notFound }
        return state
    }

    private func find(_ numbers: [CaseNumber]) async throws(WebError) -> [CaseNumber: Case] {
        do throws(StoreError) {
            return try await services.reads.read { store throws(StoreError) in
                try store.cases(numbers).mapValues(\.case)
            }
        } catch {
            if WebError(error) == .broken { services.logger.error("\(error)") }
            throw WebError(error)
        }
    }
}

extension Principal {
    /// Whose topic their event travels on, and what it says of who did it, see `Author`.
    func speaker(of action: ProgressAction, on state: Case, desk: String) -> (department: String, by: String) {
        switch role {
        case .department:
            let supporting = state.supporting.map(\.department).first(where: departments.contains)
            let department =
                departments.contains(state.holder) ? state.holder : supporting ?? departments.min() ?? state.holder
            // On the desk's topic a name could pass for a manager's.
            return (department, department == desk ? "desk:\(name)" : name)
        case .hotline: return (desk, "hotline:\(name)")
        case .grid: return (desk, "grid:\(name)")
        case .manager: return (desk, "manager:\(name)")
        case .desk, .admin:
            let parties = ActionRule[action].parties
            let isOwn = parties.contains(.desk) || (parties.contains(.holder) && state.holder == desk)
            return (desk, isOwn ? "desk:\(name)" : "hotline:\(name)")
        }
    }
}

extension WebError {
    /// 409: why the case does not allow it.
    init(_ refusal: Refusal) {
        // The case's name, without what it carries.
        let word = String(describing: refusal).prefix { $0 != "(" }
        self.init(.conflict, String(word), zh: refusal.text.zh, en: refusal.text.en)
    }
}
