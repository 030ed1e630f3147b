import Hotline
import WorkTime

/// Managers: they want to hear about what is late (督办), and about some cases besides.
extension Scene {
    var managersDeed: Deed? {
        guard isOpen, state.supervisions.count < 2, let due = state.round.clock.due?.instant else { return nil }
        let name = "supervise\(state.supervisions.count)"
        let isLater = !state.supervisions.isEmpty
        guard isLater ? fate.happens(0.3, name) : temper.isSupervised || fate.happens(0.4, name) else { return nil }
        let start = state.supervisions.last?.answerBy ?? (temper.isSupervised ? state.round.assignedAt : due)
        let at = after(start, minutes: 60...700, name)
        let levels: [ProgressBody.Supervision.Level] = isLater ? [.formal, .listed] : [.reminder, .formal]
        let hours = fate.number(20...100, name)
        return deed(
            name, by: .manager, at: at,
            .supervise(
                .init(
                    level: fate.pick(levels, name) ?? .formal,
                    answerBy: max(at, now).adding(milliseconds: Int64(hours) * 3_600_000))))
    }
}
