/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <stdbool.h>
#include <string.h>

#include "base/sized.h"

/* No struct of the API will ever be larger: a size beyond is a forgotten initialisation. */
enum { LARGEST = 4096 };

struct head {
    uint32_t size;
    uint32_t reserved;
};

static struct head head_of(const void *sized) {
    struct head head;
    memcpy(&head, sized, sizeof head);
    return head;
}

static bool acceptable(uint32_t size, uint32_t known) {
    return size >= known && size <= LARGEST;
}

ptv_status ptvi_sized_init(void *sized, uint32_t size) {
    struct head head = {size, 0};
    if (!sized)
        return PTV_ERR_NULL;
    memset(sized, 0, size);
    memcpy(sized, &head, sizeof head);
    return PTV_OK;
}

ptv_status ptvi_sized_in(void *own, uint32_t known, const void *caller) {
    struct head head = head_of(caller);
    if (!acceptable(head.size, known))
        return PTV_ERR_SIZE;
    const unsigned char *bytes = (const unsigned char *)caller;
    for (uint32_t i = known; i < head.size; i++)
        if (bytes[i] != 0)
            return PTV_ERR_SIZE;
    if (head.reserved != 0)
        return PTV_ERR_ARGUMENT;
    memcpy(own, caller, known);
    return PTV_OK;
}

ptv_status ptvi_sized_out_check(const void *caller, uint32_t known) {
    if (!caller)
        return PTV_ERR_NULL;
    return acceptable(head_of(caller).size, known) ? PTV_OK : PTV_ERR_SIZE;
}

void ptvi_sized_out(void *caller, const void *own, uint32_t known) {
    uint32_t room = head_of(caller).size;
    struct head written = {known, 0};
    memset(caller, 0, room);
    memcpy(caller, own, known);
    memcpy(caller, &written, sizeof written);
}
