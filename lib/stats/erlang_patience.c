/* SPDX-License-Identifier: MIT */
/* Erlang A by integrals over the time that a call would have to wait (Palm 1957; Mandelbaum &
 * Zeltyn 2007). With w in units of the mean patience, its density goes as
 *
 *     f(w) = exp(-k w + y (1 - exp(-w))),  k = agents * patience,  y = erlang * patience,
 *
 * which is log-concave, and exp(-w) of the callers are still there. So no sum over the states of
 * the queue is needed, however many calls may wait. */
#include "base/platform.h"

#include "stats/elementary.h"
#include "stats/erlang.h"
#include "stats/quadrature.h"

/* exp(-FALLEN) of the largest value is nothing. */
#define FALLEN 45.0

/* The density around its peak: a place is s = w - peak. */
struct density {
    double k;        /* the rate at which it falls in the end */
    double left;     /* calls that arrive in a mean patience and are still there at the peak */
    double slope;    /* k - left: above 0 only if the peak is at w = 0 */
    double peak;     /* w where it is largest */
    double answered; /* s where that of the answered calls, f(w) exp(-w), is largest */
    double log_top;  /* log f(peak) */
    double tail;     /* s from which on it falls at the rate k, and no one is still there */
};

/* Integrals of the density over its peak, times something. */
struct integrals {
    double all, answered, abandoned, answered_wait;
};

static struct density density_of(const struct ptvi_load *load) {
    double k = load->agents * load->patience, y = load->erlang * load->patience;
    double excess = (load->erlang - load->agents) / load->agents;
    struct density f = {k, y, (load->agents - load->erlang) * load->patience, 0, 0, 0, FALLEN};
    if (excess > 0) {
        f.left = k;
        f.slope = 0;
        f.peak = ptvi_log1p(excess);
        f.answered = ptvi_max(-f.peak, -ptvi_log1p(1 / k));
        f.log_top = -k * ptvi_log1pmx(excess);
    }
    f.tail += ptvi_max(ptvi_log(y), 0) - f.peak;
    return f;
}

/* log of the density over its peak. */
static double log_f(const struct density *f, double s) {
    return -f->slope * s - f->left * ptvi_expm1mx(-s);
}

/* The same for the answered calls, up to a constant. */
static double log_f_answered(const struct density *f, double s) {
    return log_f(f, s) - s;
}

/* How far a density need be followed from a place, in a direction, in which it falls ever more
 * steeply; at most how far is given. */
static double reach(double (*log_density)(const struct density *f, double s),
                    const struct density *f, double from, double direction, double most) {
    double top = log_density(f, from);
    double near = 0, far = most;
    while (top - log_density(f, from + direction * far) > 2 * FALLEN) {
        double middle = 0.5 * (near + far);
        if (top - log_density(f, from + direction * middle) >= FALLEN)
            far = middle;
        else if (far - near > 1e-3 * far)
            near = middle;
        else
            break;
    }
    return far;
}

static void add_node(const struct density *f, double s, double weight, struct integrals *sums) {
    double w = f->peak + s, all = weight * ptvi_exp(log_f(f, s)), answered = all * ptvi_exp(-w);
    sums->all += all;
    sums->answered += answered;
    sums->abandoned -= all * ptvi_expm1(-w);
    sums->answered_wait += answered * w;
}

/* Where it is not yet in its tail. */
static void add_body(const struct density *f, double from, double until, struct integrals *sums) {
    double answered = ptvi_min(ptvi_max(f->answered, from), until);
    double peak = ptvi_min(ptvi_max(0, from), until);
    double low = answered - reach(log_f_answered, f, answered, -1, answered - from);
    double high = peak + reach(log_f, f, peak, 1, until - peak);
    /* Smooth over 1 in w, and over a dozenth of what there is. */
    int panels = 12 + (int)(high - low);
    double half = 0.5 * (high - low) / panels;
    for (int panel = 0; panel < panels; panel++) {
        double centre = low + (2 * panel + 1) * half;
        for (int i = 0; i < PTVI_GAUSS_PAIRS; i++) {
            double offset = half * ptvi_gauss[i][0], weight = half * ptvi_gauss[i][1];
            add_node(f, centre - offset, weight, sums);
            add_node(f, centre + offset, weight, sums);
        }
    }
}

static struct integrals integrals_over(const struct density *f, double from, double until) {
    struct integrals sums = {0, 0, 0, 0};
    if (!(from < until))
        return sums;
    if (from < f->tail)
        add_body(f, from, ptvi_min(until, f->tail), &sums);
    if (until > f->tail) {
        double start = ptvi_max(from, f->tail);
        double tail = -ptvi_exp(log_f(f, start)) * ptvi_expm1(-f->k * (until - start)) / f->k;
        sums.all += tail;
        sums.abandoned += tail;
    }
    return sums;
}

struct ptvi_waiting ptvi_waiting_with_patience(const struct ptvi_load *load) {
    struct density f = density_of(load);
    double limit = load->within / load->patience - f.peak;
    struct integrals early = integrals_over(&f, -f.peak, limit);
    struct integrals late = integrals_over(&f, limit, INFINITY);
    double all = early.all + late.all;
    struct ptvi_waiting waiting;
    waiting.log_odds = ptvi_log(load->erlang * load->patience) + f.log_top + ptvi_log(all);
    waiting.answered = (early.answered + late.answered) / all;
    waiting.within = early.answered / all;
    waiting.abandoned = (early.abandoned + late.abandoned) / all;
    waiting.answered_wait = (early.answered_wait + late.answered_wait) / all * load->patience;
    return waiting;
}
