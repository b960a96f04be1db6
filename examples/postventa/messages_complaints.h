/* SPDX-License-Identifier: MIT */
/* Texts of the command complaints. */
#ifndef MESSAGES_COMPLAINTS_H
#define MESSAGES_COMPLAINTS_H

/* clang-format off */
#define MESSAGES_COMPLAINTS(X) \
    /* ── help ── */ \
    X(TEXT_COMMAND_COMPLAINTS, \
      "complaints: how many per thousand, how fast they were solved, what is open", \
      "reclamaciones: cuántas por mil, cuánto se tarda en resolverlas, qué queda abierto") \
    X(TEXT_COMPLAINTS_USAGE, \
      "Usage: postventa complaints [FILE] --received COL [--closed COL] [--upheld COL] " \
      "[--exposed N] [OPTION...]", \
      "Uso: postventa complaints [FICHERO] --received COL [--closed COL] [--upheld COL] " \
      "[--exposed N] [OPCIÓN...]") \
    X(TEXT_COMPLAINTS_PURPOSE, \
      "Reads a CSV file with one row a complaint (\"-\" is standard input) and reports a " \
      "period: how many complaints came in, per thousand who could have complained; how many " \
      "were solved, how fast, and upheld; how many are open, and for how long. Options and " \
      "FILE may come in any order.", \
      "Lee un fichero CSV con una fila por reclamación (\"-\" es la entrada estándar) y " \
      "presenta un periodo: cuántas reclamaciones llegaron, por cada mil que podían reclamar; " \
      "cuántas se resolvieron, con qué rapidez y cuántas se estimaron; cuántas siguen abiertas " \
      "y desde cuándo. Las opciones y el FICHERO pueden ir en cualquier orden.") \
    X(TEXT_SECTION_COMPLAINTS, "Complaints", "Reclamaciones") \
    X(TEXT_HELP_RECEIVED, \
      "Column of the times at which complaints came in.", \
      "Columna de los momentos en que llegaron las reclamaciones.") \
    X(TEXT_HELP_CLOSED_COMPLAINTS, \
      "Column of the times at which they were solved; blank: still open.", \
      "Columna de los momentos en que se resolvieron; en blanco: siguen abiertas.") \
    X(TEXT_HELP_UPHELD, \
      "Column that says whether a complaint was upheld: true, yes, y or 1, and false, no, n or " \
      "0; blank: not decided.", \
      "Columna que dice si la reclamación se estimó: true, sí, s o 1, y false, no, n o 0; en " \
      "blanco: sin decidir.") \
    X(TEXT_HELP_EXPOSED, \
      "How many customers, or orders, there were at the end of the period: complaints are " \
      "counted per thousand of them. With groups, of which: GROUP=N. Repeatable.", \
      "Cuántos clientes, o pedidos, había al final del periodo: las reclamaciones se cuentan " \
      "por cada mil. Con grupos, de cuál: GRUPO=N. Se puede repetir.") \
    X(TEXT_HELP_EXPOSED_START, \
      "How many there were at its start.", \
      "Cuántos había al principio.") \
    X(TEXT_HELP_EXPOSURE, \
      "What complaints are divided by: those at the end (default), or the average of start and " \
      "end.", \
      "Entre qué se dividen las reclamaciones: los del final (por omisión) o la media del " \
      "principio y el final.") \
    X(TEXT_HELP_WITHIN_COMPLAINTS, \
      "Limit for solving a complaint, such as 30d: how many were solved within it.", \
      "Plazo para resolver una reclamación, como 30d: cuántas se resolvieron dentro de él.") \
    X(TEXT_HELP_AGES_COMPLAINTS, \
      "Edges between bands of age of the open ones; 7d,30d,90d unless given.", \
      "Límites entre tramos de antigüedad de las abiertas; 7d,30d,90d salvo indicación.") \
    X(TEXT_HELP_FROM_COMPLAINTS, \
      "Start of the period; the earliest complaint unless given.", \
      "Inicio del periodo; la primera reclamación salvo indicación.") \
    X(TEXT_HELP_AS_OF_COMPLAINTS, \
      "End of the period, which is not in it; just after the latest instant of the file unless " \
      "given.", \
      "Fin del periodo, que no entra en él; justo tras el último instante del fichero salvo " \
      "indicación.") \
    X(TEXT_COMPLAINTS_EXAMPLES, \
      "postventa complaints c.csv --received in --closed out --exposed 40235\n" \
      "postventa complaints c.csv --received in --from 2025-01-01 --until 2025-04-01\n" \
      "postventa complaints c.csv --received in --closed out --within 30d --by area\n" \
      "postventa complaints c.csv --received in --compare year=2025,2024", \
      "postventa complaints r.csv --received entra --closed sale --exposed 40235\n" \
      "postventa complaints r.csv --received e --from 2025-01-01 --until 2025-04-01\n" \
      "postventa complaints r.csv --received e --closed s --within 30d --by zona\n" \
      "postventa complaints r.csv --received entra --compare año=2025,2024") \
    /* ── report ── */ \
    X(TEXT_TITLE_COMPLAINTS, "Complaints", "Reclamaciones") \
    X(TEXT_WHEN_RECEIVED, "the column of when they came in", "la columna de cuándo llegaron") \
    X(TEXT_WHEN_SOLVED, \
      "the column of when they were solved", \
      "la columna de cuándo se resolvieron") \
    X(TEXT_ONE_LIMIT, \
      "--within: one limit for solving a complaint", \
      "--within: un solo plazo para resolver una reclamación") \
    X(TEXT_AVERAGE_NEEDS_BOTH, \
      "--exposure average needs --exposed and --exposed-start", \
      "--exposure average necesita --exposed y --exposed-start") \
    X(TEXT_BAD_EXPOSED, "--%s: “%s” is no whole number", "--%s: «%s» no es un número entero") \
    X(TEXT_BAD_EXPOSED_GROUP, \
      "--%s: “%s” is not of the form GROUP=N, with one of the groups", \
      "--%s: «%s» no tiene la forma GRUPO=N, con uno de los grupos") \
    X(TEXT_NO_PERIOD, \
      "no complaint has a time that can be read: say --from and --until", \
      "ninguna reclamación tiene un momento legible: indique --from y --until") \
    X(TEXT_BAD_PERIOD, \
      "the period must end after it begins: see --from and --until", \
      "el periodo ha de terminar después de empezar: véanse --from y --until") \
    X(TEXT_ABOUT_COMPLAINTS, "%s to %s", "de %s a %s") \
    X(TEXT_OPEN_AGED, "open %s", "abiertas %s") \
    X(TEXT_LABEL_PER_THOUSAND, "received per 1,000", "recibidas por 1.000") \
    X(TEXT_LABEL_UNRESOLVED, "unresolved", "sin resolver") \
    X(TEXT_LABEL_SOLVED_WITHIN, "solved within %s", "resueltas en %s") \
    X(TEXT_LABEL_UPHELD, "upheld", "estimadas") \
    X(TEXT_LABEL_TIME_TO_SOLVE, "median time to solve", "mediana hasta resolver") \
    X(TEXT_LABEL_TIME_WITH_OPEN, "with the open ones", "con las abiertas") \
    X(TEXT_LABEL_OPEN_START, "open at the start", "abiertas al principio") \
    X(TEXT_LABEL_RECEIVED, "received", "recibidas") \
    X(TEXT_LABEL_PLUS_RECEIVED, "+ received", "+ recibidas") \
    X(TEXT_LABEL_MINUS_SOLVED, "− solved", "− resueltas") \
    X(TEXT_LABEL_OPEN_END, "= open at the end", "= abiertas al final") \
    X(TEXT_TITLE_PER_THOUSAND, "per 1,000", "por 1.000") \
    X(TEXT_TITLE_UNRESOLVED, "unresolved", "sin res.") \
    X(TEXT_TITLE_SOLVED_WITHIN, "in time", "en plazo") \
    X(TEXT_TITLE_UPHELD, "upheld", "estim.") \
    X(TEXT_TITLE_TIME_TO_SOLVE, "median", "mediana") \
    X(TEXT_TITLE_RECEIVED, "received", "recibidas") \
    X(TEXT_TITLE_OPEN_END, "open", "abiertas") \
    X(TEXT_NOTE_EXPOSED, "exposed %s at the end", "expuestos %s al final") \
    X(TEXT_NOTE_EXPOSED_BOTH, \
      "exposed %s at the start · %s at the end", \
      "expuestos %s al principio · %s al final") \
    X(TEXT_NOTE_UNEXPOSED, \
      "complaints of groups without --exposed, in the total per 1,000, too: %s", \
      "reclamaciones de grupos sin --exposed, también en el total por 1.000: %s") \
    X(TEXT_NOTE_OUTSIDE, "outside the period %s", "fuera del periodo %s") \
    X(TEXT_NOTE_INCONSISTENT, "the movement does not add up", "el movimiento no cuadra")
/* clang-format on */

#endif
