/* SPDX-License-Identifier: MIT */
/* What is read from ratings, and how two of them are compared. */
#include "ratings_read.h"

#include "record.h"

const char ptvpy_ratings_read_doc[] =
    "read($self, /, *, confidence=0.95, kind=None, top_k=None, bottom_k=None, population=None,\n"
    "     design_effect=1.0, share_method=None, net_method=None)\n--\n\n"
    "Everything that is known of the answers so far.\n\n"
    "confidence is that of every interval, above 0 and below 1; kind ('mean', 'top_box', 'net',\n"
    "'percent_of_max', 'ease_0_100') names the figure that is `score`; top_k and bottom_k are how\n"
    "many levels are a box; population is how many could have answered; design_effect the "
    "variance\n"
    "relative to independent answers. Without answers n is 0, the figures are nan, and their "
    "status\n"
    "is 'empty'. Raises ArgumentError for an option out of range.";

const char ptvpy_ratings_compare_doc[] =
    "compare($self, before, /, *, confidence=0.95, kind=None, top_k=None, bottom_k=None,\n"
    "        design_effect=1.0, share_method=None, net_method=None)\n--\n\n"
    "The difference to an earlier state of other people: a Comparison, in the unit of the kind.\n\n"
    "Raises MismatchError for another scale.";

const char ptvpy_nps_read_doc[] =
    "read($self, /, *, confidence=0.95, promoter_min=9, passive_min=7, population=None,\n"
    "     design_effect=1.0, method=None)\n--\n\n"
    "The score and everything it is made of.\n\n"
    "confidence is that of the interval, above 0 and below 1; promoter_min and passive_min are "
    "the\n"
    "lowest answers of promoters and of passives; population is how many could have answered;\n"
    "design_effect the variance relative to independent answers; method 'score' (default), 'wald'\n"
    "or 'adjusted_wald'. Without answers n is 0, the score nan, and its status 'empty'.";

const char ptvpy_nps_compare_doc[] =
    "compare($self, before, /, *, confidence=0.95, promoter_min=9, passive_min=7,\n"
    "        design_effect=1.0, method=None)\n--\n\n"
    "The difference to an earlier state of other people: a Comparison, in points.";

static const struct word kinds[] = {
    {"mean", PTV_KIND_MEAN},
    {"top_box", PTV_KIND_TOP_BOX},
    {"net", PTV_KIND_NET},
    {"percent_of_max", PTV_KIND_PERCENT_OF_MAX},
    {"ease_0_100", PTV_KIND_EASE_0_100},
    {NULL, 0},
};

static const struct field ratings_options[] = {
    FIELD_OPTION(ptv_ratings_options, confidence, FIELD_DOUBLE),
    FIELD_WORDS(ptv_ratings_options, kind, kinds, NULL),
    FIELD_OPTION(ptv_ratings_options, top_k, FIELD_I32),
    FIELD_OPTION(ptv_ratings_options, bottom_k, FIELD_I32),
    FIELD_OPTION(ptv_ratings_options, population, FIELD_COUNT),
    FIELD_OPTION(ptv_ratings_options, design_effect, FIELD_DOUBLE),
    FIELD(ptv_ratings_options, share_method, FIELD_METHOD, NULL),
    FIELD(ptv_ratings_options, net_method, FIELD_METHOD, NULL),
    FIELDS_END,
};

static const struct field nps_options[] = {
    FIELD_OPTION(ptv_nps_options, confidence, FIELD_DOUBLE),
    FIELD_OPTION(ptv_nps_options, promoter_min, FIELD_I32),
    FIELD_OPTION(ptv_nps_options, passive_min, FIELD_I32),
    FIELD_OPTION(ptv_nps_options, population, FIELD_COUNT),
    FIELD_OPTION(ptv_nps_options, design_effect, FIELD_DOUBLE),
    FIELD(ptv_nps_options, method, FIELD_METHOD, NULL),
    FIELDS_END,
};

/* None of a scale that there is not: a record may be made of any fields. */
static int32_t n_levels(const void *values) {
    const ptv_ratings_result *result = values;
    int64_t n = (int64_t)result->scale_max - result->scale_min + 1;
    return n >= 0 && n <= PTV_SCALE_LEVELS ? (int32_t)n : 0;
}

static const struct field_array levels = {FIELD_COUNT, PTV_SCALE_LEVELS, 0, n_levels};

#define COUNTED(type)                                                                              \
    FIELD(type, n, FIELD_COUNT, "Answers on the scale: the base of every figure."),                \
        FIELD(type, missing, FIELD_COUNT, "Answers that were missing."),                           \
        FIELD(type, invalid, FIELD_COUNT, "Answers off the scale.")

#define SCALE(type)                                                                                \
    FIELD_QUIET(type, scale_min, FIELD_I32, "Lowest level."),                                      \
        FIELD_QUIET(type, scale_max, FIELD_I32, "Highest level.")

#define BOXES(type)                                                                                \
    FIELD_WORDS(type, kind, kinds, "The kind that `score` is."),                                   \
        FIELD_QUIET(type, top_k, FIELD_I32, "Levels of the top box; 0: none is usual here."),      \
        FIELD_QUIET(type, bottom_k, FIELD_I32, "Levels of the bottom box; 0: none is usual here.")

static const struct field nps_fields[] = {
    FIELD_ESTIMATE(ptv_nps_result, score, "Promoters minus detractors, in points, -100..100."),
    FIELD(ptv_nps_result, promoters, FIELD_COUNT, "Answers of promoter_min and more."),
    FIELD(ptv_nps_result, passives, FIELD_COUNT, "Answers in between."),
    FIELD(ptv_nps_result, detractors, FIELD_COUNT, "Answers below passive_min."),
    COUNTED(ptv_nps_result),
    FIELD_QUIET(ptv_nps_result, promoter_ratio, FIELD_DOUBLE, "promoters / n, 0..1."),
    FIELD_QUIET(ptv_nps_result, passive_ratio, FIELD_DOUBLE, "passives / n, 0..1."),
    FIELD_QUIET(ptv_nps_result, detractor_ratio, FIELD_DOUBLE, "detractors / n, 0..1."),
    SCALE(ptv_nps_result),
    FIELD_QUIET(ptv_nps_result, promoter_min, FIELD_I32, "Lowest answer of a promoter."),
    FIELD_QUIET(ptv_nps_result, passive_min, FIELD_I32, "Lowest answer of a passive."),
    FIELDS_END,
};

static const struct field csat_fields[] = {
    FIELD_ESTIMATE(ptv_csat_result, score, "The figure that kind names; by default the top box."),
    COUNTED(ptv_csat_result),
    FIELD_ESTIMATE(ptv_csat_result, top_box, "Share of the best top_k levels, 0..1."),
    FIELD_ESTIMATE(ptv_csat_result, mean, "In scale units."),
    FIELD_ESTIMATE(ptv_csat_result, net, "Top box minus bottom box, in points, -100..100."),
    FIELD_ESTIMATE(ptv_csat_result, percent_of_max, "100 * mean / highest level, 0..100."),
    SCALE(ptv_csat_result),
    BOXES(ptv_csat_result),
    FIELDS_END,
};

static const struct field ces_fields[] = {
    FIELD_ESTIMATE(ptv_ces_result, score, "The figure that kind names; by default the mean."),
    COUNTED(ptv_ces_result),
    FIELD_ESTIMATE(ptv_ces_result, mean, "In scale units, as answered."),
    FIELD_ESTIMATE(ptv_ces_result, ease_0_100, "Mean rescaled: 0 hardest, 100 easiest."),
    FIELD_ESTIMATE(ptv_ces_result, top_box, "Share of the easiest top_k levels, 0..1."),
    FIELD_ESTIMATE(ptv_ces_result, net, "Easiest minus hardest levels, in points, -100..100."),
    SCALE(ptv_ces_result),
    BOXES(ptv_ces_result),
    FIELDS_END,
};

static const struct field ratings_fields[] = {
    FIELD_ESTIMATE(ptv_ratings_result, score, "The figure that kind names; by default the mean."),
    COUNTED(ptv_ratings_result),
    FIELD_MANY(ptv_ratings_result, count, &levels, "Answers of each level, from the lowest."),
    FIELD_ESTIMATE(ptv_ratings_result, mean, "In scale units."),
    FIELD_ESTIMATE(ptv_ratings_result, top_box, "Share of the best top_k levels, 0..1."),
    FIELD_ESTIMATE(ptv_ratings_result, bottom_box, "Share of the worst bottom_k levels, 0..1."),
    FIELD_ESTIMATE(ptv_ratings_result, net, "Top box minus bottom box, in points, -100..100."),
    FIELD(ptv_ratings_result, std_dev, FIELD_DOUBLE, "With n - 1; nan for n < 2."),
    FIELD(ptv_ratings_result, median, FIELD_DOUBLE, "Mean of the two middle answers."),
    SCALE(ptv_ratings_result),
    BOXES(ptv_ratings_result),
    FIELDS_END,
};

static PyTypeObject *nps_type, *csat_type, *ces_type, *ratings_type;

static const struct record_class nps_result = {
    .name = "postventa.NPSResult",
    .doc = "What NPS.read() gives.\n\n"
           ">>> import postventa\n"
           ">>> nps = postventa.NPS()\n"
           ">>> nps.update([9, 10, 6, 8])\n"
           ">>> nps.read().promoter_ratio\n"
           "0.5",
    .size = sizeof(ptv_nps_result),
    .sized = true,
    .fields = nps_fields,
    .type = &nps_type,
};

static const struct record_class csat_result = {
    .name = "postventa.CSATResult",
    .doc = "What CSAT.read() gives.\n\n"
           ">>> import postventa\n"
           ">>> postventa.CSAT().read().score.status\n"
           "'empty'",
    .size = sizeof(ptv_csat_result),
    .sized = true,
    .fields = csat_fields,
    .type = &csat_type,
};

static const struct record_class ces_result = {
    .name = "postventa.CESResult",
    .doc = "What CES.read() gives.\n\n"
           ">>> import postventa\n"
           ">>> ces = postventa.CES(polarity='low_is_good')\n"
           ">>> ces.update([1, 2, 2])\n"
           ">>> round(ces.read().ease_0_100.value, 6)\n"
           "83.333333",
    .size = sizeof(ptv_ces_result),
    .sized = true,
    .fields = ces_fields,
    .type = &ces_type,
};

static const struct record_class ratings_result = {
    .name = "postventa.RatingsResult",
    .doc = "What Ratings.read() gives.\n\n"
           ">>> import postventa\n"
           ">>> ratings = postventa.Ratings(scale=(1, 3))\n"
           ">>> ratings.update([1, 3, 3])\n"
           ">>> ratings.read().count\n"
           "(1, 0, 2)",
    .size = sizeof(ptv_ratings_result),
    .sized = true,
    .fields = ratings_fields,
    .type = &ratings_type,
};

PyObject *ptvpy_nps_read(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_nps_options opt = PTV_NPS_OPTIONS_INIT;
    ptv_nps_result out = PTV_NPS_RESULT_INIT;
    if (ptvpy_take_arguments("read", args, kwargs, NULL, 0, nps_options, &opt) < 0 ||
        ptvpy_call_failed(ptv_nps_read(ptvpy_state(self), &opt, &out), "read", kwargs))
        return NULL;
    return ptvpy_record_new(&nps_result, &out);
}

PyObject *ptvpy_csat_read(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    ptv_csat_result out = PTV_CSAT_RESULT_INIT;
    if (ptvpy_take_arguments("read", args, kwargs, NULL, 0, ratings_options, &opt) < 0 ||
        ptvpy_call_failed(ptv_csat_read(ptvpy_state(self), &opt, &out), "read", kwargs))
        return NULL;
    return ptvpy_record_new(&csat_result, &out);
}

PyObject *ptvpy_ces_read(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    ptv_ces_result out = PTV_CES_RESULT_INIT;
    if (ptvpy_take_arguments("read", args, kwargs, NULL, 0, ratings_options, &opt) < 0 ||
        ptvpy_call_failed(ptv_ces_read(ptvpy_state(self), &opt, &out), "read", kwargs))
        return NULL;
    return ptvpy_record_new(&ces_result, &out);
}

PyObject *ptvpy_ratings_read(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    ptv_ratings_result out = PTV_RATINGS_RESULT_INIT;
    if (ptvpy_take_arguments("read", args, kwargs, NULL, 0, ratings_options, &opt) < 0 ||
        ptvpy_call_failed(ptv_ratings_read(ptvpy_state(self), &opt, &out), "read", kwargs))
        return NULL;
    return ptvpy_record_new(&ratings_result, &out);
}

PyObject *ptvpy_nps_compare(PyObject *self, PyObject *args, PyObject *kwargs) {
    ptv_nps_options opt = PTV_NPS_OPTIONS_INIT;
    ptv_comparison out;
    PyObject *before;
    if (ptvpy_take_arguments("compare", args, kwargs, &before, 1, nps_options, &opt) < 0)
        return NULL;
    const ptv_ratings *other = ptvpy_state_like(self, before);
    if (!other ||
        ptvpy_call_failed(ptv_nps_compare(ptvpy_state(self), other, &opt, &out), "compare", kwargs))
        return NULL;
    return ptvpy_record_new(&ptvpy_comparison, &out);
}

typedef ptv_status (*compare_function)(const ptv_ratings *now, const ptv_ratings *before,
                                       const ptv_ratings_options *opt, ptv_comparison *out);

static PyObject *compare(PyObject *self, PyObject *args, PyObject *kwargs,
                         compare_function function) {
    ptv_ratings_options opt = PTV_RATINGS_OPTIONS_INIT;
    ptv_comparison out;
    PyObject *before;
    if (ptvpy_take_arguments("compare", args, kwargs, &before, 1, ratings_options, &opt) < 0)
        return NULL;
    const ptv_ratings *other = ptvpy_state_like(self, before);
    if (!other ||
        ptvpy_call_failed(function(ptvpy_state(self), other, &opt, &out), "compare", kwargs))
        return NULL;
    return ptvpy_record_new(&ptvpy_comparison, &out);
}

PyObject *ptvpy_csat_compare(PyObject *self, PyObject *args, PyObject *kwargs) {
    return compare(self, args, kwargs, ptv_csat_compare);
}

PyObject *ptvpy_ces_compare(PyObject *self, PyObject *args, PyObject *kwargs) {
    return compare(self, args, kwargs, ptv_ces_compare);
}

PyObject *ptvpy_ratings_compare(PyObject *self, PyObject *args, PyObject *kwargs) {
    return compare(self, args, kwargs, ptv_ratings_compare);
}

int ptvpy_add_ratings_results(PyObject *module) {
    const struct record_class *added[] = {&nps_result, &csat_result, &ces_result, &ratings_result,
                                          NULL};
    return ptvpy_add_records(module, added);
}
