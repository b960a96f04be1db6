/* SPDX-License-Identifier: MIT */
#include "base/platform.h"

#include <stddef.h>

#include "stats/elementary.h"
#include "stats/gamma_kernel.h"

/* (a + 1/2) log(1 + 1/a) - 1: what Stirling's error loses from a to a + 1. */
static double stirling_step(double a) {
    if (a < 1)
        return (a + 0.5) * ptvi_log1p(1 / a) - 1;
    double square = 1 / ((2 * a + 1) * (2 * a + 1));
    double sum = 0;
    for (int i = 41; i >= 3; i -= 2)
        sum = (sum + 1.0 / i) * square;
    return sum;
}

double ptvi_stirling_error(double a) {
    double shifted = 0;
    for (; a < 16; a += 1)
        shifted += stirling_step(a);
    /* DLMF 5.11.1: the terms are B(2k) / (2k (2k - 1) a^(2k - 1)). */
    static const double terms[] = {1.0 / 156,  -691.0 / 360360, 1.0 / 1188, -1.0 / 1680,
                                   1.0 / 1260, -1.0 / 360,      1.0 / 12};
    double inverse = 1 / a;
    double square = inverse * inverse;
    double sum = 0;
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
        sum = sum * square + terms[i];
    return shifted + sum * inverse;
}

double ptvi_log_power(double k, double r, double u) {
    return k * (u > -0.29 && u < 0.41 ? ptvi_log1pmx(u) : ptvi_log(r) - u);
}

double ptvi_log_tail_integral(double (*log_density)(const void *ctx, double w), const void *ctx,
                              double width) {
    /* Nodes and weights of the 16-point Gauss-Legendre rule on -1..1; then their mirror image. */
    static const double rule[8][2] = {
        {0.095012509837637440185, 0.18945061045506849629},
        {0.28160355077925891323, 0.1826034150449235889},
        {0.45801677765722738634, 0.16915651939500253819},
        {0.61787624440264374845, 0.14959598881657673208},
        {0.75540440835500303390, 0.12462897125553387205},
        {0.86563120238783174388, 0.095158511682492784810},
        {0.94457502307323257608, 0.062253523938647892863},
        {0.98940093499164993260, 0.027152459411754094852},
    };
    enum { PANELS = 6 };
    const double enough = 40; /* exp(-40) is below half a bit of the whole */
    double top = log_density(ctx, 0);

    /* The point at which the density has fallen enough, but not so much that panels are wasted. */
    double near = 0, end = width;
    for (int i = 0; i < 200; i++) {
        double fall = top - log_density(ctx, end);
        if (fall >= enough && fall <= 2 * enough)
            break;
        double next = fall < enough ? 2 * end : 0.5 * (near + end);
        if (fall < enough)
            near = end;
        end = next;
    }

    double half = end / (2 * PANELS);
    double sum = 0;
    for (int panel = PANELS - 1; panel >= 0; panel--) {
        double centre = (2 * panel + 1) * half;
        for (size_t i = 0; i < 8; i++) {
            double offset = half * rule[i][0];
            double value = ptvi_exp(log_density(ctx, centre + offset) - top) +
                           ptvi_exp(log_density(ctx, centre - offset) - top);
            sum += rule[i][1] * value;
        }
    }
    return top + ptvi_log(sum * half);
}

double ptvi_log_tail_root(double (*log_tail)(const void *ctx, double s),
                          double (*log_slope)(const void *ctx, double s), const void *ctx,
                          double target, double start, double spread) {
    /* Newton's method on log(-log tail): a straight line where the tail is that of an extreme
     * value, and gently curved elsewhere, so the start need not be good. Where it is flat a move
     * could be beyond all bounds, hence the limit. */
    double s = start;
    for (int i = 0; i < 200; i++) {
        double value = log_tail(ctx, s);
        if (value == target || value == -INFINITY)
            break;
        double slope = ptvi_exp(log_slope(ctx, s) - value);
        double move = value * ptvi_log(target / value) / slope;
        move = ptvi_max(-50 * spread, ptvi_min(50 * spread, move));
        s += move;
        /* Convergence is quadratic: the next move would be below the last bit. */
        if (ptvi_abs(move) <= 1e-9 * spread + 0x1p-52)
            break;
    }
    return s;
}
