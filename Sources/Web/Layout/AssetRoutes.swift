import Hummingbird

/// `/assets/…`: style and script, the same for everybody.
func addAssetRoutes(to router: some RouterMethods<WebContext>) {
    let types = [
        "app.css": "text/css; charset=utf-8", "figures.css": "text/css; charset=utf-8",
        "app.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml",
    ]
    for (name, type) in types {
        let body = ByteBuffer(bytes: WebResources.files[name] ?? [])
        router.get("/assets/\(name)") { _, _ in
            // Its address has its version in it.
            Response(
                status: .ok, headers: [.contentType: type, .cacheControl: "public, max-age=31536000, immutable"],
                body: .init(byteBuffer: body))
        }
    }
}
