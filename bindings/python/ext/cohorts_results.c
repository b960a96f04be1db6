/* SPDX-License-Identifier: MIT */
/* The records that are read from cohorts. */
#include "cohorts.h"

static const struct field result_fields[] = {
    FIELD(ptv_cohorts_result, customers, FIELD_COUNT,
          "Customers, those who came before the window included."),
    FIELD(ptv_cohorts_result, earlier, FIELD_COUNT, "Of them, those who came before the window."),
    FIELD(ptv_cohorts_result, active, FIELD_COUNT,
          "Pairs of a customer and a period in which it was active."),
    FIELD(ptv_cohorts_result, first_active, FIELD_OPTIONAL,
          "First period with activity; None: there is none."),
    FIELD(ptv_cohorts_result, last_active, FIELD_OPTIONAL,
          "Last period with activity; None: there is none."),
    FIELDS_END,
};

static const struct field cell_fields[] = {
    FIELD(ptv_cohort_cell, cohort, FIELD_I64, "The period of the first activity."),
    FIELD(ptv_cohort_cell, age, FIELD_I32, "Periods since then; of a bracket, its first."),
    FIELD(ptv_cohort_cell, size, FIELD_COUNT, "Customers of the cohort."),
    FIELD(ptv_cohort_cell, retained, FIELD_COUNT, "Of them, those who were active at that age."),
    FIELD_ESTIMATE(ptv_cohort_cell, rate,
                   "retained / size, 0..1; nan, and 'incomplete', where the period is not over."),
    FIELDS_END,
};

static const struct field average_fields[] = {
    FIELD(ptv_cohort_average, age, FIELD_I32,
          "Periods since the first activity; of a bracket, its first."),
    FIELD(ptv_cohort_average, cohorts, FIELD_I32,
          "Complete cells of that age, of cohorts that are not empty."),
    FIELD_ESTIMATE(ptv_cohort_average, pooled,
                   "Sum of retained over sum of sizes, of complete cells."),
    FIELD(ptv_cohort_average, simple, FIELD_DOUBLE,
          "Mean of the rates of complete cells: small cohorts weigh as much as large ones."),
    FIELDS_END,
};

static const struct field movement_fields[] = {
    FIELD(ptv_cohort_movement, period, FIELD_I64, "The period."),
    FIELD(ptv_cohort_movement, active, FIELD_COUNT, "Active in it."),
    FIELD(ptv_cohort_movement, retained, FIELD_COUNT,
          "Of them, active in the period before as well."),
    FIELD(ptv_cohort_movement, fresh, FIELD_COUNT, "Of them, new: never active before."),
    FIELD(ptv_cohort_movement, back, FIELD_COUNT,
          "Of them, not active in the period before, but earlier."),
    FIELD(ptv_cohort_movement, lost, FIELD_COUNT,
          "Active in the period before, and not in this one."),
    FIELD(ptv_cohort_movement, status, FIELD_STATUS,
          "'ok', or 'incomplete': the period is not over."),
    FIELDS_END,
};

static const struct field retention_fields[] = {
    FIELD_ESTIMATE(ptv_cohorts_retention, retention, "kept / start, 0..1."),
    FIELD_ESTIMATE(ptv_cohorts_retention, churn, "1 - retention, with the same certainty."),
    FIELD(ptv_cohorts_retention, start, FIELD_COUNT, "Active in the first of the two periods."),
    FIELD(ptv_cohorts_retention, end, FIELD_COUNT, "Active in the second."),
    FIELD(ptv_cohorts_retention, kept, FIELD_COUNT,
          "Of the start, active in the second or within the grace after it."),
    FIELD(ptv_cohorts_retention, lost, FIELD_COUNT, "The others of the start."),
    FIELD(ptv_cohorts_retention, fresh, FIELD_COUNT,
          "Of the end, those who came after the first period."),
    FIELD(ptv_cohorts_retention, back, FIELD_COUNT,
          "Of the end, those who came before it and were not in the start."),
    FIELDS_END,
};

static PyTypeObject *result_type, *cell_type, *average_type, *movement_type, *retention_type;

const struct record_class ptvpy_cohorts_result = {
    .name = "postventa.CohortsResult",
    .doc = "What Cohorts.read() gives.\n\n"
           ">>> import postventa\n"
           ">>> cohorts = postventa.Cohorts(first=0, periods=6)\n"
           ">>> cohorts.update([1, 1, 2], [0, 3, 1])\n"
           ">>> cohorts.add_earlier(3)\n"
           ">>> cohorts.read()\n"
           "CohortsResult(customers=3, earlier=1, active=3, first_active=0, last_active=3)",
    .size = sizeof(ptv_cohorts_result),
    .sized = true,
    .fields = result_fields,
    .type = &result_type,
};

const struct record_class ptvpy_cohort_cell = {
    .name = "postventa.CohortCell",
    .doc = "A cell of Cohorts.table().\n\n"
           ">>> import postventa\n"
           ">>> cohorts = postventa.Cohorts(first=0, periods=2)\n"
           ">>> cohorts.update([1, 1, 2], [0, 1, 0])\n"
           ">>> cell = cohorts.table()[1]\n"
           ">>> cell.cohort, cell.age, cell.retained, cell.size, cell.rate.value\n"
           "(0, 1, 1, 2, 0.5)",
    .size = sizeof(ptv_cohort_cell),
    .fields = cell_fields,
    .type = &cell_type,
};

const struct record_class ptvpy_cohort_average = {
    .name = "postventa.CohortAverage",
    .doc = "An average of Cohorts.averages() over cohorts, at one age.\n\n"
           ">>> import postventa\n"
           ">>> cohorts = postventa.Cohorts(first=0, periods=3)\n"
           ">>> cohorts.update([1, 1, 2, 3, 4, 5, 5], [0, 1, 0, 0, 0, 1, 2])\n"
           ">>> average = cohorts.averages()[1]\n"
           ">>> average.age, average.cohorts, average.pooled.value, average.simple\n"
           "(1, 2, 0.4, 0.625)",
    .size = sizeof(ptv_cohort_average),
    .fields = average_fields,
    .type = &average_type,
};

const struct record_class ptvpy_cohort_movement = {
    .name = "postventa.CohortMovement",
    .doc =
        "How the customers of a period moved, of Cohorts.movements(): active is active before +\n"
        "fresh + back - lost, always.\n\n"
        ">>> import postventa\n"
        ">>> cohorts = postventa.Cohorts(first=0, periods=3)\n"
        ">>> cohorts.update([1, 1, 2, 3], [0, 2, 1, 1])\n"
        ">>> cohorts.movements()[2]\n"
        "CohortMovement(period=2, active=1, retained=0, fresh=0, back=1, lost=2, status='ok')",
    .size = sizeof(ptv_cohort_movement),
    .fields = movement_fields,
    .type = &movement_type,
};

const struct record_class ptvpy_cohorts_retained = {
    .name = "postventa.CohortsRetention",
    .doc = "What Cohorts.retention() gives.\n\n"
           ">>> import postventa\n"
           ">>> cohorts = postventa.Cohorts(first=0, periods=2)\n"
           ">>> cohorts.update([1, 1, 2, 3], [0, 1, 0, 1])\n"
           ">>> result = cohorts.retention(0, 1)\n"
           ">>> result.start, result.kept, result.lost, result.fresh\n"
           "(2, 1, 1, 1)",
    .size = sizeof(ptv_cohorts_retention),
    .sized = true,
    .fields = retention_fields,
    .type = &retention_type,
};

int ptvpy_add_cohorts_results(PyObject *module) {
    const struct record_class *added[] = {&ptvpy_cohorts_result,   &ptvpy_cohort_cell,
                                          &ptvpy_cohort_average,   &ptvpy_cohort_movement,
                                          &ptvpy_cohorts_retained, NULL};
    return ptvpy_add_records(module, added);
}
