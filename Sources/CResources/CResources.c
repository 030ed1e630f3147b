#include "CResources.h"

const unsigned char qiaomen_district_yaml[] = {
#embed "../../deploy/district.yaml"
};
const size_t qiaomen_district_yaml_size = sizeof qiaomen_district_yaml;

const unsigned char qiaomen_folding[] = {
#embed "../../deploy/classifier/folding.txt"
};
const size_t qiaomen_folding_size = sizeof qiaomen_folding;

const unsigned char qiaomen_china_calendar[] = {
#embed "../../deploy/calendars/china.txt"
};
const size_t qiaomen_china_calendar_size = sizeof qiaomen_china_calendar;

const unsigned char qiaomen_model[] = {
#embed "../../deploy/classifier/model.qiaomen"
};
const size_t qiaomen_model_size = sizeof qiaomen_model;

const unsigned char qiaomen_openapi[] = {
#embed "../../deploy/schemas/openapi.json"
};
const size_t qiaomen_openapi_size = sizeof qiaomen_openapi;
