/// Who may come in: users and API keys of the access file.
package final class AccessControl: Sendable {
    package init() {}
}
