/// 常用语: a text that people write again and again.
package struct CannedNote: Hashable, Sendable {
    /// What is written.
    package let text: String
    /// With which actions it is offered; empty for all.
    package let actions: Set<ProgressAction>

    package init(text: String, actions: Set<ProgressAction> = []) {
        self.text = text
        self.actions = actions
    }

    /// Whether it is offered with an action.
    package func fits(_ action: ProgressAction) -> Bool { actions.isEmpty || actions.contains(action) }
}
