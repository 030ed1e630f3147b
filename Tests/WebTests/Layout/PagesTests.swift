import Foundation
import HTTPTypes
import Hotline
import Hummingbird
import HummingbirdTesting
import Testing
import Web

/// What templates show, and that nothing in it can be more than text.
@Suite(.timeLimit(.minutes(1)))
struct PagesTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Sources/CResources/web")

    private static func templates() throws -> [(name: String, text: String)] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "html" }
            .map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
    }

    @Test func `Each file of the folder is embedded as it is there`() throws {
        for file in try FileManager.default.contentsOfDirectory(at: Self.folder, includingPropertiesForKeys: nil) {
            #expect(WebResources.files[file.lastPathComponent] == Array(try Data(contentsOf: file)))
        }
    }

    @Test func `Each text that a template asks for is there in both languages`() throws {
        for (name, text) in try Self.templates() {
            for match in text.matches(of: /\bt\.([A-Za-z]+)/) {
                for language in Language.allCases {
                    #expect(Texts.of(language)[String(match.output.1)]?.isEmpty == false, "\(name): \(match.output.1)")
                }
            }
        }
    }

    @Test func `No key of texts is in two tables`() {
        let keys = Texts.tables.flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
    }

    @Test func `No template puts anything in unescaped, and none holds script or style`() throws {
        for (name, text) in try Self.templates() {
            #expect(!text.contains("{{{") && !text.contains("{{&"), "\(name)")
            #expect(
                text.firstMatch(of: /<script(?![^>]*src=)|<style|\son[a-z]+=|style="|javascript:/) == nil, "\(name)")
        }
    }

    @Test(arguments: [
        "<script>", "\"", "'", "&", "\"\u{301} autofocus onfocus=x", "<\u{200D}b>", "'\u{FE0F}", "&\u{308}lt;",
        "\u{0}\u{8}",
    ])
    func `Whatever a resident writes stays text`(text: String) throws {
        let escaped = Markup.escape(text)
        #expect(!escaped.utf8.contains { "<>\"'\u{0}\u{8}".utf8.contains($0) })
        // By scalars too: to a character an accent behind it belongs.
        let entity = /&(?:amp|lt|gt|quot|#39);/.matchingSemantics(.unicodeScalar)
        #expect(!escaped.replacing(entity, with: "").utf8.contains(UInt8(ascii: "&")))
    }

    @Test func `Templates escape by that`() async throws {
        let web = try TestWeb()
        let name = "\"\u{301} autofocus onfocus=x <b>"
        let encoded = try #require(name.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let page = try await web.ask(.post, "/sign-in", form: "name=\(encoded)&password=x").text
        #expect(page.contains("value=\"&quot;\u{301} autofocus onfocus=x &lt;b&gt;\""))
    }

    @Test func `Navigation shows where a role may go, and where one is`() async throws {
        let web = try TestWeb()
        let page = try await web.application { router in
            router.get("/departments/housing") { _, context in
                web.services.pages.page("error", title: "error", [:], context)
            }
        }.test(.router) { client in
            try await client.ask(.get, "/departments/housing", .bearer(try web.key(.housing)))
        }.text
        #expect(page.contains(#"<a href="/departments/housing" aria-current="page">区住建局</a>"#))
        #expect(page.contains(#"href="/cases""#))
        #expect(!page.contains(#"href="/desk""#) && !page.contains(#"href="/figures""#))
    }

    @Test func `Style and script may be kept for ever, their address changes with them`() async throws {
        let web = try TestWeb()
        let page = try await web.ask(.get, "/sign-in").text
        let version = try #require(page.firstMatch(of: /app\.css\?v=([0-9a-f]{12})/)?.output.1)
        let answer = try await web.ask(.get, "/assets/app.css?v=\(version)")
        #expect(answer.headers[.cacheControl]?.contains("immutable") == true)
        #expect(answer.headers[.contentType] == "text/css; charset=utf-8")
    }
}
