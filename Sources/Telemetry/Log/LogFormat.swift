/// How log lines are written.
package enum LogFormat: String, CaseIterable, Sendable {
    /// One readable line an entry; coloured on a terminal.
    case text
    /// One JSON object a line, for collectors.
    case json
}
