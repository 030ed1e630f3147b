import AsyncHTTPClient
import HTTPTypes
import Hotline
import Notifying
import Testing

/// How notices are sent.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct WebhookSenderTests {
    /// What becomes of notices that a recipient answers so.
    private func outcomes(
        _ answers: [(HTTPResponse.Status, String)], notices: Int = 1, secret: String? = nil
    ) async throws -> ([WebhookSender.Outcome], [Recipient.Request]) {
        let recipient = Recipient()
        recipient.answers(answers)
        nonisolated(unsafe) var outcomes: [WebhookSender.Outcome] = []
        try await recipient.serve { recipient in
            let webhook = Webhook(
                id: "a", url: recipient.address, content: .shape(.dingtalk), secret: secret, departments: ["housing"])
            let client = HTTPClient(configuration: .init(redirectConfiguration: .disallow))
            let sender = WebhookSender(
                try WebhookTarget(webhook, environment: [:]), try Noticing.words(), client, now: { Noticing.now },
                logger: Noticing.logger, pauses: [0.01, 0.01], limitPause: 0.01)
            for id in 0..<notices {
                outcomes.append(await sender.send(try Noticing.notice(id), until: .now + .seconds(30)))
            }
            try await client.shutdown()
        }
        return (outcomes, recipient.requests)
    }

    @Test(arguments: [
        (HTTPResponse.Status.internalServerError, ""), (.tooManyRequests, ""), (.ok, #"{"errcode":45009}"#),
        (.requestTimeout, ""),
    ])
    func `What fails for a while is tried again, under the same id`(
        status: HTTPResponse.Status, answer: String
    ) async throws {
        let (outcomes, requests) = try await outcomes([(status, answer), (status, answer)])
        #expect(outcomes == [.sent])
        #expect(requests.map(\.id) == Array(repeating: "1000000000000000.1.lead.housing", count: 3))
        #expect(Set(requests.map(\.body)).count == 1)
    }

    @Test(arguments: [
        (HTTPResponse.Status.badRequest, ""), (.found, ""), (.ok, "<html>a proxy</html>"),
        (.ok, #"{"errcode":93000,"errmsg":"invalid webhook url"}"#),
    ])
    func `What is refused is not tried again`(status: HTTPResponse.Status, answer: String) async throws {
        let (outcomes, requests) = try await outcomes([(status, answer)], notices: 2)
        #expect(outcomes == [.refused, .sent] && requests.count == 2)
    }

    @Test func `Who says when to come back is asked again then`() async throws {
        let begun = ContinuousClock.now
        let (outcomes, _) = try await outcomes([(.serviceUnavailable, "later")])
        #expect(outcomes == [.sent])
        #expect(ContinuousClock.now - begun >= .seconds(0.8))
    }

    @Test func `Who takes nothing is left alone for a while`() async throws {
        let (outcomes, requests) = try await outcomes(
            Array(repeating: (.badGateway, ""), count: 10), notices: 3)
        #expect(outcomes == [.lost, .lost, .lost] && requests.count == 3)
    }

    @Test func `A robot with a secret gets the millisecond and its signature`() async throws {
        let (_, requests) = try await outcomes([], secret: "SEC1")
        #expect(
            requests.first?.address
                == "/hook?key=1&timestamp=1795395600000&sign=Esvhr1OThLCpKLuKDRIASFKQHPfWTpJvVotHSKX4vDg%3D")
    }
}
