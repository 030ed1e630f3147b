import Hummingbird
package import Store

extension WebError {
    /// What somebody is told when a message could not be put on Kafka.
    package init(_ error: IntakeError) {
        switch error {
        case .tooLarge:
            self.init(.contentTooLarge, "too-large", zh: "内容过长", en: "This is too large to be taken.")
        case .brokerAway:
            self.init(
                .serviceUnavailable, "broker-away", zh: "消息系统暂时不可用，内容没有提交，请稍后再试",
                en: "The message system cannot be reached; nothing was sent. Please try again soon.", retryAfter: 5)
        case .timedOut:
            self.init(
                .gatewayTimeout, "timed-out", zh: "提交没有得到确认，请刷新页面查看是否已经生效",
                en: "Nobody has acknowledged it in time. See whether it has arrived before you send it again.")
        case .refused:
            self.init(
                .serviceUnavailable, "refused", zh: "消息系统拒绝接收，请联系管理员",
                en: "The message system does not take it. Please tell the administrator.")
        }
    }

    /// What somebody is told when the store could not be read.
    package init(_ error: StoreError) {
        self =
            switch error {
            case .damagedCase, .corrupt, .failed: .broken
            case .missing, .notAStore, .newerSchema, .olderSchema, .otherCluster, .offsetMoved, .caseMoved, .full,
                .busy,
                .unreachable:
                .storeAway
            }
    }
}
