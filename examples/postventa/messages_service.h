/* SPDX-License-Identifier: MIT */
/* Texts that the commands about service share. */
#ifndef MESSAGES_SERVICE_H
#define MESSAGES_SERVICE_H

/* clang-format off */
#define MESSAGES_SERVICE(X) \
    /* ── help ── */ \
    X(TEXT_HELP_AS_OF, \
      "Instant of the reading, such as \"2025-03-31 18:00\"; the latest in the file unless " \
      "given.", \
      "Instante de la lectura, como \"2025-03-31 18:00\"; si no se indica, el último del " \
      "fichero.") \
    X(TEXT_HELP_UNTIL, "The same as --as-of.", "Lo mismo que --as-of.") \
    X(TEXT_HELP_STRICT_RECORDS, \
      "A cell that cannot be read, or a row of the wrong length, is an error.", \
      "Una celda ilegible, o una fila de longitud errónea, es un error.") \
    X(TEXT_HELP_MERGE_RECORDS, \
      "Add what an earlier run saved. Repeatable. The input file may then be left out, and " \
      "with it all that says how to read one.", \
      "Añadir lo que guardó otra ejecución. Se puede repetir. Entonces se puede omitir el " \
      "fichero de entrada, y todo lo que dice cómo leerlo.") \
    X(TEXT_HELP_DECIMALS_RECORDS, \
      "Decimals of the table's percentages and rates, 0 to 6. Usual: percentages 1, rates 2.", \
      "Decimales de los porcentajes y las tasas de la tabla, de 0 a 6. Lo usual: porcentajes " \
      "1, tasas 2.") \
    /* ── command line ── */ \
    X(TEXT_BAD_LAPSE, \
      "--%s: “%s” is no time above 0, such as 20s, 15min, 8h or 7d", \
      "--%s: «%s» no es un tiempo mayor que 0, como 20s, 15min, 8h o 7d") \
    X(TEXT_BAD_INSTANT, \
      "--%s: “%s” is no instant, such as \"2025-03-31 18:00\" or 2025-03-31", \
      "--%s: «%s» no es un instante, como \"2025-03-31 18:00\" o 2025-03-31") \
    X(TEXT_NOT_ASKED, "--%s is needed: %s", "falta --%s: %s") \
    X(TEXT_COLUMN_OF_STATES, \
      "--%s needs an input file: states have no rows", \
      "--%s necesita un fichero de entrada: los estados no tienen filas") \
    /* ── report ── */ \
    X(TEXT_DIFFERENCE_OF, "%s: %.200s − %.200s  %s", "%s: %.200s − %.200s  %s") \
    X(TEXT_RATIO_OF, "%s: %.200s / %.200s  %s", "%s: %.200s / %.200s  %s") \
    X(TEXT_SMALL_SAMPLE_RECORDS, "small sample: fewer than 30", "muestra pequeña: menos de 30") \
    X(TEXT_SMALL_SAMPLES_RECORDS, \
      "* small sample: fewer than 30", \
      "* muestra pequeña: menos de 30") \
    X(TEXT_NOTE_INVALID, "invalid %s", "no válidos %s") \
    X(TEXT_METHOD_GARWOOD, "Garwood", "Garwood") \
    X(TEXT_METHOD_RATE_RATIO, "exact ratio of rates", "cociente exacto de tasas") \
    X(TEXT_METHOD_ROTHMAN_WILSON, "Rothman-Wilson", "Rothman-Wilson") \
    X(TEXT_METHOD_LOG_LOG, "log-log", "log-log") \
    X(TEXT_METHOD_LOG, "log", "log") \
    X(TEXT_METHOD_PLAIN, "Greenwood", "Greenwood") \
    X(TEXT_METHOD_LOG_RANK, "log-rank", "log-rank") \
    X(TEXT_CELL_NO_FLAG, \
      "%s:%llu: %s: “%s” is neither yes nor no", \
      "%s:%llu: %s: «%s» no es sí ni no")
/* clang-format on */

#endif
