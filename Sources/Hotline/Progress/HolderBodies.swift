package import WorkTime

/// What the holder's actions carry.
extension ProgressBody {
    /// Work begins, or goes on to another of the five co's (共同缔造).
    package struct Start: Sendable, Hashable {
        /// Which of the five co's the work serves; 共评 is ``Evaluation``.
        package enum Stage: String, CaseIterable, Sendable {
            /// 共谋: residents and government plan together.
            case plan
            /// 共建: they build together.
            case build
            /// 共管: they look after it together.
            case manage
            /// 共享: they share the result.
            case share

            /// Its name in Chinese and English.
            package var name: BilingualName {
                switch self {
                case .plan: BilingualName(zh: "共谋", en: "plan together")
                case .build: BilingualName(zh: "共建", en: "build together")
                case .manage: BilingualName(zh: "共管", en: "manage together")
                case .share: BilingualName(zh: "共享", en: "share")
                }
            }
        }

        /// Nil where it is none of the five.
        package var stage: Stage?
        /// Who took part, by name of body rather than of person.
        package var participants: [String]

        package init(stage: Stage? = nil, participants: [String] = []) {
            self.stage = stage
            self.participants = participants
        }
    }

    /// 退单: the holder says that the case is not its own.
    package struct Return: Sendable, Hashable {
        /// Why it is not the holder's.
        package enum Ground: String, CaseIterable, Sendable {
            /// Another department is responsible.
            case notResponsible
            /// The place lies elsewhere.
            case outsideArea
            /// Nobody can say what or where it is.
            case unclear
            /// It is not the holder's alone. Always refused: that is what 吹哨 is for.
            case shared
        }

        /// Why it is not the holder's.
        package var ground: Ground
        /// The id of the department that should have it.
        package var suggested: String?

        package init(ground: Ground, suggested: String? = nil) {
            self.ground = ground
            self.suggested = suggested
        }
    }

    /// The clocks are to stand still.
    package struct Suspension: Sendable, Hashable {
        /// Whether it ends by itself.
        package enum Kind: String, CaseIterable, Sendable {
            /// 挂起: something is waited for; ends by itself at `until`.
            case waiting
            /// 挂账: it cannot be done now; it has an owner and is looked at again at `until`.
            case ledger
        }

        /// Whether it ends by itself.
        package var kind: Kind
        /// When it ends; of a ledger, the review date.
        package var until: Instant
        /// Who answers for a ledger.
        package var owner: String?

        package init(kind: Kind, until: Instant, owner: String? = nil) {
            self.kind = kind
            self.until = until
            self.owner = owner
        }
    }

    /// 延期: more time is needed.
    package struct Extension: Sendable, Hashable {
        /// How many working days more.
        package var workingDays: Int
        /// What the resident is told.
        package var reason: String

        package init(workingDays: Int, reason: String) {
            self.workingDays = workingDays
            self.reason = reason
        }
    }

    /// 吹哨: other departments are called to help; the holder goes on to answer for the case.
    package struct Assistance: Sendable, Hashable {
        /// The ids of those who are called.
        package var departments: [String]
        /// What they are called for.
        package var reason: String
        /// By when they should have helped.
        package var dueBy: Instant?

        package init(departments: [String], reason: String, dueBy: Instant? = nil) {
            self.departments = departments
            self.reason = reason
            self.dueBy = dueBy
        }
    }

    /// Who inside the holder does the work.
    package struct Assignee: Sendable, Hashable {
        /// By name or function.
        package var person: String?
        /// A community's id.
        package var community: String?

        package init(person: String? = nil, community: String? = nil) {
            self.person = person
            self.community = community
        }
    }

    /// 办结: the holder says that it is done.
    package struct Resolution: Sendable, Hashable {
        /// What becomes of a wish (点单).
        package enum Answer: String, CaseIterable, Sendable {
            case adopted, planned, declined
        }

        /// What the resident is told; of a wish, the reason too.
        package var reply: String
        /// Addresses of pictures.
        package var photos: [String]
        /// For wishes, and only for them.
        package var answer: Answer?

        package init(reply: String, photos: [String] = [], answer: Answer? = nil) {
            self.reply = reply
            self.photos = photos
            self.answer = answer
        }
    }
}
