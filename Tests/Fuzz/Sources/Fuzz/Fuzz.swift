import CFuzzer
import Foundation

/// `Fuzz TARGET [libFuzzer's options] [corpus folders or single inputs]`
@main
enum Fuzz {
    /// What is fuzzed.
    fileprivate static let target: any FuzzTarget = named(CommandLine.arguments.dropFirst().first)

    static func main() {
        _ = target
        // libFuzzer does not see the target's name: it would take it for a folder.
        var arguments = CommandLine.unsafeArgv.advanced(by: 1)
        arguments[0] = CommandLine.unsafeArgv[0]
        var count = CommandLine.argc - 1
        let status = withUnsafeMutablePointer(to: &arguments) { arguments in
            arguments.withMemoryRebound(to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self, capacity: 1) {
                LLVMFuzzerRunDriver(&count, $0, test)
            }
        }
        exit(status)
    }

    private static func named(_ name: String?) -> any FuzzTarget {
        switch name {
        case "classify": ClassifyTarget()
        case "model": ModelTarget()
        case "report": ReportTarget()
        default: fail("usage: Fuzz classify|model|report [libFuzzer's options and folders]")
        }
    }
}

/// Tests one input. The name is the one that libFuzzer's own main function, which is linked but not used, asks for.
@_cdecl("LLVMFuzzerTestOneInput")
private func test(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // A copy of exactly this length on the heap: the address sanitizer tells of a read behind its end.
    Fuzz.target.test([UInt8](UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}
