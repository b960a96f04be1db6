/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include "postventa/distribution.h"
#include "stats/beta.h"
#include "stats/elementary.h"

/* Beyond, the difference from the normal is below the last bit. */
static const double normal_df = 1e30;

double ptv_student_t_sf(double t, double df) {
    if (ptvi_is_nan(t) || !(df > 0))
        return NAN;
    if (df > normal_df)
        return ptv_normal_sf(t);
    if (t == 0)
        return 0.5;
    /* T^2 / (df + T^2) has the distribution Beta(1/2, df/2): both tails of T are its upper one. */
    double ratio = df / t / t;
    struct ptvi_point far = {ratio / (1 + ratio), 1 / (1 + ratio)};
    if (!ptvi_is_finite(ratio))
        return 0.5;
    double tail = 0.5 * ptvi_exp(ptvi_beta_log_cdf(far, 0.5 * df, 0.5));
    return t > 0 ? tail : 1 - tail;
}

double ptv_student_t_cdf(double t, double df) {
    return ptv_student_t_sf(-t, df);
}

double ptv_student_t_isf(double q, double df) {
    if (!(df > 0) || !(q >= 0 && q <= 1))
        return NAN;
    if (df > normal_df)
        return ptv_normal_isf(q);
    if (q > 0.5)
        return -ptv_student_t_isf(1 - q, df);
    if (q == 0 || q == 0.5)
        return q == 0 ? INFINITY : 0;
    /* The centre through the other end of the beta distribution: there t is small, and so is what
     * must keep its digits. */
    struct ptvi_point at;
    if (q < 0.25) {
        at = ptvi_beta_quantile_log(ptvi_log(2 * q), 0.5 * df, 0.5);
    } else {
        struct ptvi_point centre = ptvi_beta_quantile_log(ptvi_log(1 - 2 * q), 0.5, 0.5 * df);
        at.x = centre.y;
        at.y = centre.x;
    }
    return ptvi_sqrt(df * at.y / at.x);
}

double ptv_student_t_quantile(double p, double df) {
    return -ptv_student_t_isf(p, df);
}
