/// Two steps at a time: one is committed while the next is built. They are committed in the order in which they were built.
///
/// ```
/// build 1 │ build 2 │         build 3 │
///         │ commit 1          │ commit 2 │ commit 3
/// ```
///
/// So a step is built before the last one is in the store, but never before the one before that is: whoever builds has to
/// remember one step. A plain value; its owner serialises.
package struct StepPipeline<Step: Sendable>: Sendable {
    private var isBuilding = false
    private var isCommitting = false
    /// Built, while the one before is still being committed.
    private var waiting: Step?

    package init() {}

    /// Whether no step is under way.
    package var isQuiet: Bool { !isBuilding && !isCommitting && waiting == nil }

    /// Whether a step may be built.
    ///
    /// - Parameter alone: it has to find all steps before it in the store.
    package func mayBuild(alone: Bool) -> Bool {
        alone ? isQuiet : !isBuilding && waiting == nil
    }

    /// A step is being built.
    package mutating func begin() { isBuilding = true }

    /// The step is built.
    ///
    /// - Returns: it, if it is to be committed now.
    package mutating func built(_ step: Step) -> Step? {
        isBuilding = false
        guard !isCommitting else {
            waiting = step
            return nil
        }
        isCommitting = true
        return step
    }

    /// The step that was being committed is in the store.
    ///
    /// - Returns: the next to be committed.
    package mutating func committed() -> Step? {
        let next = waiting
        waiting = nil
        isCommitting = next != nil
        return next
    }
}
