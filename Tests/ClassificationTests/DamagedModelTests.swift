import Classification
import Foundation
import Testing

@Suite("Model files with parameters that no training gives", .timeLimit(.minutes(1)))
struct DamagedModelTests {
    /// The shipped model's file with another value for one of its parameters.
    private func file(_ name: String, _ value: Any) throws -> [UInt8] {
        let lines = try Model.shipped().encoded().split(separator: 0x0A, maxSplits: 3)
        var parameters = try #require(JSONSerialization.jsonObject(with: Data(lines[2])) as? [String: Any])
        #expect(parameters[name] != nil)
        parameters[name] = value
        let line = try JSONSerialization.data(withJSONObject: parameters)
        return [UInt8]([Data(lines[0]), Data(lines[1]), line, Data(lines[3])].joined(separator: [0x0A]))
    }

    @Test(
        "Numbers so large that scores would be infinite, and the confidence no number, are refused",
        arguments: [1e308, -1e308, 1e10])
    func tooLarge(number: Double) throws {
        let values: [(String, Any)] = [
            ("constants", [0, number, 0, 0]), ("gramSteps", [number, 0, 0]),
            ("figureWeights", [[Double]](repeating: [number, -number, 0, 0], count: 34)), ("newAreaConstant", number),
            ("newAreaWeights", [Double](repeating: number, count: 8)),
            ("calibration", ["slope": 1, "intercept": number]),
        ]
        for (name, value) in values {
            let file = try file(name, value)
            #expect(
                throws: ModelError.damaged("a number among its parameters is beyond 1000000.0"), "\(name)",
                performing: { try Model(bytes: file) })
        }
    }

    @Test("A calibration that does not rise with the share is refused", arguments: [0.0, -1])
    func falling(slope: Double) throws {
        let file = try file("calibration", ["slope": slope, "intercept": 0])
        #expect(throws: ModelError.self) { try Model(bytes: file) }
    }

    @Test("Other numbers of the usual size are a model")
    func usual() throws {
        let file = try file("constants", [-100, 0, 1e-9, 100])
        #expect(throws: Never.self) { try Model(bytes: file) }
    }
}
