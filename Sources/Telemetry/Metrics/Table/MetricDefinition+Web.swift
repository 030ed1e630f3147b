/// The web: what is asked, how long it takes, and whether it can answer.
extension MetricDefinition {
    package static let webRequests = Self(
        "qiaomen_web_requests_total", .counter, labels: ["route", "status"], limit: 300,
        "Requests by route and status; what no route takes counts as the route NotFound.")
    package static let webDuration = Self(
        "qiaomen_web_request_duration_seconds", .histogram(.commit), labels: ["route"],
        "From a request's head to its answer's, by route.")
    package static let webStreams = Self(
        "qiaomen_web_event_streams", .gauge, "Event streams that are open.")
    package static let webReadable = Self(
        "qiaomen_web_store_readable", .gauge, "1 while the store can be read, otherwise 0.")
    package static let webBehind = Self(
        "qiaomen_web_store_behind_records", .gauge,
        "Records of tasks and progress that the store does not have yet; missing while it is not known.")

    static let web = [webRequests, webDuration, webStreams, webReadable, webBehind]
}
