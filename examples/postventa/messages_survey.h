/* SPDX-License-Identifier: MIT */
/* Texts of the command survey. */
#ifndef MESSAGES_SURVEY_H
#define MESSAGES_SURVEY_H

/* clang-format off */
#define MESSAGES_SURVEY(X) \
    /* ── help ── */ \
    X(TEXT_COMMAND_SURVEY, \
      "answers to surveys: NPS, customer satisfaction (CSAT), customer effort (CES)", \
      "respuestas a encuestas: NPS, satisfacción (CSAT) y esfuerzo del cliente (CES)") \
    X(TEXT_SURVEY_USAGE, \
      "Usage: postventa survey [FILE] --nps COL --csat COL --ces COL [OPTION...]", \
      "Uso: postventa survey [FICHERO] --nps COL --csat COL --ces COL [OPCIÓN...]") \
    X(TEXT_SURVEY_PURPOSE, \
      "Reads a CSV file with one row a respondent (\"-\" is standard input) and reports the figures " \
      "that are asked for, in the order given, each with its interval and its base. Options and FILE " \
      "may come in any order.", \
      "Lee un fichero CSV con una fila por encuestado (\"-\" es la entrada estándar) y presenta las " \
      "cifras que se piden, en el orden dado, cada una con su intervalo y su base. Las opciones y el " \
      "FICHERO pueden ir en cualquier orden.") \
    X(TEXT_SECTION_FIGURES, "Figures (repeatable)", "Cifras (se pueden repetir)") \
    X(TEXT_SECTION_RESPONSE, "Response rate", "Tasa de respuesta") \
    X(TEXT_SECTION_REPEATS, "Repeated answers", "Respuestas repetidas") \
    X(TEXT_HELP_NPS, \
      "Net Promoter Score: promoters 9 and 10, detractors up to 6. Scale 0-10 unless given.", \
      "Net Promoter Score: promotores 9 y 10, detractores hasta 6. Escala 0-10 salvo indicación.") \
    X(TEXT_HELP_CSAT, \
      "Customer satisfaction: share of the highest TOPK levels. Scale 1-5 unless given; TOPK is 2 on " \
      "1-5, and as usual on 2, 3, 4, 7 and 10 levels.", \
      "Satisfacción: proporción de los TOPK niveles más altos. Escala 1-5 salvo indicación; TOPK es 2 " \
      "en 1-5, y el habitual con 2, 3, 4, 7 y 10 niveles.") \
    X(TEXT_HELP_CES, \
      "Customer effort: mean answer. Scale 1-7 unless given; ease: high is easy (the default), " \
      "effort: low is easy.", \
      "Esfuerzo del cliente: media de las respuestas. Escala 1-7 salvo indicación; ease: alto es fácil " \
      "(por omisión), effort: bajo es fácil.") \
    X(TEXT_HELP_SENT, \
      "How many surveys were sent: a number for all of them, or a column whose rows are added up. " \
      "Reports the response rate of each figure: answered of sent.", \
      "Cuántas encuestas se enviaron: un número para todas, o una columna cuyas filas se suman. " \
      "Presenta la tasa de respuesta de cada cifra: respondidas entre enviadas.") \
    X(TEXT_HELP_REPEAT, \
      "Which answers count of who answered more than once: all (the default), the first or the " \
      "last. An answer on the scale goes before any other.", \
      "Qué respuestas cuentan de quien respondió más de una vez: all, todas (por omisión); first, " \
      "la primera; last, la última. Una respuesta en la escala va antes que cualquier otra.") \
    X(TEXT_HELP_RESPONDENT, \
      "Column that says who answered; a row where it is blank counts by itself.", \
      "Columna que dice quién respondió; una fila en que está en blanco cuenta por sí sola.") \
    X(TEXT_HELP_TIME_OF_ANSWER, \
      "Column of the time stamps of the answers; or a date and a time of day in two columns. " \
      "Of two at the same time, the lower row is the later.", \
      "Columna de las marcas de tiempo de las respuestas; o una fecha y una hora en dos " \
      "columnas. De dos a la vez, la fila de más abajo es la posterior.") \
    X(TEXT_HELP_NPS_METHOD, \
      "Interval of NPS and other nets: score (default), adjusted_wald or wald.", \
      "Intervalo del NPS y otros netos: score (por omisión), adjusted_wald o wald.") \
    X(TEXT_SURVEY_EXAMPLES, \
      "postventa survey answers.csv --nps recommend --csat satisfaction\n" \
      "postventa survey answers.csv --ces effort:1-5:effort --by channel\n" \
      "postventa survey answers.csv --nps recommend --compare year=2024,2023\n" \
      "postventa survey answers.csv --csat q7 --missing q7=Blank,NA --where area=A*\n" \
      "postventa survey may.csv --nps recommend --save-state may.state\n" \
      "postventa survey --merge april.state --merge may.state --format json", \
      "postventa survey respuestas.csv --nps recomienda --csat satisfaccion\n" \
      "postventa survey respuestas.csv --ces esfuerzo:1-5:effort --by canal\n" \
      "postventa survey respuestas.csv --nps recomienda --compare año=2024,2023\n" \
      "postventa survey respuestas.csv --csat p7 --missing p7=NS,NC --where zona=A*\n" \
      "postventa survey mayo.csv --nps recomienda --save-state mayo.estado\n" \
      "postventa survey --merge abril.estado --merge mayo.estado --format json") \
    /* ── command line ── */ \
    X(TEXT_NOTHING_ASKED, "nothing is asked: give --nps, --csat or --ces", \
      "no se pide nada: indique --nps, --csat o --ces") \
    X(TEXT_FIGURE_TWICE, "--%s %s is given twice", "--%s %s aparece dos veces") \
    X(TEXT_BAD_SCALE, "--%s %s: %d-%d is no scale for it: 2 to 11 whole levels, the lowest first", \
      "--%s %s: %d-%d no es una escala válida: de 2 a 11 niveles enteros, el más bajo primero") \
    X(TEXT_BAD_NPS_SCALE, \
      "--nps %s: promoters (9-10), passives (7-8) and detractors do not part the scale %d-%d", \
      "--nps %s: promotores (9-10), pasivos (7-8) y detractores no reparten la escala %d-%d") \
    X(TEXT_BAD_TOP_K, "--csat %s: more levels in the top box than the scale %d-%d can spare", \
      "--csat %s: más niveles superiores de los que admite la escala %d-%d") \
    X(TEXT_NO_TOP_K, \
      "--csat %s: no top box is usual on the scale %d-%d; say how many levels: --csat %s:%d-%d:TOPK", \
      "--csat %s: en la escala %d-%d no hay niveles superiores usuales; indique cuántos: " \
      "--csat %s:%d-%d:TOPK") \
    X(TEXT_WHOSE_REPEATS, \
      "--repeat first and last need --respondent and --time: who answered, and when?", \
      "--repeat first y last necesitan --respondent y --time: ¿quién respondió y cuándo?") \
    X(TEXT_NO_REPEAT, \
      "--%s is for --repeat first or last", \
      "--%s es para --repeat first o last") \
    X(TEXT_BAD_SENT, \
      "--sent: “%s” is no number that surveys are counted with", \
      "--sent: «%s» no es un número de encuestas") \
    X(TEXT_SENT_WITHOUT_ROWS, \
      "--sent: without an input file, “%s” is not a column but must be a number", \
      "--sent: sin fichero de entrada, «%s» no es una columna y ha de ser un número") \
    X(TEXT_SENT_OF_GROUPS, \
      "--sent: a number does not say how many were sent to each group; name a column", \
      "--sent: un número no dice cuántas se enviaron a cada grupo; indique una columna") \
    /* ── input ── */ \
    X(TEXT_CELL_BLANK_TIME, \
      "%s:%llu: %s: no time, and so no first or last answer", \
      "%s:%llu: %s: sin marca de tiempo, no hay primera ni última respuesta") \
    X(TEXT_CELL_NO_SURVEYS, \
      "%s:%llu: %s: “%s” is no number of surveys", \
      "%s:%llu: %s: «%s» no es un número de encuestas") \
    X(TEXT_NOBODY_ROWS, \
      "%s: rows without a %s: %llu; each counts by itself", \
      "%s: filas sin %s: %llu; cada una cuenta por sí sola") \
    /* ── states ── */ \
    X(TEXT_SENT_UNKNOWN, \
      "no response rate: %s:%llu does not say how many surveys were sent", \
      "sin tasa de respuesta: %s:%llu no dice cuántas encuestas se enviaron") \
    X(TEXT_SENT_UNKNOWN_HERE, \
      "no response rate: without --sent it is not known how many surveys were sent for %s", \
      "sin tasa de respuesta: sin --sent no se sabe cuántas encuestas se enviaron en %s") \
    /* ── report ── */ \
    X(TEXT_ABOUT_NPS, "%s: promoters %s, passives %s, detractors %s", \
      "%s: promotores %s, pasivos %s, detractores %s") \
    X(TEXT_ABOUT_CSAT, "%s, top box %s", "%s, mejores niveles %s") \
    X(TEXT_ABOUT_EASE, "%s, ease: %d is the easiest", "%s, facilidad: %d es lo más fácil") \
    X(TEXT_ABOUT_EFFORT, "%s, effort: %d is the easiest", "%s, esfuerzo: %d es lo más fácil") \
    X(TEXT_FIRST_OF_EACH, "%s; first of each respondent", \
      "%s; primera por encuestado") \
    X(TEXT_LAST_OF_EACH, "%s; last of each respondent", \
      "%s; última por encuestado") \
    X(TEXT_LABEL_TOP_BOX, "top box %s", "niveles %s") \
    X(TEXT_LABEL_NET, "net, %s less %s", "neto, %s menos %s") \
    X(TEXT_LABEL_PERCENT_OF_MAX, "percent of maximum", "porcentaje del máximo") \
    X(TEXT_LABEL_EASE, "ease, 0 to 100", "facilidad, de 0 a 100") \
    X(TEXT_LABEL_RESPONSE_RATE, "response rate", "tasa de respuesta") \
    X(TEXT_MORE_THAN_SENT, "more answered than were sent", "más respondidas que enviadas") \
    X(TEXT_BASE_SENT, "%s · sent %s", "%s · enviadas %s") \
    X(TEXT_NOTE_ONCE_IN_TOTAL, \
      "a respondent of several groups counts in each, and once in the total", \
      "un encuestado de varios grupos cuenta en cada uno, y una vez en el total") \
    X(TEXT_DETRACTORS, "detractors", "detractores") \
    X(TEXT_PASSIVES, "passives", "pasivos") \
    X(TEXT_PROMOTERS, "promoters", "promotores") \
    X(TEXT_TITLE_NPS, "NPS", "NPS") \
    X(TEXT_TITLE_CSAT, "CSAT", "CSAT") \
    X(TEXT_TITLE_CES, "mean", "media") \
    X(TEXT_TITLE_SENT, "sent", "enviadas") \
    X(TEXT_TITLE_RESPONSE_RATE, "response", "respuesta") \
    X(TEXT_UNIT_POINTS, " points", " puntos") \
    X(TEXT_UNIT_SCALE, "", "") \
    X(TEXT_BAND_MORE_DETRACTORS, "more detractors", "más detractores") \
    X(TEXT_BAND_GOOD, "good", "bueno") \
    X(TEXT_BAND_VERY_GOOD, "very good", "muy bueno") \
    X(TEXT_BAND_EXCELLENT, "excellent", "excelente") \
    X(TEXT_BAND_FAIR_TARGET, "fair target", "objetivo razonable")
/* clang-format on */

#endif
