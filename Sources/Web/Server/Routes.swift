import Hummingbird

/// All that the server answers, feature by feature.
func addRoutes(to router: Router<WebContext>, _ services: WebServices) {
    addOpen311Routes(to: router, services)
    addAPIRoutes(to: router, services)
}
