import Foundation
package import Hummingbird
import Mustache

/// All pages: templates, and what they have in common.
///
/// A page's template is `page-NAME.html` and holds what stands in `<main>`; the layout is put around it. Other templates
/// are partials, by their name. Templates see their page's values and, beside them, `t` with all texts in the page's
/// language, `lang`, `isEnglish` and `csrf`. Values are escaped; what is no text of ours is never put in unescaped.
package struct Pages: Sendable {
    private let library: MustacheLibrary
    private let navigation: Navigation
    /// The district's name by language.
    private let district: [Language: String]

    /// - Throws: what is wrong with a template: one that ships with the program.
    package init(_ navigation: Navigation, district: [Language: String]) throws {
        MustacheContentTypes.register(MarkupContent(), named: MarkupContent.name)
        var library = MustacheLibrary()
        for name in WebResources.files.keys.sorted() where name.hasSuffix(".html") {
            let base = String(name.dropLast(5))
            // Each partial says anew how it escapes.
            let pragma = "{{% CONTENT_TYPE:\(MarkupContent.name)}}"
            let text = WebResources.text(name)
            let whole = base.hasPrefix("page-") ? "{{<layout}}{{$main}}\(pragma)\(text){{/main}}{{/layout}}" : text
            try library.register(pragma + whole, named: base)
        }
        self.library = library
        self.navigation = navigation
        self.district = district
    }

    /// A page.
    ///
    /// - Parameters:
    ///   - name: `page-NAME.html` is its template.
    ///   - title: the key of a text.
    ///   - values: what the template shows.
    ///   - isLive: whether it is fetched anew when something was written.
    package func page(
        _ name: String, title: String, _ values: [String: Any] = [:], _ context: WebContext,
        status: HTTPResponse.Status = .ok, isLive: Bool = false
    ) -> Response {
        let texts = Texts.of(context.language)
        return page(name, titled: texts[title] ?? title, values, context, status: status, isLive: isLive)
    }

    /// A page whose title is no text of ours, as a case's number.
    package func page(
        _ name: String, titled title: String, _ values: [String: Any] = [:], _ context: WebContext,
        status: HTTPResponse.Status = .ok, isLive: Bool = false
    ) -> Response {
        var model = values
        model["t"] = Texts.of(context.language)
        model["lang"] = context.language == .zh ? "zh-CN" : "en"
        model["isEnglish"] = context.language == .en
        model["csrf"] = context.csrf ?? ""
        model["layout"] =
            [
                "title": title, "district": district[context.language] ?? "", "isLive": isLive,
                "isSignedIn": context.principal != nil, "who": context.principal?.name ?? "",
                "navigation": navigation.entries(for: context.principal, context.language, at: context.path),
                "switchAddress": context.location(in: context.language.other),
                "switchLanguage": context.language == .zh ? "en" : "zh-CN",
                "css": WebResources.version(of: "app.css"), "js": WebResources.version(of: "app.js"),
                "figuresCSS": WebResources.version(of: "figures.css"),
            ] as [String: Any]
        let text = library.render(model, withTemplate: "page-\(name)") ?? ""
        return Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    /// The page of an error.
    func errorPage(_ error: WebError, _ context: WebContext) -> Response {
        page(
            "error", title: "error",
            ["message": context.language(error.message), "status": error.status.code, "code": error.code], context,
            status: error.status)
    }
}
