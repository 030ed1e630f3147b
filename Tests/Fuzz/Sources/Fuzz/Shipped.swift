import CResources
import Classification
import DistrictFile
import Hotline

/// What ships with the program.
enum Shipped {
    static let model: Model = {
        do throws(ModelError) {
            return try Model.shipped()
        } catch {
            fail("\(error)")
        }
    }()

    static let areas: [Area] = {
        let yaml = UnsafeBufferPointer(start: qiaomen_district_yaml_bytes(), count: qiaomen_district_yaml_size)
        do throws(DistrictErrors) {
            return try readDistrict(yaml: Array(yaml), name: "district.yaml").areas
        } catch {
            fail("\(error)")
        }
    }()
}
