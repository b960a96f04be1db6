/* SPDX-License-Identifier: MIT */
#include "response_times.h"

#include <math.h>

static double normal(struct bench_random *random) {
    double u = bench_unit(random), v = bench_unit(random);
    return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}

int64_t *response_times(size_t n) {
    struct bench_random random = {1003};
    int64_t *ms = bench_memory(n, sizeof *ms);
    for (size_t i = 0; i < n; i++) {
        double x = exp(log(240000) + 1.6 * normal(&random));
        if (bench_unit(&random) < 0.01)
            x *= pow(bench_unit(&random), -1 / 1.5);
        x = x < 1 ? 1 : x > 2592000000.0 ? 2592000000.0 : x;
        ms[i] = (int64_t)x;
    }
    return ms;
}

void draw_tickets(int64_t *from, int64_t *to, size_t n) {
    static const int64_t year_2023 = 1672531200, three_years = 94694400, sixty_days = 5184000;
    struct bench_random random = {1007};
    for (size_t i = 0; i < n; i++) {
        int64_t created = year_2023 + (int64_t)(bench_unit(&random) * (double)three_years);
        double wait = exp(log(14400) + 1.5 * normal(&random));
        from[i] = created * 1000;
        to[i] = (created + (int64_t)fmin(wait, (double)sixty_days)) * 1000;
    }
}

ptv_durations *new_durations(void) {
    ptv_durations *acc = NULL;
    OK(ptv_durations_new(NULL, NULL, &acc));
    return acc;
}

bool same_durations(const ptv_durations *a, const ptv_durations *b) {
    static uint8_t first[1 << 16], second[1 << 16];
    size_t first_len, second_len;
    OK(ptv_durations_serialize(a, first, sizeof first, &first_len));
    OK(ptv_durations_serialize(b, second, sizeof second, &second_len));
    return first_len == second_len && memcmp(first, second, first_len) == 0;
}
