package import WorkTime

/// What the actions of all others carry.
extension ProgressBody {
    /// 派单, 转派: the desk sends a case to a department.
    package struct Dispatch: Sendable, Hashable {
        /// The id of the department that gets it.
        package var to: String
        /// The ids of those that are to help, besides those that already do.
        package var supporting: [String]

        package init(to: String, supporting: [String] = []) {
            self.to = to
            self.supporting = supporting
        }
    }

    /// 共评, 回访: what a caller says of the result.
    package struct Evaluation: Sendable, Hashable {
        /// Whether the caller thinks that it is resolved.
        package enum Resolved: String, CaseIterable, Sendable {
            case yes, no, unanswered
        }

        /// Whether somebody spoke to the caller; if not, there is no answer either, and it may be tried again.
        package var reached: Bool
        /// Whether the caller thinks that it is resolved.
        package var resolved: Resolved
        /// 5 非常满意, 4 满意, 3 基本满意, 2 不满意, 1 非常不满意; nil if unanswered.
        package var satisfaction: Int?

        package init(reached: Bool = true, resolved: Resolved, satisfaction: Int? = nil) {
            self.reached = reached
            self.resolved = resolved
            self.satisfaction = satisfaction
        }

        /// Nobody answered the phone.
        package static let notReached = Evaluation(reached: false, resolved: .unanswered)
    }

    /// The desk knows better what it is about, or what is wanted.
    package struct Reclassification: Sendable, Hashable {
        /// The area's id.
        package var area: String
        /// What the resident wants; nil if that stays.
        package var kind: ReportKind?

        package init(area: String, kind: ReportKind? = nil) {
            self.area = area
            self.kind = kind
        }
    }

    /// Whether a case stays out of the rates, and why; it changes nothing else.
    package struct Exclusion: Sendable, Hashable {
        /// Why a case stays out.
        package enum Ground: String, CaseIterable, Sendable {
            case withdrawn, unreasonable, unreachable, outOfScope
            /// The case counts again.
            case none
        }

        /// Why it stays out.
        package var ground: Ground

        package init(ground: Ground) {
            self.ground = ground
        }
    }

    /// 督办: a manager wants to be told.
    package struct Supervision: Sendable, Hashable {
        /// How loud it is.
        package enum Level: String, CaseIterable, Sendable {
            /// 提醒.
            case reminder
            /// 督办.
            case formal
            /// 挂牌督办: on the public list.
            case listed
        }

        /// How loud it is.
        package var level: Level
        /// By when the manager wants an answer.
        package var answerBy: Instant

        package init(level: Level, answerBy: Instant) {
            self.level = level
            self.answerBy = answerBy
        }
    }
}
