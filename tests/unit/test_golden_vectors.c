/* SPDX-License-Identifier: MIT */
/* Images of every type, kept as each version of the format first wrote them: they are read for
 * ever, and the present version is written byte for byte as it was, on every machine. */
#include "shards.h"

static const char *folder;
static bool writes; /* the images of the present versions */

static FILE *opened(const char *name, uint32_t version, const char *mode) {
    char path[4096], word[100];
    size_t n = 0;
    for (size_t i = 0; name[i] && n < sizeof word - 1; i++)
        if (name[i] != ',')
            word[n++] = name[i] == ' ' ? '_' : name[i];
    word[n] = '\0';
    snprintf(path, sizeof path, "%s/golden/%s.v%u", folder, word, (unsigned)version);
    FILE *file = fopen(path, mode);
    if (!file)
        fail_msg(
            "%s cannot be opened; one that is new is written by test_golden_vectors FOLDER write",
            path);
    return file;
}

static void write_image(const char *name, uint32_t version, struct bytes image) {
    FILE *file = opened(name, version, "wb");
    assert_true(fwrite(image.data, 1, image.len, file) == image.len);
    assert_int_equal(fclose(file), 0);
}

static struct bytes kept_image(const char *name, uint32_t version) {
    enum { MOST = 65536 };
    FILE *file = opened(name, version, "rb");
    struct bytes image = {malloc(MOST), 0};
    assert_non_null(image.data);
    image.len = fread(image.data, 1, MOST, file);
    assert_true(image.len < MOST);
    fclose(file);
    return image;
}

static void assert_kept(const char *name, uint32_t type, const void *acc) {
    const ptv_verbs *verbs = ptv_verbs_find(type);
    struct bytes image = state_bytes(type, acc);
    uint32_t present;
    assert_ok(ptv_wire_info(image.data, image.len, NULL, &present, NULL));
    if (writes)
        write_image(name, present, image);
    for (uint32_t version = 1; version <= present; version++) {
        struct bytes kept = kept_image(name, version);
        void *read;
        assert_ok(verbs->deserialize(kept.data, kept.len, &read));
        assert_state_bytes(type, read, image);
        assert_true(version < present || same_bytes(kept, image));
        verbs->free(read);
        free(kept.data);
    }
    free(image.data);
}

/* Few records and what is odd; and all, with what is extreme. */
static void images_of_a_kind_are_kept(void **state) {
    const struct shard_kind *kind = *state;
    const struct {
        const char *name;
        unsigned shards;
    } sets[] = {{"few", 1u << (SHARDS - 1)}, {"all", (1u << SHARDS) - 1}};
    for (size_t i = 0; i < COUNT_OF(sets); i++) {
        char name[100];
        void *acc = shards_together(kind, NULL, sets[i].shards);
        snprintf(name, sizeof name, "%s %s", kind->name, sets[i].name);
        assert_kept(name, kind->type, acc);
        ptv_verbs_find(kind->type)->free(acc);
    }
}

static void images_of_zones_are_kept(void **unused) {
    (void)unused;
    ptv_zone *zone;
    assert_ok(ptv_zone_new_posix("CET-1CEST,M3.5.0,M10.5.0/3", NULL, &zone));
    assert_kept("zone rule", PTV_TYPE_ZONE, zone);
    ptv_zone_free(zone);
    assert_ok(ptv_zone_new_fixed(-12600000, NULL, &zone));
    assert_kept("zone fixed", PTV_TYPE_ZONE, zone);
    ptv_zone_free(zone);
}

int main(int argc, char **argv) {
    enum { KINDS_MAX = 32 };
    struct CMUnitTest tests[KINDS_MAX + 1] = {cmocka_unit_test(images_of_zones_are_kept)};
    if (argc < 2 || argc > 3 || n_shard_kinds > KINDS_MAX) {
        fprintf(stderr, "usage: %s FOLDER [write]\n", argv[0]);
        return 1;
    }
    folder = argv[1];
    writes = argc == 3;
    for (size_t i = 0; i < n_shard_kinds; i++) {
        void *kind = (void *)(uintptr_t)&shard_kinds[i];
        struct CMUnitTest test = {shard_kinds[i].name, images_of_a_kind_are_kept, NULL, NULL, kind};
        tests[i + 1] = test;
    }
    use_environment_locale();
    return _cmocka_run_group_tests("golden", tests, n_shard_kinds + 1, NULL, NULL);
}
