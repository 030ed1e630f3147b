#ifndef CRESOURCES_H
#define CRESOURCES_H
#include <stddef.h>

/// The district file that ships with the program (deploy/district.yaml).
extern const unsigned char qiaomen_district_yaml[];
extern const size_t qiaomen_district_yaml_size;

/// Its first byte: Swift does not import an array without a length.
static inline const unsigned char *qiaomen_district_yaml_bytes(void) {
    return qiaomen_district_yaml;
}

/// Which characters count as the same (deploy/classifier/folding.txt), and its first byte.
extern const unsigned char qiaomen_folding[];
extern const size_t qiaomen_folding_size;

static inline const unsigned char *qiaomen_folding_bytes(void) {
    return qiaomen_folding;
}

/// China's holidays and make-up workdays (deploy/calendars/china.txt), and its first byte.
extern const unsigned char qiaomen_china_calendar[];
extern const size_t qiaomen_china_calendar_size;

static inline const unsigned char *qiaomen_china_calendar_bytes(void) {
    return qiaomen_china_calendar;
}

/// The classifier's model (deploy/classifier/model.qiaomen), and its first byte.
extern const unsigned char qiaomen_model[];
extern const size_t qiaomen_model_size;

static inline const unsigned char *qiaomen_model_bytes(void) {
    return qiaomen_model;
}

/// What the API is (deploy/schemas/openapi.json), and its first byte.
extern const unsigned char qiaomen_openapi[];
extern const size_t qiaomen_openapi_size;

static inline const unsigned char *qiaomen_openapi_bytes(void) {
    return qiaomen_openapi;
}

/// The files that the web serves (web/), by index: their names, first bytes and sizes.
size_t qiaomen_web_count(void);
const char *qiaomen_web_name(size_t index);
const unsigned char *qiaomen_web_bytes(size_t index);
size_t qiaomen_web_size(size_t index);

#endif
