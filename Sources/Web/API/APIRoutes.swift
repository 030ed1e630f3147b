// The JSON API: what programs of departments, hotlines and managers use.
//
//     GET  /api/v1/cases, /cases.csv, /cases/{case}, /departments/{department}/tasks ─┐
//     GET  /api/v1/figures, /figures.csv ────────────────────────────────────────────┼── the store
//     GET  /api/v1/events ──── the store's changes, as they come                      ┘
//     POST /api/v1/cases/{case}/progress ──> checked against the store ──> progress.<department>
//
// Who asks may see less, never more, than pages show; what they may not know of is not found. /openapi.json says all of
// this for programs.

import Hummingbird

/// Adds the routes of the JSON API.
///
/// - Parameter services: what they work with.
func addAPIRoutes(to router: some RouterMethods<WebContext>, _ services: WebServices) {
    let cases = CaseRoutes(services: services)
    router.get("/api/v1/cases", use: cases.list)
    router.get("/api/v1/cases.csv", use: CaseExport(services: services).table)
    router.get("/api/v1/cases/{case}", use: cases.one)
    router.post("/api/v1/cases/{case}/progress", use: cases.act)
    router.get("/api/v1/departments/{department}/tasks", use: cases.tasks)
    if let figures = FigureRoutes(services) {
        router.get("/api/v1/figures", use: figures.sheet)
        router.get("/api/v1/figures.csv", use: figures.table)
    }
    router.get("/api/v1/events", use: EventRoutes(services: services).stream)
    router.get("/openapi.json") { _, _ in JSONAnswer.bytes(OpenAPI.document) }
}
