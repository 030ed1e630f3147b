/// Why a department gets a task.
package enum TaskReason: String, CaseIterable, Sendable, Decodable {
    /// The report's area and place led to it.
    case classified
    /// 派单, 转派: the desk sent it.
    case assigned
    /// 重办: the resident was not content.
    case reopened
    /// Another department leads and this one helps.
    case supporting
    /// An amended report went to another department: this one has nothing to do any more.
    case withdrawn
}
