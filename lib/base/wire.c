/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <string.h>

#include "base/bytes.h"
#include "base/crc32c.h"
#include "base/wire.h"

/* The last byte has its top bit set, so that a transfer as text cannot pass unnoticed. */
static const uint8_t magic[4] = {'P', 'T', 'V', 0xB5};

enum { AT_TYPE = 4, AT_VERSION = 6, AT_LENGTH = 8, AT_CHECKSUM = 16, AT_ZERO = 20 };

/* The checksum covers every byte but its own four. */
static uint32_t checksum(const uint8_t *image, size_t len) {
    uint32_t crc = ptvi_crc32c(0, image, AT_CHECKSUM);
    return ptvi_crc32c(crc, image + AT_ZERO, len - AT_ZERO);
}

void ptvi_wire_seal(uint8_t *image, uint64_t length, uint16_t type, uint16_t version) {
    memcpy(image, magic, sizeof magic);
    ptvi_put16(image + AT_TYPE, type);
    ptvi_put16(image + AT_VERSION, version);
    ptvi_put64(image + AT_LENGTH, length);
    ptvi_put32(image + AT_ZERO, 0);
    ptvi_put32(image + AT_CHECKSUM, checksum(image, (size_t)length));
}

ptv_status ptv_wire_info(const void *buf, size_t len, uint32_t *type, uint32_t *version,
                         uint64_t *length) {
    const uint8_t *image = (const uint8_t *)buf;
    if (!buf)
        return PTV_ERR_NULL;
    if (len < PTV_WIRE_HEADER)
        return PTV_ERR_WIRE_LENGTH;
    if (memcmp(image, magic, sizeof magic) != 0)
        return PTV_ERR_WIRE_MAGIC;
    uint64_t announced = ptvi_get64(image + AT_LENGTH);
    if (announced < PTV_WIRE_HEADER || announced > len)
        return PTV_ERR_WIRE_LENGTH;
    if (type)
        *type = ptvi_get16(image + AT_TYPE);
    if (version)
        *version = ptvi_get16(image + AT_VERSION);
    if (length)
        *length = announced;
    return PTV_OK;
}

ptv_status ptvi_wire_open(const void *buf, size_t len, uint16_t type, uint16_t newest_version) {
    const uint8_t *image = (const uint8_t *)buf;
    uint32_t found_type, version;
    uint64_t length;
    ptv_status status = ptv_wire_info(buf, len, &found_type, &version, &length);
    if (status < 0)
        return status;
    if (found_type != type)
        return PTV_ERR_WIRE_TYPE;
    if (version < 1 || version > newest_version)
        return PTV_ERR_WIRE_VERSION;
    if (length != len)
        return PTV_ERR_WIRE_LENGTH;
    if (ptvi_get32(image + AT_CHECKSUM) != checksum(image, len))
        return PTV_ERR_WIRE_CHECKSUM;
    if (ptvi_get32(image + AT_ZERO) != 0)
        return PTV_ERR_WIRE_CONTENT;
    return PTV_OK;
}

const char *ptv_wire_type_name(uint32_t type) {
    switch (type) {
    case PTV_TYPE_RATINGS:
        return "ptv_ratings";
    case PTV_TYPE_PROPORTION:
        return "ptv_proportion";
    case PTV_TYPE_DURATIONS:
        return "ptv_durations";
    case PTV_TYPE_SURVIVAL:
        return "ptv_survival";
    case PTV_TYPE_ZONE:
        return "ptv_zone";
    case PTV_TYPE_REPEATS:
        return "ptv_repeats";
    case PTV_TYPE_DESK:
        return "ptv_desk";
    case PTV_TYPE_QUEUE:
        return "ptv_queue";
    case PTV_TYPE_COMPLAINTS:
        return "ptv_complaints";
    case PTV_TYPE_COHORTS:
        return "ptv_cohorts";
    case PTV_TYPE_REVENUE:
        return "ptv_revenue";
    case PTV_TYPE_PANEL:
        return "ptv_panel";
    default:
        return NULL;
    }
}
