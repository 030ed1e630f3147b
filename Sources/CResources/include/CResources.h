#ifndef CRESOURCES_H
#define CRESOURCES_H
#include <stddef.h>

/// The district file that ships with the program (deploy/district.yaml).
extern const unsigned char qiaomen_district_yaml[];
extern const size_t qiaomen_district_yaml_size;

#endif
