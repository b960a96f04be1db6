/* SPDX-License-Identifier: MIT */
/* Texts of the command calls. */
#ifndef MESSAGES_CALLS_H
#define MESSAGES_CALLS_H

/* clang-format off */
#define MESSAGES_CALLS(X) \
    /* ── help ── */ \
    X(TEXT_COMMAND_CALLS, \
      "calls: service level, abandonment, waits, handling, patience", \
      "llamadas: nivel de servicio, abandono, esperas, gestión, paciencia") \
    X(TEXT_CALLS_USAGE, \
      "Usage: postventa calls [FILE] [--input csv] --outcome COL --answered V --abandoned V " \
      "--wait COL --unit UNIT [OPTION...]\n" \
      "postventa calls [FILE...] [--input asterisk|freeswitch] [OPTION...]", \
      "Uso: postventa calls [FICHERO] [--input csv] --outcome COL --answered V --abandoned V " \
      "--wait COL --unit UNIDAD [OPCIÓN...]\n" \
      "postventa calls [FICHERO...] [--input asterisk|freeswitch] [OPCIÓN...]") \
    X(TEXT_CALLS_PURPOSE, \
      "Reads the log of a call centre (\"-\" is standard input): a CSV file with one row a " \
      "call, the queue_log of Asterisk, or the CDR of FreeSWITCH, and reports how many calls " \
      "were answered, how soon, and how many callers gave up. Several FILEs are the parts of one " \
      "queue_log, the oldest first. Options and FILE may come in any order.", \
      "Lee el registro de una central de llamadas (\"-\" es la entrada estándar): un fichero " \
      "CSV con una fila por llamada, el queue_log de Asterisk o el CDR de FreeSWITCH, y " \
      "presenta cuántas llamadas se atendieron, con qué rapidez, y cuántos desistieron. Varios " \
      "FICHEROS son las partes de un queue_log, la más antigua primero. Las opciones y el " \
      "FICHERO pueden ir en cualquier orden.") \
    X(TEXT_SECTION_CALLS, "Calls", "Llamadas") \
    X(TEXT_SECTION_CALL_COLUMNS, "Columns and values (csv)", "Columnas y valores (csv)") \
    X(TEXT_HELP_INPUT, \
      "What the file is; csv unless given, or unless it is clearly one of the others.", \
      "Qué es el fichero; csv salvo indicación, o salvo que sea claramente uno de los otros.") \
    X(TEXT_HELP_WITHIN_CALLS, \
      "Limits of the service level: up to 7 times; 20s unless given.", \
      "Límites del nivel de servicio: hasta 7 tiempos; 20s salvo indicación.") \
    X(TEXT_HELP_SHORT, \
      "An abandoned call that waited no longer is a short one, and in no service level.", \
      "Una llamada abandonada que no esperó más es corta, y no entra en ningún nivel de " \
      "servicio.") \
    X(TEXT_HELP_SERVICE_LEVEL, \
      "Of which calls: default: answered and abandoned; answered; offered: also those that " \
      "flowed out; with-abandoned: those abandoned in time count as served.", \
      "De qué llamadas: default: atendidas y abandonadas; answered: atendidas; offered: " \
      "también las desviadas; with-abandoned: las abandonadas a tiempo cuentan como servidas.") \
    X(TEXT_HELP_ZERO_WAITS, \
      "An abandoned call that waited 0 is abandoned; otherwise it never came to the queue.", \
      "Una llamada abandonada con espera 0 es abandonada; si no, nunca llegó a la cola.") \
    X(TEXT_HELP_LIST, \
      "Instead of the report, every call as a row of CSV: id, queue, agent, outcome, times in " \
      "ms, rings, transfers.", \
      "En lugar del informe, cada llamada como una fila CSV: id, cola, agente, fin, tiempos en " \
      "ms, timbres sin respuesta, transferencias.") \
    X(TEXT_HELP_OUTCOME, \
      "Column of what became of the call.", \
      "Columna de lo que fue de la llamada.") \
    X(TEXT_HELP_ANSWERED, \
      "Its values for: an agent took it.", \
      "Sus valores para: la atendió un agente.") \
    X(TEXT_HELP_ABANDONED, \
      "Its values for: the caller hung up.", \
      "Sus valores para: colgó quien llamaba.") \
    X(TEXT_HELP_FLOWED_OUT, \
      "Its values for: left the queue otherwise.", \
      "Sus valores para: salió de la cola de otro modo.") \
    X(TEXT_HELP_CALLBACK, \
      "Its values for: left the queue, to be called back.", \
      "Sus valores para: salió de la cola para que se le devuelva la llamada.") \
    X(TEXT_HELP_UNQUEUED, \
      "Its values for: hung up before it came to the queue.", \
      "Sus valores para: colgó antes de llegar a la cola.") \
    X(TEXT_HELP_IGNORE, \
      "Its values for rows that are no calls.", \
      "Sus valores para las filas que no son llamadas.") \
    X(TEXT_HELP_WAIT, "Column of the time in the queue.", "Columna del tiempo en la cola.") \
    X(TEXT_HELP_TALK, "Column of the time of talk.", "Columna del tiempo de conversación.") \
    X(TEXT_HELP_HOLD, "Column of the time on hold.", "Columna del tiempo en retención.") \
    X(TEXT_HELP_WRAP_UP, \
      "Column of the work after the call.", \
      "Columna del trabajo tras la llamada.") \
    X(TEXT_HELP_UNIT_CALLS, "What these times count.", "En qué se miden estos tiempos.") \
    X(TEXT_CALLS_EXAMPLES, \
      "postventa calls c.csv --outcome o --answered A --abandoned H --wait w --unit s\n" \
      "postventa calls queue_log.1 queue_log --by queue --short 5s\n" \
      "postventa calls queue_log --list\n" \
      "postventa calls --merge april.state --merge may.state --format json", \
      "postventa calls c.csv --outcome f --answered A --abandoned C --wait t --unit s\n" \
      "postventa calls queue_log.1 queue_log --by queue --short 5s\n" \
      "postventa calls queue_log --list\n" \
      "postventa calls --merge abril.estado --merge mayo.estado --format json") \
    /* ── command line ── */ \
    X(TEXT_WHAT_BECAME, \
      "the column of what became of the call", \
      "la columna de lo que fue de la llamada") \
    X(TEXT_WHAT_TIMES_COUNT, "what the times count", "en qué se miden los tiempos") \
    X(TEXT_OUTCOME_TWICE, \
      "the outcome “%s” is given two meanings", \
      "al resultado «%s» se le dan dos significados") \
    X(TEXT_CALLS_LIMITS, \
      "--within: at most %d times", \
      "--within: %d tiempos como mucho") \
    X(TEXT_CALLS_LIST, \
      "--list writes CSV, not JSON", \
      "--list escribe CSV, no JSON") \
    X(TEXT_NO_LIMIT, \
      "--within: %s is no limit of the stored states", \
      "--within: %s no es un límite de los estados guardados") \
    X(TEXT_COLUMN_OF_LOGS, \
      "--%s is for CSV files: a log tells it itself", \
      "--%s es para ficheros CSV: un registro ya lo dice") \
    /* ── input ── */ \
    X(TEXT_CELL_NO_OUTCOME, \
      "%s:%llu: %s: “%s” tells no outcome", \
      "%s:%llu: %s: «%s» no dice qué fue de la llamada") \
    X(TEXT_CALLS_MISSING, \
      "%s: rows without an outcome, left out: %llu", \
      "%s: filas sin resultado, no contadas: %llu") \
    X(TEXT_CALLS_IGNORED, \
      "%s: rows that are no calls, left out: %llu", \
      "%s: filas que no son llamadas, no contadas: %llu") \
    X(TEXT_CALLS_NEVER_QUEUED, \
      "%s: abandoned without any wait, so never in the queue and not offered: %llu (see " \
      "--count-zero-waits)", \
      "%s: abandonadas sin espera alguna, o sea, nunca en la cola ni ofrecidas: %llu (véase " \
      "--count-zero-waits)") \
    X(TEXT_CALLS_OTHER_LEGS, \
      "%s: legs that are no callers in a queue, left out: %llu", \
      "%s: tramos que no son de quien llama a una cola, no contados: %llu") \
    X(TEXT_NO_LOG, \
      "%s: no line of it is one of a queue_log (--input csv reads a table)", \
      "%s: ninguna de sus líneas es de un queue_log (--input csv lee una tabla)") \
    X(TEXT_LOG_LINE, \
      "%s:%llu: %s: “%s” is no line of it", \
      "%s:%llu: %s: «%s» no es una de sus líneas") \
    X(TEXT_LOG_NUMBER, \
      "%s:%llu: %s: %s has something else where its times should be", \
      "%s:%llu: %s: %s tiene otra cosa donde deberían estar sus tiempos") \
    X(TEXT_LOG_EVENT, \
      "%s:%llu: %s: “%s” is no event that is known; it is passed over", \
      "%s:%llu: %s: «%s» no es un suceso conocido; se pasa por alto") \
    X(TEXT_LOG_OPEN_LINE, \
      "%s:%llu: the last line does not end: it may be cut off", \
      "%s:%llu: la última línea no termina: puede estar cortada") \
    X(TEXT_LOG_LINES_REST, \
      "%s: %s: and %llu more, %llu unreadable lines in all", \
      "%s: %s: y %llu más; %llu líneas ilegibles en total") \
    X(TEXT_LOG_EVENTS_REST, \
      "%s: %s: and %llu more, %llu unknown events in all", \
      "%s: %s: y %llu más; %llu sucesos desconocidos en total") \
    X(TEXT_LOG_BACKWARDS, \
      "%s: lines that are earlier than the one before: %llu", \
      "%s: líneas anteriores en el tiempo a la que las precede: %llu") \
    X(TEXT_LOG_BEGUN_BEFORE, \
      "%s: calls that came before the log begins, counted as they left the queue: %llu", \
      "%s: llamadas que entraron antes de empezar el registro, contadas al salir de la cola: " \
      "%llu") \
    X(TEXT_LOG_ANSWERED_BEFORE, \
      "%s: calls that were answered before the log begins, not counted: %llu", \
      "%s: llamadas atendidas antes de empezar el registro, no contadas: %llu") \
    X(TEXT_LOG_LOST_ENDS, \
      "%s: calls whose end is not in the log: %llu", \
      "%s: llamadas cuyo final no está en el registro: %llu") \
    X(TEXT_LOG_CUT_TALKS, \
      "%s: calls that still talk when the log ends, their talk not known: %llu", \
      "%s: llamadas que siguen hablando al acabar el registro, sin duración conocida: %llu") \
    /* ── report ── */ \
    X(TEXT_TITLE_CALLS, "Calls", "Llamadas") \
    X(TEXT_LABEL_SERVICE_LEVEL, "service level, %s", "nivel de servicio, %s") \
    X(TEXT_LABEL_SERVICE_ANSWERED, "of the answered, %s", "de las atendidas, %s") \
    X(TEXT_LABEL_SERVICE_OFFERED, "of the offered, %s", "de las ofrecidas, %s") \
    X(TEXT_LABEL_SERVICE_ABANDONED, "abandoned as served, %s", "abandonadas como servidas, %s") \
    X(TEXT_LABEL_SERVICE_SHORT, "with short ones, %s", "con las cortas, %s") \
    X(TEXT_LABEL_ABANDONMENT, "abandonment", "abandono") \
    X(TEXT_LABEL_ASA, "mean wait of the answered", "espera media de las atendidas") \
    X(TEXT_LABEL_WAIT, "mean wait of all", "espera media de todas") \
    X(TEXT_LABEL_WAIT_ABANDONED, "mean wait of the abandoned", "espera media de las abandonadas") \
    X(TEXT_LABEL_WAIT_FLOWED_OUT, "mean wait of the flowed out", "espera media de las desviadas") \
    X(TEXT_LABEL_PATIENCE, "median patience", "paciencia mediana") \
    X(TEXT_LABEL_WILLING, "willing to wait longer than %s", "dispuestos a esperar más de %s") \
    X(TEXT_LABEL_AHT, "mean handling time", "tiempo medio de gestión") \
    X(TEXT_LABEL_TALK, "talk", "conversación") \
    X(TEXT_LABEL_HOLD, "on hold", "en retención") \
    X(TEXT_LABEL_WRAP_UP, "after the call", "tras la llamada") \
    X(TEXT_LABEL_OCCUPANCY, "occupancy", "ocupación") \
    X(TEXT_LABEL_OFFERED, "offered", "ofrecidas") \
    X(TEXT_LABEL_ANSWERED, "answered", "atendidas") \
    X(TEXT_LABEL_ABANDONED, "abandoned", "abandonadas") \
    X(TEXT_LABEL_SHORT_ABANDONED, "of them short, up to %s", "de ellas cortas, hasta %s") \
    X(TEXT_LABEL_FLOWED_OUT, "flowed out", "desviadas") \
    X(TEXT_LABEL_CALLBACKS, "of them to be called back", "de ellas por devolver") \
    X(TEXT_LABEL_WAITING, "still waiting at the end", "aún en espera al final") \
    X(TEXT_LABEL_UNQUEUED, "hung up before the queue", "colgadas antes de la cola") \
    X(TEXT_LABEL_RINGS, "rings without an answer", "timbres sin respuesta") \
    X(TEXT_LABEL_TRANSFERS, "transfers", "transferencias") \
    X(TEXT_HEADING_WITHIN, "in %s", "en %s") \
    X(TEXT_HEADING_ABANDONED, "aband.", "aband.") \
    X(TEXT_HEADING_ASA, "wait", "espera") \
    X(TEXT_HEADING_AHT, "handling", "gestión") \
    X(TEXT_LABEL_P90, "90th percentile", "percentil 90") \
    X(TEXT_NOTE_TALK_ONLY, \
      "hold and work after the call are not recorded: handling is talk alone", \
      "no constan la retención ni el trabajo posterior: la gestión es solo la conversación") \
    X(TEXT_NOTE_NO_WAIT, "calls whose wait is not known: %s", "llamadas de espera desconocida: %s") \
    X(TEXT_NOTE_NEGATIVE_WAIT, "calls with a negative wait: %s", "llamadas con espera negativa: %s") \
    X(TEXT_WITHIN_FIRST, "answered within %s", "atendidas hasta %s") \
    X(TEXT_ANSWERED_LATER, "answered later", "atendidas después") \
    X(TEXT_ANSWERED_SOMETIME, "answered, wait not known", "atendidas, espera desconocida") \
    X(TEXT_PATIENCE_CURVE, \
      "Of the callers, so many are willing to wait longer than", \
      "De quienes llaman, están dispuestos a esperar más de")
/* clang-format on */

#endif
