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

#endif
