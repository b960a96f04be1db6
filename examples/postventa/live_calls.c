/* SPDX-License-Identifier: MIT */
#include "live_calls.h"

#include <stdlib.h>
#include <string.h>

#include <postventa/durations.h>

#include "hash.h"
#include "memory.h"

#define FEWEST_SLOTS 64

static uint64_t hash_of(const char *id, const char *queue) {
    return hash_bytes(id, strlen(id)) ^ 31 * hash_bytes(queue, strlen(queue));
}

static struct live_call **slot_of(const struct live_calls *calls, uint64_t hash) {
    return &calls->slots[(size_t)(hash ^ hash >> 32) & (calls->n_slots - 1)];
}

static void put(const struct live_calls *calls, struct live_call *call) {
    struct live_call **slot = slot_of(calls, call->hash);
    call->next_in_slot = *slot;
    *slot = call;
}

static void grow(struct live_calls *calls) {
    free(calls->slots);
    calls->n_slots = calls->n_slots > 0 ? 2 * calls->n_slots : FEWEST_SLOTS;
    calls->slots = memory_new(calls->n_slots, sizeof(struct live_call *));
    for (struct live_call *call = calls->first; call != NULL; call = call->after)
        put(calls, call);
}

struct live_call *live_find(const struct live_calls *calls, const char *id, const char *queue,
                            enum live_phase phase) {
    uint64_t hash = hash_of(id, queue);
    struct live_call *call = calls->n > 0 ? *slot_of(calls, hash) : NULL;
    while (call != NULL && !(call->hash == hash && call->phase == phase &&
                             strcmp(call->id, id) == 0 && strcmp(call->queue, queue) == 0))
        call = call->next_in_slot;
    return call;
}

struct live_call *live_add(struct live_calls *calls, const char *id, const char *queue) {
    size_t id_size = strlen(id) + 1, queue_size = strlen(queue) + 1;
    struct live_call *call = memory_new(sizeof *call + id_size + queue_size, 1);
    char *names = (char *)(call + 1);
    memcpy(names, id, id_size);
    memcpy(names + id_size, queue, queue_size);
    call->id = names;
    call->queue = names + id_size;
    call->entered_ms = call->left_ms = call->wait_ms = PTV_TIME_NONE;
    call->hash = hash_of(id, queue);
    call->before = calls->last;
    if (calls->last != NULL)
        calls->last->after = call;
    else
        calls->first = call;
    calls->last = call;
    if (++calls->n > calls->n_slots)
        grow(calls);
    else
        put(calls, call);
    return call;
}

void live_answer(struct live_call *call, const char *agent) {
    free(call->agent);
    call->agent = memory_text(agent, strlen(agent));
    call->phase = LIVE_TALKS;
}

void live_remove(struct live_calls *calls, struct live_call *call) {
    struct live_call **at = slot_of(calls, call->hash);
    while (*at != call)
        at = &(*at)->next_in_slot;
    *at = call->next_in_slot;
    if (call->before != NULL)
        call->before->after = call->after;
    else
        calls->first = call->after;
    if (call->after != NULL)
        call->after->before = call->before;
    else
        calls->last = call->before;
    calls->n--;
    free(call->agent);
    free(call);
}

void live_free(struct live_calls *calls) {
    while (calls->first != NULL)
        live_remove(calls, calls->first);
    free(calls->slots);
    *calls = (struct live_calls){0};
}
