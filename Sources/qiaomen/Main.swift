import ArgumentParser
import CResources
@main struct QiaomenCommand: AsyncParsableCommand {
    func run() async throws { print(qiaomen_district_yaml_size) }
}
