/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <stddef.h>

#include "postventa/status.h"

/* The one list of statuses; names and messages both come from it. */
static const struct {
    ptv_status status;
    const char *name;
    const char *message;
} statuses[] = {
    {PTV_OK, "PTV_OK", "success"},
    {PTV_EMPTY, "PTV_EMPTY", "no data"},
    {PTV_OUT_OF_SCALE, "PTV_OUT_OF_SCALE", "an answer is off the scale; it was counted as invalid"},
    {PTV_DEGENERATE, "PTV_DEGENERATE", "the estimate exists, its variance or interval does not"},
    {PTV_UNATTAINABLE, "PTV_UNATTAINABLE",
     "the sample is too small for this interval at this confidence"},
    {PTV_INCOMPLETE, "PTV_INCOMPLETE", "the period is not over, so there is a count but no rate"},
    {PTV_INCONSISTENT, "PTV_INCONSISTENT", "the inputs contradict one another"},
    {PTV_NOT_IDENTIFIED, "PTV_NOT_IDENTIFIED", "the data do not determine the model's parameters"},
    {PTV_NOT_CONVERGED, "PTV_NOT_CONVERGED",
     "the iteration stopped before the requested precision"},
    {PTV_UNDEFINED, "PTV_UNDEFINED",
     "this scale has no usual definition of the figure; state one in the options"},
    {PTV_ERR_NULL, "PTV_ERR_NULL", "a required pointer is NULL"},
    {PTV_ERR_ARGUMENT, "PTV_ERR_ARGUMENT", "an argument is outside its documented range"},
    {PTV_ERR_SIZE, "PTV_ERR_SIZE",
     "the size member of a struct is not set, or names no released size"},
    {PTV_ERR_COLUMN, "PTV_ERR_COLUMN", "the column is of a type that cannot be read as this"},
    {PTV_ERR_OVERFLOW, "PTV_ERR_OVERFLOW", "a counter would pass its limit"},
    {PTV_ERR_UNDERFLOW, "PTV_ERR_UNDERFLOW", "more would be removed than was added"},
    {PTV_ERR_ORDER, "PTV_ERR_ORDER", "an instant before one that is already settled"},
    {PTV_ERR_STATE, "PTV_ERR_STATE", "the state is not initialised, or is of another type"},
    {PTV_ERR_MISMATCH, "PTV_ERR_MISMATCH", "the definitions differ, or do not fit the scale"},
    {PTV_ERR_SPACE, "PTV_ERR_SPACE", "the buffer is too short"},
    {PTV_ERR_MEMORY, "PTV_ERR_MEMORY", "out of memory"},
    {PTV_ERR_WIRE_LENGTH, "PTV_ERR_WIRE_LENGTH",
     "the bytes are shorter or longer than the image they announce"},
    {PTV_ERR_WIRE_MAGIC, "PTV_ERR_WIRE_MAGIC", "the bytes are no image of a libpostventa state"},
    {PTV_ERR_WIRE_TYPE, "PTV_ERR_WIRE_TYPE", "the image is of another type of state"},
    {PTV_ERR_WIRE_VERSION, "PTV_ERR_WIRE_VERSION",
     "this library does not read images of that version"},
    {PTV_ERR_WIRE_CHECKSUM, "PTV_ERR_WIRE_CHECKSUM",
     "the checksum does not fit, the bytes were damaged"},
    {PTV_ERR_WIRE_CONTENT, "PTV_ERR_WIRE_CONTENT",
     "the checksum fits, but no state has these contents"},
};

/* Index of a status in the list; its length for a number that is none. */
static size_t find(ptv_status status) {
    size_t i = 0;
    while (i < sizeof statuses / sizeof statuses[0] && statuses[i].status != status)
        i++;
    return i;
}

const char *ptv_status_name(ptv_status status) {
    size_t i = find(status);
    return i < sizeof statuses / sizeof statuses[0] ? statuses[i].name : "PTV_UNKNOWN";
}

const char *ptv_status_message(ptv_status status) {
    size_t i = find(status);
    return i < sizeof statuses / sizeof statuses[0] ? statuses[i].message : "unknown status";
}
