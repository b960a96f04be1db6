/* SPDX-License-Identifier: MIT */
/* Gives a fuzz target the inputs in files, and in all files of folders, one after the other: where
 * there is no libFuzzer. Ends with how many there were. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "target.h"

static unsigned long replayed;

/* In memory of just that size, so that sanitizers see who reads on. */
static void replay_file(FILE *file, const char *path) {
    size_t len = 0, capacity = 1 << 20;
    uint8_t *bytes = malloc(capacity);
    REQUIRE(bytes != NULL);
    len = fread(bytes, 1, capacity, file);
    if (ferror(file) || len == capacity) {
        fprintf(stderr, "%s: cannot be read, or is longer than 1 MiB\n", path);
        exit(1);
    }
    uint8_t *exact = malloc(len > 0 ? len : 1);
    REQUIRE(exact != NULL);
    memcpy(exact, bytes, len);
    free(bytes);
    fprintf(stderr, "%s\r", path);
    LLVMFuzzerTestOneInput(exact, len);
    free(exact);
    replayed++;
}

static void replay(const char *path) {
    char inner[4096];
    DIR *folder = opendir(path);
    if (!folder) {
        FILE *file = fopen(path, "rb");
        if (!file) {
            fprintf(stderr, "%s: cannot be opened\n", path);
            exit(1);
        }
        replay_file(file, path);
        fclose(file);
        return;
    }
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        replay(inner);
    }
    closedir(folder);
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++)
        replay(argv[i]);
    printf("%lu inputs replayed\n", replayed);
    return replayed > 0 ? 0 : 1;
}
