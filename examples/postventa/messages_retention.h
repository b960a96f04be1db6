/* SPDX-License-Identifier: MIT */
/* Texts of the command retention. */
#ifndef MESSAGES_RETENTION_H
#define MESSAGES_RETENTION_H

/* clang-format off */
#define MESSAGES_RETENTION(X) \
    /* ── help ── */ \
    X(TEXT_COMMAND_RETENTION, \
      "retention: who came again, by cohort; who stayed, left and came back", \
      "retención: quién volvió, por cohorte; quién siguió, se fue y regresó") \
    X(TEXT_RETENTION_USAGE, \
      "Usage: postventa retention [FILE] --customer COL --time COL [--period UNIT] [--kind KIND] " \
      "[--amount COL] [OPTION...]", \
      "Uso: postventa retention [FICHERO] --customer COL --time COL [--period UNIDAD] " \
      "[--kind CLASE] [--amount COL] [OPCIÓN...]") \
    X(TEXT_RETENTION_PURPOSE, \
      "Reads a CSV file with one row an activity, such as a purchase (\"-\" is standard input), " \
      "and reports of the customers who first came in a period which share was active in each " \
      "later one; who came, stayed, left and came back; and how long it took to the second " \
      "activity. A period that is not over has counts and no rates. Options and FILE may come " \
      "in any order.", \
      "Lee un fichero CSV con una fila por actividad, como una compra (\"-\" es la entrada " \
      "estándar), y presenta, de los clientes que llegaron en un periodo, qué proporción " \
      "estuvo activa en cada uno posterior; quién llegó, siguió, se fue y volvió; y cuánto se " \
      "tardó hasta la segunda actividad. Un periodo sin terminar tiene recuentos y no tasas. " \
      "Las opciones y el FICHERO pueden ir en cualquier orden.") \
    X(TEXT_SECTION_RETENTION, "Retention", "Retención") \
    X(TEXT_HELP_CUSTOMER_RETENTION, \
      "Column of the customers; a row without one is left out, and counted as such.", \
      "Columna de los clientes; una fila sin cliente no cuenta, y se indica cuántas hay.") \
    X(TEXT_HELP_TIME_RETENTION, \
      "Column of the time stamps, or of dates; two columns, such as a date and a time, are " \
      "joined by a blank.", \
      "Columna de las marcas de tiempo, o de fechas; dos columnas, como fecha y hora, se unen " \
      "con un blanco.") \
    X(TEXT_HELP_PERIOD, \
      "What cohorts and ages are counted in: day, week (ISO 8601), month (the default), quarter " \
      "or year, by the calendar of --zone.", \
      "En qué se cuentan cohortes y edades: day, week (ISO 8601), month (por omisión), quarter " \
      "o year, según el calendario de --zone.") \
    X(TEXT_HELP_KIND, \
      "When a customer counts as retained: on, active in that very period (the default); " \
      "on-or-after, in it or any later one; bracket, in any period of a bracket of ages, of " \
      "which the first ages are given, and last where they end: bracket:0,1,4,13.", \
      "Cuándo cuenta un cliente como retenido: on, activo en ese mismo periodo (por omisión); " \
      "on-or-after, en él o en uno posterior; bracket, en algún periodo de un tramo de edades; " \
      "se indican la primera de cada tramo y, al final, dónde acaban: bracket:0,1,4,13.") \
    X(TEXT_HELP_AMOUNT, \
      "Column of the amounts that were paid: also report gross and net retention of revenue.", \
      "Columna de los importes pagados: presentar también la retención bruta y neta de " \
      "ingresos.") \
    X(TEXT_HELP_AMOUNT_DECIMALS, \
      "Decimals of these amounts, 0 to 6; 2 unless given. They are added up exactly.", \
      "Decimales de esos importes, de 0 a 6; 2 salvo indicación. Se suman exactamente.") \
    X(TEXT_HELP_CELLS, \
      "What the cells of the table are: rate (the default) or count.", \
      "Qué son las celdas de la tabla: rate, tasas (por omisión), o count, recuentos.") \
    X(TEXT_HELP_AS_OF_RETENTION, \
      "Until when everything is known: a period that ends later is not over; the latest " \
      "instant in the file unless given.", \
      "Hasta cuándo se sabe todo: un periodo que acaba después no ha terminado; el último " \
      "instante del fichero salvo indicación.") \
    X(TEXT_HELP_ZONE_RETENTION, \
      "Time zone of stamps without an offset, and of the periods: a name such as " \
      "Europe/Madrid, an offset such as +02:00, or a POSIX rule; UTC unless given.", \
      "Zona horaria de las marcas sin desfase, y de los periodos: un nombre como " \
      "Europe/Madrid, un desfase como +02:00 o una regla POSIX; UTC salvo indicación.") \
    X(TEXT_RETENTION_EXAMPLES, \
      "postventa retention sales.csv --customer customer --time date\n" \
      "postventa retention sales.csv --customer id --time date --amount total\n" \
      "postventa retention visits.csv --customer id --time t --period week --zone Europe/Madrid\n" \
      "postventa retention sales.csv --customer id --time t --until 2025-07-01 --by channel\n" \
      "postventa retention --merge 2024.state --merge 2025.state --format json", \
      "postventa retention ventas.csv --customer cliente --time fecha\n" \
      "postventa retention ventas.csv --customer id --time fecha --amount total\n" \
      "postventa retention visitas.csv --customer id --time t --period week " \
      "--zone Europe/Madrid\n" \
      "postventa retention ventas.csv --customer id --time t --until 2025-07-01 --by canal\n" \
      "postventa retention --merge 2024.estado --merge 2025.estado --format json") \
    /* ── command line ── */ \
    X(TEXT_BAD_KIND, \
      "--kind: “%s” is none of on, on-or-after and bracket:AGE,AGE,..., with 2 to %d rising ages", \
      "--kind: «%s» no es on, on-or-after ni bracket:EDAD,EDAD,..., con 2 a %d edades crecientes") \
    X(TEXT_DECIMALS_OF_NOTHING, \
      "--amount-decimals goes with --amount", \
      "--amount-decimals va con --amount") \
    X(TEXT_TOO_MANY_PERIODS, \
      "%s:%llu: %s to %s is more than %d periods: take a longer --period, or leave out with " \
      "--where what is not meant", \
      "%s:%llu: de %s a %s hay más de %d periodos: tome un --period más largo, o excluya con " \
      "--where lo que no deba contar") \
    X(TEXT_TOO_MANY_PERIODS_UNTIL, \
      "%s to %s is more than %d periods", \
      "de %s a %s hay más de %d periodos") \
    X(TEXT_CELL_NO_AMOUNT, \
      "%s:%llu: %s: “%s” is no amount with at most %d decimals", \
      "%s:%llu: %s: «%s» no es un importe con %d decimales como mucho") \
    /* ── report ── */ \
    X(TEXT_TITLE_RETENTION, "Retention", "Retención") \
    X(TEXT_ABOUT_ON, "active in that very period, by %s", "activos en ese mismo periodo, por %s") \
    X(TEXT_ABOUT_ON_OR_AFTER, \
      "active in that period or later, by %s", \
      "activos en ese periodo o después, por %s") \
    X(TEXT_ABOUT_BRACKET, \
      "active in any period of a bracket, by %s", \
      "activos en algún periodo de un tramo, por %s") \
    X(TEXT_DAY, "day", "día") \
    X(TEXT_DAYS, "days", "días") \
    X(TEXT_WEEK, "week", "semana") \
    X(TEXT_WEEKS, "weeks", "semanas") \
    X(TEXT_MONTH, "month", "mes") \
    X(TEXT_MONTHS, "months", "meses") \
    X(TEXT_QUARTER, "quarter", "trimestre") \
    X(TEXT_QUARTERS, "quarters", "trimestres") \
    X(TEXT_YEAR, "year", "año") \
    X(TEXT_YEARS, "years", "años") \
    X(TEXT_MAP_OF_RATES, \
      "of each cohort, the percentage that was active so many %s after its first", \
      "de cada cohorte, el porcentaje activo tantos %s después del primero") \
    X(TEXT_MAP_OF_COUNTS, \
      "of each cohort, how many were active so many %s after its first; all cohorts in percent", \
      "de cada cohorte, cuántos estuvieron activos tantos %s después del primero; todas, en " \
      "porcentaje") \
    X(TEXT_TITLE_COHORT, "cohort", "cohorte") \
    X(TEXT_TITLE_SIZE, "size", "tamaño") \
    X(TEXT_POOLED, "all", "todas") \
    X(TEXT_LEGEND_OPEN, "(n) not over: a count", "(n) en curso: recuento") \
    X(TEXT_LEGEND_DOT, " not over", " en curso") \
    X(TEXT_AGES_LEFT_OUT, \
      "ages %s to %s do not fit; --format json and csv have them", \
      "las edades de %s a %s no caben; --format json y csv las tienen") \
    X(TEXT_TITLE_PERIOD, "period", "periodo") \
    X(TEXT_TITLE_ACTIVE, "active", "activos") \
    X(TEXT_TITLE_FRESH, "new", "nuevos") \
    X(TEXT_TITLE_BACK, "back", "vuelven") \
    X(TEXT_TITLE_LOST, "lost", "se van") \
    X(TEXT_TITLE_STAYED, "stayed", "siguen") \
    X(TEXT_TITLE_KEPT, "retention", "retención") \
    X(TEXT_LABEL_CHURN, "churn", "abandono") \
    X(TEXT_NOT_OVER, "not over", "en curso") \
    X(TEXT_LABEL_POOLED, "active after %s, all cohorts", "activos tras %s, todas las cohortes") \
    X(TEXT_LABEL_POOLED_OR_LATER, \
      "active after %s or later, all cohorts", \
      "activos tras %s o después, todas las cohortes") \
    X(TEXT_TITLE_POOLED, "after %s", "tras %s") \
    X(TEXT_LABEL_CUSTOMERS, "customers", "clientes") \
    X(TEXT_LABEL_CRR, "retention %s", "retención %s") \
    X(TEXT_LABEL_SECOND, \
      "median %s to the second activity", \
      "mediana de %s hasta la segunda actividad") \
    X(TEXT_NOT_REACHED, "not reached", "no alcanzada") \
    X(TEXT_LABEL_GRR, "gross revenue retention %s", "retención bruta de ingresos %s") \
    X(TEXT_LABEL_NRR, "net revenue retention %s", "retención neta de ingresos %s") \
    X(TEXT_TITLE_GRR, "GRR", "GRR") \
    X(TEXT_TITLE_NRR, "NRR", "NRR") \
    X(TEXT_NOTE_ROWS, \
      "rows %s · without a customer %s · without a time %s", \
      "filas %s · sin cliente %s · sin hora %s") \
    X(TEXT_NOTE_UNTIL, \
      "until %s: all periods are over", \
      "hasta %s: todos los periodos han terminado") \
    X(TEXT_NOTE_NOT_OVER, \
      "until %s: %s is not over, and has counts and no rates", \
      "hasta %s: %s sigue en curso, y tiene recuentos y no tasas") \
    X(TEXT_NOTE_SPAN, "retention is that of %s", "la retención es la de %s") \
    X(TEXT_NOTE_MONEY, \
      "left out of revenue: customers with an amount missing %s, with a negative sum %s", \
      "fuera de los ingresos: clientes con algún importe sin dato %s, con suma negativa %s") \
    X(TEXT_NOTE_IN_SEVERAL, \
      "customers in several groups, who count once in the total: %s more in the groups", \
      "clientes en varios grupos, que en el total cuentan una vez: %s más en los grupos") \
    X(TEXT_NOTE_IN_BOTH, \
      "customers in both groups, whom the difference takes for different ones: %s", \
      "clientes en los dos grupos, que la diferencia toma por distintos: %s")
/* clang-format on */

#endif
