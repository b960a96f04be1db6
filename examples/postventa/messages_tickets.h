/* SPDX-License-Identifier: MIT */
/* Texts of the command tickets. */
#ifndef MESSAGES_TICKETS_H
#define MESSAGES_TICKETS_H

/* clang-format off */
#define MESSAGES_TICKETS(X) \
    /* ── help ── */ \
    X(TEXT_COMMAND_TICKETS, \
      "tickets: first response, resolution, targets met, reopenings, backlog", \
      "casos: primera respuesta, resolución, objetivos cumplidos, reaperturas, pendientes") \
    X(TEXT_TICKETS_USAGE, \
      "Usage: postventa tickets [FILE] --opened COL [OPTION...]\n" \
      "postventa tickets [FILE] --log-time COL --id COL --state COL | --event COL [OPTION...]", \
      "Uso: postventa tickets [FICHERO] --opened COL [OPCIÓN...]\n" \
      "postventa tickets [FICHERO] --log-time COL --id COL --state COL | --event COL [OPCIÓN...]") \
    X(TEXT_TICKETS_PURPOSE, \
      "Reads a CSV file with one row a ticket, or one row an event (\"-\" is standard input), " \
      "and reports how long replies and solutions took, with the open tickets taken into " \
      "account, how many targets were met, and what is open. Options and FILE may come in any " \
      "order.", \
      "Lee un fichero CSV con una fila por caso, o una por suceso (\"-\" es la entrada " \
      "estándar), y presenta cuánto tardaron las respuestas y las soluciones, teniendo en " \
      "cuenta los casos abiertos, cuántos objetivos se cumplieron y qué queda abierto. Las " \
      "opciones y el FICHERO pueden ir en cualquier orden.") \
    X(TEXT_SECTION_TICKETS, "Columns", "Columnas") \
    X(TEXT_SECTION_LOG, \
      "Event log, one row an event", \
      "Registro de sucesos, una fila por suceso") \
    X(TEXT_SECTION_TARGETS, "Targets and backlog", "Objetivos y pendientes") \
    X(TEXT_HELP_OPENED, \
      "Column of the time stamps at which tickets were opened.", \
      "Columna de las marcas de tiempo en que se abrieron los casos.") \
    X(TEXT_HELP_FIRST_REPLY, \
      "Column of the first public reply of a human.", \
      "Columna de la primera respuesta pública de una persona.") \
    X(TEXT_HELP_RESOLVED, \
      "Column of the times at which tickets were resolved, for the last time.", \
      "Columna de los momentos en que se resolvieron los casos, por última vez.") \
    X(TEXT_HELP_CLOSED, \
      "Column of the times at which they were closed; a ticket that was never resolved ends " \
      "then.", \
      "Columna de los momentos en que se cerraron; un caso nunca resuelto termina entonces.") \
    X(TEXT_HELP_REOPENS, \
      "Column of how often they were reopened.", \
      "Columna de cuántas veces se reabrieron.") \
    X(TEXT_HELP_REPLIES, \
      "Column of how many public replies they took.", \
      "Columna de cuántas respuestas públicas necesitaron.") \
    X(TEXT_HELP_TRANSFERS, \
      "Column of how often they changed hands.", \
      "Columna de cuántas veces cambiaron de manos.") \
    X(TEXT_HELP_MET, \
      "Column of a product's own flag that a target was met: its share is reported.", \
      "Columna en que otro programa marcó si se cumplió el objetivo: se presenta su proporción.") \
    X(TEXT_HELP_BY_AGENT, \
      "Column that says whether an agent opened the ticket: it then has no first response.", \
      "Columna que dice si un agente abrió el caso: entonces no tiene primera respuesta.") \
    X(TEXT_HELP_LOG_TIME, \
      "Column of the times of events; the rows of one --id are one ticket.", \
      "Columna de los momentos de los sucesos; las filas de un mismo --id son un caso.") \
    X(TEXT_HELP_STATE, \
      "Column of the state after the event.", \
      "Columna del estado tras el suceso.") \
    X(TEXT_HELP_STATES, \
      "What its words mean: new, open, pending, hold, resolved or closed, as in " \
      "\"Active=open,Closed=closed\".", \
      "Qué significan sus palabras: new, open, pending, hold, resolved o closed, como en " \
      "\"Activo=open,Cerrado=closed\".") \
    X(TEXT_HELP_EVENT, \
      "Column of what happened: created, created_by_agent, reply, auto_reply, note, message, " \
      "resolved, reopened, closed or transferred.", \
      "Columna de lo que ocurrió: created, created_by_agent, reply, auto_reply, note, message, " \
      "resolved, reopened, closed o transferred.") \
    X(TEXT_HELP_FIRST_REPLY_WHEN, \
      "The first event for which this holds is the first reply.", \
      "El primer suceso que lo cumple es la primera respuesta.") \
    X(TEXT_HELP_SLA, \
      "Targets: a clock and its limit, as in \"first=1h,resolution=8h\"; clocks: first, " \
      "resolution, active, requester.", \
      "Objetivos: un reloj y su límite, como en \"first=1h,resolution=8h\"; relojes: first, " \
      "resolution, active, requester.") \
    X(TEXT_HELP_WITHIN_TICKETS, \
      "How many first responses and resolutions took at most so long, such as 15min, 1h or 1d.", \
      "Cuántas primeras respuestas y resoluciones tardaron como mucho ese tiempo, como 15min, " \
      "1h o 1d.") \
    X(TEXT_HELP_FROM_TICKETS, \
      "Start of the period of the backlog, which ends at --until.", \
      "Inicio del periodo de los pendientes, que termina en --until.") \
    X(TEXT_HELP_AGES, \
      "Edges between bands of age of what is open, such as 1d,7d,30d.", \
      "Límites entre tramos de antigüedad de lo que está abierto, como 1d,7d,30d.") \
    X(TEXT_HELP_ID_TICKETS, \
      "Rows with one value of this column are one ticket: the earliest of each time, or its " \
      "events.", \
      "Las filas con un mismo valor de esta columna son un solo caso: el primer momento de " \
      "cada clase, o sus sucesos.") \
    X(TEXT_TICKETS_EXAMPLES, \
      "postventa tickets t.csv --opened a --resolved b --sla first=1h,resolution=8h\n" \
      "postventa tickets t.csv --opened a --first-reply b --calendar c.txt --by t\n" \
      "postventa tickets log.csv --id ticket --log-time time --state state", \
      "postventa tickets c.csv --opened a --resolved b --sla first=1h,resolution=8h\n" \
      "postventa tickets c.csv --opened a --first-reply b --calendar c.txt --by e\n" \
      "postventa tickets r.csv --id caso --log-time hora --state estado") \
    /* ── report ── */ \
    X(TEXT_TITLE_TICKETS, "Tickets", "Casos") \
    X(TEXT_LABEL_FIRST_RESPONSE, "first response", "primera respuesta") \
    X(TEXT_LABEL_NEXT_RESPONSE, "later responses", "respuestas posteriores") \
    X(TEXT_LABEL_RESOLUTION, "resolution", "resolución") \
    X(TEXT_LABEL_RESOLUTION_FIRST, "first time", "primera vez") \
    X(TEXT_LABEL_RESOLUTION_ACTIVE, "less time resolved", "sin el tiempo resuelto") \
    X(TEXT_LABEL_REQUESTER_WAIT, "requester waits", "espera el cliente") \
    X(TEXT_LABEL_AGENT_WAIT, "agent waits", "espera el agente") \
    X(TEXT_LABEL_ON_HOLD, "on hold", "en suspenso") \
    X(TEXT_LABEL_WITH_UNANSWERED, "with the unanswered", "con los no respondidos") \
    X(TEXT_LABEL_WITH_OPEN, "with the open ones", "con los abiertos") \
    X(TEXT_LABEL_PERCENTILE, "p%s", "p%s") \
    X(TEXT_REMARK_SPREAD, "p%s %s · mean %s", "p%s %s · media %s") \
    X(TEXT_LABEL_TARGET, "%s", "%s") \
    X(TEXT_TARGET_FIRST, "SLA, first response ≤ %s", "SLA, primera respuesta ≤ %s") \
    X(TEXT_TARGET_RESOLUTION, "SLA, resolution ≤ %s", "SLA, resolución ≤ %s") \
    X(TEXT_TARGET_ACTIVE, "SLA, active time ≤ %s", "SLA, tiempo activo ≤ %s") \
    X(TEXT_TARGET_REQUESTER, "SLA, requester waits ≤ %s", "SLA, espera del cliente ≤ %s") \
    X(TEXT_REMARK_TARGET, "breached %s · pending %s", "incumplidos %s · por decidir %s") \
    X(TEXT_LABEL_MET, "met, as recorded", "cumplido, según consta") \
    X(TEXT_HEADING_MET, "met", "cumplido") \
    X(TEXT_LABEL_REOPENED, "reopened", "reabiertos") \
    X(TEXT_REMARK_REOPENS, "%s in all", "%s en total") \
    X(TEXT_LABEL_TRANSFERRED, "changed hands", "cambiaron de manos") \
    X(TEXT_REMARK_TRANSFERS, "%s in all", "%s en total") \
    X(TEXT_LABEL_ONE_TOUCH, "one reply at most", "una respuesta como mucho") \
    X(TEXT_LABEL_TICKETS, "tickets", "casos") \
    X(TEXT_LABEL_OPEN, "open", "abiertos") \
    X(TEXT_LABEL_UNANSWERED, "unanswered", "sin respuesta") \
    X(TEXT_LABEL_NO_FIRST_RESPONSE, "needed no first response", "no requerían primera respuesta") \
    X(TEXT_LABEL_NEXT_UNANSWERED, "later waits unanswered", "esperas posteriores sin respuesta") \
    X(TEXT_LABEL_BY_CLOSE, "closed, not resolved", "cerrados sin resolver") \
    X(TEXT_LABEL_BACKLOG_START, "open at the start", "abiertos al principio") \
    X(TEXT_LABEL_BACKLOG_RECEIVED, "+ received", "+ recibidos") \
    X(TEXT_LABEL_BACKLOG_CLOSED, "− ended", "− terminados") \
    X(TEXT_LABEL_BACKLOG_END, "= open at the end", "= abiertos al final") \
    X(TEXT_LABEL_BAND, "%s", "%s") \
    X(TEXT_LABEL_STATE, "in state %s", "en el estado %s") \
    X(TEXT_HEADING_FIRST_RESPONSE, "response", "respuesta") \
    X(TEXT_HEADING_RESOLUTION, "resolution", "resolución") \
    X(TEXT_RATE_OF_RESPONSE, \
      "rate of responses, with the unanswered", \
      "ritmo de respuesta, con los no respondidos") \
    X(TEXT_RATE_OF_RESOLUTION, \
      "rate of resolution, with the open ones", \
      "ritmo de resolución, con los abiertos") \
    X(TEXT_STATE_NEW, "new", "nuevo") \
    X(TEXT_STATE_OPEN, "open", "abierto") \
    X(TEXT_STATE_PENDING, "pending", "pendiente") \
    X(TEXT_STATE_HOLD, "on hold", "en suspenso") \
    X(TEXT_STATE_RESOLVED, "resolved", "resuelto") \
    X(TEXT_STATE_CLOSED, "closed", "cerrado") \
    X(TEXT_NOTE_AS_OF, "as of %s", "a fecha de %s") \
    X(TEXT_NOTE_AS_OF_SEVERAL, "as of %s to %s", "a fechas de %s a %s") \
    X(TEXT_NOTE_NOT_OPENED, "nobody knows when opened: %s", "sin momento de apertura: %s") \
    X(TEXT_NOTE_LATER, "opened later, left out: %s", "abiertos después, no contados: %s") \
    X(TEXT_NOTE_REJECTED, \
      "times below 0, rejected: %s", \
      "tiempos menores que 0, rechazados: %s") \
    X(TEXT_NOTE_EVENTS_LEFT_OUT, "events left out: %s", "sucesos no contados: %s") \
    X(TEXT_NOTE_UNKNOWN_STATES, \
      "events with an unknown state, which changed none: %s", \
      "sucesos de estado desconocido, que no cambiaron ninguno: %s") \
    X(TEXT_NOTE_NO_ENDS, \
      "neither --resolved nor --closed: nobody knows when tickets ended", \
      "sin --resolved ni --closed: no se sabe cuándo terminaron los casos") \
    X(TEXT_NOTE_STATES_NOT_STORED, \
      "stored states do not have the time by state of the log", \
      "los estados guardados no tienen el tiempo por estado del registro") \
    X(TEXT_NOTE_BUCKETS, \
      "medians and percentiles from buckets: at most 0.4 % off", \
      "medianas y percentiles por clases: se desvían un 0,4 % como mucho") \
    X(TEXT_PICTURE_RESOLUTION, "Time to resolution", "Tiempo hasta la resolución") \
    X(TEXT_PICTURE_RESPONSE, "Time to the first response", "Tiempo hasta la primera respuesta") \
    X(TEXT_PICTURE_STATES, "Time by state", "Tiempo por estado") \
    X(TEXT_TARGET_MET, "met", "cumplido") \
    X(TEXT_TARGET_BREACHED_CLOSED, "breached", "incumplido") \
    X(TEXT_TARGET_BREACHED_OPEN, "breached, still open", "incumplido, aún abierto") \
    X(TEXT_TARGET_PENDING, "pending", "por decidir") \
    /* ── command line and input ── */ \
    X(TEXT_WHEN_OPENED, \
      "the column of when tickets were opened; or --log-time, of a log of events", \
      "la columna de cuándo se abrieron los casos; o --log-time, de un registro de sucesos") \
    X(TEXT_WHOSE_EVENTS, \
      "the column of whose events they are", \
      "la columna de a qué caso pertenecen los sucesos") \
    X(TEXT_WHAT_HAPPENED, \
      "the column of the states, or --event, of what happened", \
      "la columna de los estados, o --event, de lo que ocurrió") \
    X(TEXT_WORDS_OF_WHAT, \
      "the column that --states is about", \
      "la columna a la que se refiere --states") \
    X(TEXT_OPTION_OF_LOGS, \
      "--%s is for a log of events, with --log-time", \
      "--%s es para un registro de sucesos, con --log-time") \
    X(TEXT_OPTION_OF_ROWS, \
      "--%s is for one row a ticket: a log tells it itself", \
      "--%s es para una fila por caso: un registro ya lo dice") \
    X(TEXT_BAD_TARGETS, \
      "--sla: “%s” is no list of up to %d different targets, such as first=1h,resolution=8h; " \
      "clocks: first, resolution, active, requester", \
      "--sla: «%s» no es una lista de hasta %d objetivos distintos, como " \
      "first=1h,resolution=8h; relojes: first, resolution, active, requester") \
    X(TEXT_BAD_STATES, \
      "--states: “%s” is no list of up to %d different WORD=STATE; states: new, open, pending, " \
      "hold, resolved, closed", \
      "--states: «%s» no es una lista de hasta %d PALABRA=ESTADO distintas; estados: new, open, " \
      "pending, hold, resolved, closed") \
    X(TEXT_BAD_CONDITION, \
      "--first-reply-when: “%s” is not of the form COL=V, COL!=V or COL=V*", \
      "--first-reply-when: «%s» no tiene la forma COL=V, COL!=V o COL=V*") \
    X(TEXT_NO_TICKET, \
      "no ticket has a time of opening that can be read: say --from and --until", \
      "ningún caso tiene un momento de apertura legible: indique --from y --until") \
    X(TEXT_CELL_NO_COUNT, \
      "%s:%llu: %s: “%s” is no number of times", \
      "%s:%llu: %s: «%s» no es un número de veces") \
    X(TEXT_CELL_NO_STATE, \
      "%s:%llu: %s: “%s” is no state of --states: the ticket keeps its own", \
      "%s:%llu: %s: «%s» no es un estado de --states: el caso conserva el suyo") \
    X(TEXT_CELL_NO_EVENT, \
      "%s:%llu: %s: “%s” is no event that is known; it is passed over", \
      "%s:%llu: %s: «%s» no es un suceso conocido; se pasa por alto") \
    X(TEXT_EVENT_BEFORE, \
      "%s:%llu: %s: %s is before the ticket was opened: the event is left out", \
      "%s:%llu: %s: %s es antes de que se abriera el caso: el suceso no cuenta") \
    X(TEXT_EVENT_TWICE, \
      "%s:%llu: %s: %s: the ticket has been opened before: the event is left out", \
      "%s:%llu: %s: %s: el caso ya se había abierto: el suceso no cuenta") \
    X(TEXT_EVENT_CONTRADICTORY, \
      "%s:%llu: %s: %s: event and state do not go together: the event is left out", \
      "%s:%llu: %s: %s: el suceso y el estado se contradicen: el suceso no cuenta") \
    X(TEXT_STATES_REST, \
      "%s: %s: and %llu more, %llu unknown states in all", \
      "%s: %s: y %llu más; %llu estados desconocidos en total") \
    X(TEXT_EVENTS_REST, \
      "%s: %s: and %llu more, %llu unknown events in all", \
      "%s: %s: y %llu más; %llu sucesos desconocidos en total") \
    X(TEXT_LEFT_OUT_REST, \
      "%s: %s: and %llu more, %llu such events left out in all", \
      "%s: %s: y %llu más; %llu sucesos así no contados en total") \
    X(TEXT_EVENTS_WITHOUT_ID, \
      "%s: events of no ticket, left out: %llu", \
      "%s: sucesos de ningún caso, no contados: %llu") \
    X(TEXT_EVENTS_WITHOUT_TIME, \
      "%s: events without a time, left out: %llu", \
      "%s: sucesos sin momento, no contados: %llu") \
    X(TEXT_EVENTS_OUT_OF_ORDER, \
      "%s: events that stand behind a later one of their ticket, put in order: %llu", \
      "%s: sucesos que están detrás de uno posterior de su caso, puestos en orden: %llu")
/* clang-format on */

#endif
