import Testing
import Tracking

@Suite("Two steps at a time", .timeLimit(.minutes(1)))
struct StepPipelineTests {
    /// What a macro cannot call: mutating methods.
    private func built(_ pipeline: inout StepPipeline<Int>, _ step: Int) -> Int? { pipeline.built(step) }
    private func committed(_ pipeline: inout StepPipeline<Int>) -> Int? { pipeline.committed() }

    @Test("while one is committed the next is built, and waits; a third is not begun")
    func overlap() {
        var pipeline = StepPipeline<Int>()
        #expect(pipeline.isQuiet && pipeline.mayBuild(alone: true))
        pipeline.begin()
        #expect(!pipeline.mayBuild(alone: false))
        let first = built(&pipeline, 1)
        #expect(first == 1 && pipeline.mayBuild(alone: false) && !pipeline.mayBuild(alone: true))
        pipeline.begin()
        let second = built(&pipeline, 2)
        #expect(second == nil && !pipeline.mayBuild(alone: false), "the second waits for the first")
        let next = committed(&pipeline)
        #expect(next == 2 && pipeline.mayBuild(alone: false))
        let none = committed(&pipeline)
        #expect(none == nil && pipeline.isQuiet)
    }

    @Test("one that ends first is committed first, whatever is built meanwhile")
    func order() {
        var pipeline = StepPipeline<Int>()
        var order: [Int] = []
        for step in 0..<5 {
            pipeline.begin()
            if let now = pipeline.built(step) { order.append(now) }
            if step % 2 == 1, let next = pipeline.committed() { order.append(next) }
            if step % 2 == 1, let next = pipeline.committed() { order.append(next) }
        }
        #expect(order == [0, 1, 2, 3, 4])
    }
}
