import Foundation

/// Stops the program if something that must always hold does not, for libFuzzer to keep the input.
func require(_ holds: Bool, _ rule: @autoclosure () -> String) {
    if !holds { fail("broken rule: \(rule())") }
}

func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data("\(message)\n".utf8))
    abort()
}
