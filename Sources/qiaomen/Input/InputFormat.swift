import ArgumentParser

/// How reports are written in a file.
enum InputFormat: String, CaseIterable, ExpressibleByArgument {
    /// One JSON object a line.
    case jsonl
    /// RFC 4180, with a header row.
    case csv

    /// By the file's extension; JSON lines where it says nothing.
    static func guessed(of file: String?) -> InputFormat {
        file?.lowercased().hasSuffix(".csv") == true ? .csv : .jsonl
    }
}
