import Hotline
import Hummingbird

/// All that the server answers, feature by feature.
///
/// What stands before a route is in ``WebServer``: who asks is known, the body is there, and errors may be thrown.
func addRoutes(to router: Router<WebContext>, _ services: WebServices) {
    addAssetRoutes(to: router)
    addHomeRoute(to: router, services)
    addOpen311Routes(to: router, services)
    addAPIRoutes(to: router, services)
    addCasePages(to: router, services)
    addFigurePages(to: router, services)
}

/// `/` sends each role to where its day begins.
private func addHomeRoute(to router: Router<WebContext>, _ services: WebServices) {
    let navigation = Navigation(services.district.departments)
    router.get("/") { _, context in
        Response.redirect(to: navigation.home(of: try context.signedIn()), type: .normal)
    }
}
