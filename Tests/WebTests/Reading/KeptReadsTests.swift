import Foundation
import Synchronization
import TestKit
import Testing
import Web

/// What takes long to read is read for all who ask.
@Suite(.timeLimit(.minutes(1)))
struct KeptReadsTests {
    private let kept = KeptReads<String, Int>()
    private let gate = Gate()

    /// Readings that begin, and end when they are let.
    private final class Gate: Sendable {
        private let state = Mutex((begun: 0, isOpen: false))

        var begun: Int { state.withLock { $0.begun } }
        func open() { state.withLock { $0.isOpen = true } }

        /// How many readings had begun with this one.
        func pass() async throws -> Int {
            let number = state.withLock { state in
                state.begun += 1
                return state.begun
            }
            while !state.withLock({ $0.isOpen }) { try await Task.sleep(for: .milliseconds(1)) }
            return number
        }
    }

    @Test func `Those who ask at once share one reading; another key has its own`() async throws {
        async let answers = withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 {
                group.addTask { [kept, gate] in try await kept.value(of: "a") { try await gate.pass() }.value }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        try await eventually("a reading begins") { gate.begun == 1 }
        gate.open()
        #expect(try await answers == Array(repeating: 1, count: 20))
        #expect(try await kept.value(of: "b") { try await gate.pass() }.value == 2)
    }

    @Test func `What took long serves those who come later, and says until when; then it is read anew`() async throws {
        let slow: @Sendable () async throws -> Int = { [gate] in
            try await Task.sleep(for: .milliseconds(200))
            return try await gate.pass()
        }
        gate.open()
        let first = try await kept.value(of: "a", slow)
        #expect(first.value == 1 && first.renewedIn == nil)
        let second = try await kept.value(of: "a", slow)
        #expect(second.value == 1)
        #expect(try #require(second.renewedIn) > .zero)
        try await eventually("it is read anew") { try await kept.value(of: "a", slow).value == 2 }
    }

    @Test func `What failed is not kept`() async throws {
        gate.open()
        struct Broken: Error {}
        await #expect(throws: Broken.self) { _ = try await kept.value(of: "a") { throw Broken() } }
        #expect(try await kept.value(of: "a") { try await gate.pass() }.value == 1)
    }
}
