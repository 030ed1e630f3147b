/// Where somebody is told of what happens, outside of Qiaomen: a group of WeCom or DingTalk, an SMS gateway.
///
/// The address, headers, a body and the secret may name variables of the environment, `${NAME}`, so that no secret stands in the district
/// file.
package struct Webhook: Hashable, Sendable {
    /// What a message looks like.
    package enum Shape: String, CaseIterable, Sendable {
        /// A text message of a WeCom group's robot (企业微信群机器人).
        case wecom
        /// A text message of a DingTalk group's robot (钉钉自定义机器人), signed if there is a secret.
        case dingtalk
        /// An object with everything that is known of it, in names of its own.
        case json
    }

    /// What is sent, and as what.
    package enum Content: Hashable, Sendable {
        case shape(Shape)
        /// A text in which `{{name}}` stands for what is known, and its media type.
        case template(String, contentType: String)
    }

    package var id: String
    /// An address, `${NAME}` standing for the environment's.
    package var url: String
    package var content: Content
    /// What is said besides, as `Authorization: Bearer ${TOKEN}`.
    package var headers: [String]
    /// What DingTalk signs by.
    package var secret: String?
    /// Told of their new tasks, 重办 and 督办.
    package var departments: [String]
    /// Told of the rungs that ladders tell to contacts of these names.
    package var contacts: [String]
    /// Whether it speaks English.
    package var isEnglish: Bool

    /// What it may speak.
    package enum Language: String, CaseIterable, Sendable {
        case zh, en
    }

    package init(
        id: String, url: String, content: Content, headers: [String] = [], secret: String? = nil,
        departments: [String] = [],
        contacts: [String] = [], isEnglish: Bool = false
    ) {
        self.id = id
        self.url = url
        self.content = content
        self.headers = headers
        self.secret = secret
        self.departments = departments
        self.contacts = contacts
        self.isEnglish = isEnglish
    }

    /// What a template may name.
    package static let names: Set<String> = [
        "id", "kind", "title", "text", "case", "department", "area", "place", "urgency", "due", "link",
    ]
}
