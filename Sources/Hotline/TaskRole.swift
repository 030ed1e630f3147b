/// What a department has to do with a case.
package enum TaskRole: String, CaseIterable, Sendable, Decodable {
    /// It answers for the case.
    case lead
    /// It helps the department that does.
    case supporting
}
