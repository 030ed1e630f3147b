import ArgumentParser

/// How a list is printed.
enum ListFormat: String, CaseIterable, ExpressibleByArgument {
    /// For people at a terminal.
    case table
    /// One JSON object a line.
    case json
}
