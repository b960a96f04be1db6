/* SPDX-License-Identifier: MIT */
/* A state in a file: written, read back, and refused when a byte of it is damaged.
 *
 * deserialize checks everything in one call and leaves the state alone when it fails, so bytes may
 * come from anywhere. The library itself opens no file: it gives bytes and takes bytes. */
#include <postventa/postventa.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"

enum { ROOM = 256 };

static void write_file(const char *path, const uint8_t *bytes, size_t length) {
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0) {
        perror(path);
        exit(EXIT_FAILURE);
    }
}

static size_t read_file(const char *path, uint8_t *bytes) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    size_t length = fread(bytes, 1, ROOM, file);
    fclose(file);
    return length;
}

int main(int argc, char **argv) {
    const char *path = argc > 1 ? argv[1] : "ratings.ptv";
    uint8_t bytes[ROOM];
    size_t length;

    ptv_ratings ratings;
    check(ptv_csat_init(&ratings, NULL));
    check(ptv_ratings_add_n(&ratings, 5, 9));
    check(ptv_ratings_add_n(&ratings, 4, 4));
    check(ptv_ratings_add_n(&ratings, 2, 1));

    check(ptv_ratings_serialize(&ratings, NULL, 0, &length)); /* how many bytes will it be? */
    printf("image: %u bytes\n", (unsigned)length);
    check(ptv_ratings_serialize(&ratings, bytes, sizeof bytes, &length));
    write_file(path, bytes, length);

    uint32_t type, version;
    ptv_ratings again;
    length = read_file(path, bytes);
    check(ptv_wire_info(bytes, length, &type, &version, NULL));
    check(ptv_ratings_deserialize(&again, bytes, length));
    ptv_csat_result csat = PTV_CSAT_RESULT_INIT;
    check(ptv_csat_read(&again, NULL, &csat));
    printf("%s, version %u: CSAT %.1f %% of %u\n", ptv_wire_type_name(type), (unsigned)version,
           100 * csat.top_box.value, (unsigned)csat.n);

    bytes[40] ^= 0x10; /* one bit */
    write_file(path, bytes, length);
    length = read_file(path, bytes);
    ptv_status status = ptv_ratings_deserialize(&again, bytes, length);
    printf("damaged: %s\n", ptv_status_message(status));
    return status == PTV_ERR_WIRE_CHECKSUM ? 0 : 1;
}
