/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "postventa/distribution.h"
#include "stats/beta.h"
#include "stats/elementary.h"
#include "stats/gamma_kernel.h"

/* Beyond, the difference from the normal is below the last bit. */
static const double normal_df = 1e20;

/* So far out 1 - X is too small for a double, and the tail is a power of it. */
static const double tiny = 1e-250;

double ptv_student_t_sf(double t, double df) {
    if (ptvi_is_nan(t) || !(df >= PTVI_SHAPE_MIN))
        return NAN;
    if (df > normal_df)
        return ptv_normal_sf(t);
    /* T^2 / (df + T^2) has the distribution Beta(1/2, df/2): both tails of T are its upper one. */
    double ratio = df / t / t, a = 0.5 * df;
    if (!ptvi_is_finite(ratio))
        return 0.5;
    struct ptvi_point far = {ratio / (1 + ratio), 1 / (1 + ratio)};
    double beyond = 0;
    if (ratio < tiny) {
        far.x = tiny;
        beyond = a * (ptvi_log(df) - 2 * ptvi_log(ptvi_abs(t)) - ptvi_log(tiny));
    }
    double tail = 0.5 * ptvi_exp(ptvi_beta_log_cdf(far, a, 0.5) + beyond);
    return t > 0 ? tail : 1 - tail;
}

double ptv_student_t_cdf(double t, double df) {
    return ptv_student_t_sf(-t, df);
}

double ptv_student_t_isf(double q, double df) {
    if (!(df >= PTVI_SHAPE_MIN) || !ptvi_is_probability(q))
        return NAN;
    if (df > normal_df)
        return ptv_normal_isf(q);
    if (q > 0.5)
        return -ptv_student_t_isf(1 - q, df);
    if (q == 0 || q == 0.5)
        return q == 0 ? INFINITY : 0;
    double a = 0.5 * df, log_tail = ptvi_log(2 * q);
    struct ptvi_point edge = {tiny, 1}, at;
    double log_edge = ptvi_beta_log_cdf(edge, a, 0.5);
    if (log_tail < log_edge) {
        double log_x = ptvi_log(tiny) + (log_tail - log_edge) / a;
        return ptvi_exp(0.5 * (ptvi_log(df) - log_x));
    }
    /* The centre through the other end of the beta distribution: there t is small, and so is what
     * must keep its digits. */
    if (q < 0.25) {
        at = ptvi_beta_quantile_log(log_tail, a, 0.5);
    } else {
        struct ptvi_point centre = ptvi_beta_quantile_log(ptvi_log(1 - 2 * q), 0.5, a);
        at.x = centre.y;
        at.y = centre.x;
    }
    return ptvi_sqrt(df * at.y / at.x);
}

double ptv_student_t_quantile(double p, double df) {
    return -ptv_student_t_isf(p, df);
}
