import Foundation
import HTTPTypes
import Hotline
import HummingbirdTesting
import Testing
import Web

/// What can be asked for by Open311, without a key.
@Suite(.timeLimit(.minutes(1)))
struct Open311ServiceTests {
    private let web: TestWeb

    init() throws { web = try TestWeb() }

    @Test func `There is a service for each area and kind, in both formats, in UTF-8`() async throws {
        let answer = try await web.ask(.get, "/open311/v2/services.json?lang=en")
        #expect(answer.headers[.contentType] == "application/json; charset=utf-8")
        let services = try #require(try json(answer.text) as? [[String: Any]])
        #expect(services.count == web.services.district.areas.count * ReportKind.allCases.count)
        let first = try #require(services.first { $0["service_code"] as? String == "sewage.help" })
        #expect(first["service_name"] as? String == "Sewage and drainage · help")
        #expect(first["type"] as? String == "realtime")
        #expect(first["metadata"] as? Bool == true)
        let xml = try await web.ask(.get, "/open311/v2/services.xml")
        #expect(xml.headers[.contentType] == "text/xml; charset=utf-8")
        #expect(xml.text.hasPrefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<services><service><service_code>"))
        #expect(xml.text.contains("<service_name>污水排水 · 求助</service_name>"))
        #expect(xml.text.contains("<group>污水排水</group></service><service>"))
        #expect(xml.text.hasSuffix("</group></service></services>\n"))
    }

    @Test func `A service's definition says what may be chosen`() async throws {
        let answer = try await web.ask(.get, "/open311/v2/services/sewage.help.json")
        let definition = try #require(try json(answer.text) as? [String: Any])
        let attributes = try #require(definition["attributes"] as? [[String: Any]])
        #expect(attributes.map { $0["code"] as? String } == ["community", "urgency", "confidential"])
        #expect(attributes.map { $0["order"] as? Int } == [1, 2, 3])
        let communities = try #require(attributes[0]["values"] as? [[String: String]])
        #expect(communities.contains(["key": "baiwan", "name": "白湾社区"]))
        let xml = try await web.ask(.get, "/open311/v2/services/sewage.help.xml")
        #expect(
            xml.text.contains("<service_definition><service_code>sewage.help</service_code><attributes><attribute>"))
        #expect(xml.text.contains("<values><value><key>baiwan</key>"))
    }

    @Test(arguments: ["sewage", "sewage.help2", "..", "%3Cscript%3E", "sewage.help%00"])
    func `A service that is none is not found, in the format that was asked for`(code: String) async throws {
        let answer = try await web.ask(.get, "/open311/v2/services/\(code).json")
        #expect(answer.status == .notFound)
        if code != ".." {
            let errors = try #require(try json(answer.text) as? [[String: Any]])
            #expect(errors.count == 1)
            let xml = try await web.ask(.get, "/open311/v2/services/\(code).xml")
            #expect(xml.status == .notFound)
            #expect(xml.text.contains("<errors><error><code>404</code><description>service_code: "))
        }
    }

    @Test func `Discovery names the endpoint by the host that was asked`() async throws {
        let path = "/open311/discovery.json"
        #expect(try await web.ask(.get, path).text.contains("\"http://localhost/open311/v2\""))
        let secure = try await web.application(isSecure: true).test(.router) { try await $0.ask(.get, path) }
        #expect(secure.text.contains("\"https://localhost/open311/v2\""))
        let address = PublicAddress("https://qiaomen.example")
        let proxied = try await web.application(publicAddress: address).test(.router) { try await $0.ask(.get, path) }
        #expect(proxied.text.contains("\"https://qiaomen.example/open311/v2\""))
        let xml = try await web.ask(.get, "/open311/discovery.xml")
        #expect(xml.text.contains("<discovery><changeset>"))
        #expect(xml.text.contains("<formats><format>text/xml</format><format>application/json</format></formats>"))
    }

    @Test func `Another jurisdiction is not found; an empty one is none`() async throws {
        #expect(try await web.ask(.get, "/open311/v2/services.json?jurisdiction_id=city").status == .notFound)
        for same in ["", "null", "fancheng"] {
            #expect(try await web.ask(.get, "/open311/v2/services.json?jurisdiction_id=\(same)").status == .ok)
        }
    }
}
