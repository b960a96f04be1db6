/* SPDX-License-Identifier: MIT */
/* To be loaded before a program: one call of one function fails. FAILING names the function and the
 * call, "rename 2"; when it has failed, a byte is written to the descriptor FAILING_TOLD. */
#define _GNU_SOURCE
#undef _FILE_OFFSET_BITS /* functions for long files have names of their own here */
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* glibc's own names for what is replaced here. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *ptr, size_t size);

static char function[16];
static long calls_left;
static int told;

__attribute__((constructor)) static void begin(void) {
    const char *what = getenv("FAILING"), *descriptor = getenv("FAILING_TOLD");
    const char *blank = what ? strchr(what, ' ') : NULL;
    if (!blank || !descriptor || (size_t)(blank - what) >= sizeof function)
        return;
    memcpy(function, what, (size_t)(blank - what));
    calls_left = strtol(blank, NULL, 10);
    told = (int)strtol(descriptor, NULL, 10);
}

/* Whether this call is the one. */
static bool fails(const char *name, int error) {
    if (strcmp(name, function) != 0 || --calls_left != 0)
        return false;
    if (syscall(SYS_write, told, "!", 1) != 1)
        abort();
    errno = error;
    return true;
}

void *malloc(size_t size) {
    return fails("memory", ENOMEM) ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size) {
    return fails("memory", ENOMEM) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *ptr, size_t size) {
    return fails("memory", ENOMEM) ? NULL : __libc_realloc(ptr, size);
}

/* The next definition of a function, called as a function, as POSIX lets it. */
#define NEXT(name) (__extension__(__typeof__(&name)) dlsym(RTLD_NEXT, #name))

ssize_t write(int file, const void *bytes, size_t len) {
    return fails("write", ENOSPC) ? -1 : NEXT(write)(file, bytes, len);
}

int mkstemp(char *path) {
    return fails("mkstemp", ENOSPC) ? -1 : NEXT(mkstemp)(path);
}

/* What the program calls where files may be long. */
int mkstemp64(char *path) {
    return fails("mkstemp", ENOSPC) ? -1 : NEXT(mkstemp64)(path);
}

int fchmod(int file, mode_t mode) {
    return fails("fchmod", EIO) ? -1 : NEXT(fchmod)(file, mode);
}

int fsync(int file) {
    return fails("fsync", EIO) ? -1 : NEXT(fsync)(file);
}

/* A file is closed even where that fails. */
int close(int file) {
    int status = NEXT(close)(file);
    return fails("close", EIO) ? -1 : status;
}

int rename(const char *from, const char *to) {
    return fails("rename", ENOSPC) ? -1 : NEXT(rename)(from, to);
}

FILE *fopen(const char *path, const char *mode) {
    return fails("fopen", EIO) ? NULL : NEXT(fopen)(path, mode);
}

FILE *fopen64(const char *path, const char *mode) {
    return fails("fopen", EIO) ? NULL : NEXT(fopen64)(path, mode);
}

int fclose(FILE *file) {
    int status = NEXT(fclose)(file);
    return fails("fclose", ENOSPC) ? EOF : status;
}

char *realpath(const char *path, char *resolved) {
    return fails("realpath", EIO) ? NULL : NEXT(realpath)(path, resolved);
}
