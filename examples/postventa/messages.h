/* SPDX-License-Identifier: MIT */
/* Every text of the program, in English and in Spanish. The two hold the same conversions in the
 * same order (a test compares them). */
#ifndef MESSAGES_H
#define MESSAGES_H

#include "messages_calls.h"
#include "messages_complaints.h"
#include "messages_contacts.h"
#include "messages_retention.h"
#include "messages_service.h"
#include "messages_survey.h"
#include "messages_tickets.h"

/* clang-format off */
#define MESSAGES(X) \
    MESSAGES_GENERAL(X) \
    MESSAGES_SURVEY(X) \
    MESSAGES_SERVICE(X) \
    MESSAGES_TICKETS(X) \
    MESSAGES_CALLS(X) \
    MESSAGES_CONTACTS(X) \
    MESSAGES_RETENTION(X) \
    MESSAGES_COMPLAINTS(X)

#define MESSAGES_GENERAL(X) \
    /* ── help ── */ \
    X(TEXT_USAGE, \
      "Usage: postventa COMMAND [FILE] [OPTION...]", \
      "Uso: postventa ORDEN [FICHERO] [OPCIÓN...]") \
    X(TEXT_PURPOSE, \
      "Turns the records of after-sales service into numbers that say how sure they are.", \
      "Convierte los registros del servicio posventa en cifras que dicen cuán seguras son.") \
    X(TEXT_COMMANDS, "Commands:", "Órdenes:") \
    X(TEXT_COMMAND_DURATIONS, \
      "how long things took: from two time stamps, or from a column of times", \
      "cuánto tardaron las cosas: de dos marcas de tiempo o de una columna de tiempos") \
    X(TEXT_MORE_HELP, \
      "postventa COMMAND --help tells the options of a command; postventa --version tells the version.", \
      "postventa ORDEN --help muestra las opciones de una orden; postventa --version, la versión.") \
    X(TEXT_DURATIONS_USAGE, \
      "Usage: postventa durations [FILE] --from COL --to COL | --value COL --unit UNIT [OPTION...]", \
      "Uso: postventa durations [FICHERO] --from COL --to COL | --value COL --unit UNIDAD " \
      "[OPCIÓN...]") \
    X(TEXT_DURATIONS_PURPOSE, \
      "Reads a CSV file with one row a case (\"-\" is standard input) and reports how long the cases " \
      "took: median, percentiles and mean, each with its interval. Options and FILE may come in " \
      "any order.", \
      "Lee un fichero CSV con una fila por caso (\"-\" es la entrada estándar) y presenta cuánto " \
      "tardaron: mediana, percentiles y media, cada uno con su intervalo. Las opciones y el " \
      "FICHERO pueden ir en cualquier orden.") \
    X(TEXT_SECTION_TIMES, "Times", "Tiempos") \
    X(TEXT_SECTION_STAMPS, "Time stamps", "Marcas de tiempo") \
    X(TEXT_SECTION_ROWS, "Rows and cells", "Filas y celdas") \
    X(TEXT_SECTION_METHODS, "Comparison and methods", "Comparación y métodos") \
    X(TEXT_SECTION_STATES, "States", "Estados") \
    X(TEXT_SECTION_OUTPUT, "Output", "Salida") \
    X(TEXT_SECTION_EXAMPLES, "Examples", "Ejemplos") \
    X(TEXT_HELP_FROM, \
      "Column of the time stamps at which cases begin.", \
      "Columna de las marcas de tiempo en que empiezan los casos.") \
    X(TEXT_HELP_TO, \
      "Column of the time stamps at which they end. An end before the beginning is rejected, and " \
      "told.", \
      "Columna de las marcas de tiempo en que terminan. Un final anterior al principio se rechaza, " \
      "y se avisa.") \
    X(TEXT_HELP_VALUE, \
      "Column of durations that somebody else measured, instead of --from and --to.", \
      "Columna de duraciones ya medidas, en lugar de --from y --to.") \
    X(TEXT_HELP_UNIT, \
      "What the values of --value count.", \
      "En qué se miden los valores de --value.") \
    X(TEXT_HELP_WITHIN, \
      "How many took at most so long, counted exactly: up to 8 times, such as 20s, 15min, 1h or " \
      "1d. Of merged states, others than theirs are read as a bracket.", \
      "Cuántos tardaron como mucho ese tiempo, contados con exactitud: hasta 8 tiempos, como 20s, " \
      "15min, 1h o 1d. En estados fusionados, los que no son suyos se acotan.") \
    X(TEXT_HELP_TIME_FORMAT, \
      "How stamps are written: iso, epoch, epoch_ms, or a pattern of strptime such as \"%d/%m/%Y " \
      "%H:%M\" (%f: fraction of a second). Otherwise YYYY-MM-DD HH:MM[:SS[.fff]], with a T or a " \
      "blank, and an offset or none.", \
      "Cómo están escritas las marcas: iso, epoch, epoch_ms o un patrón de strptime como \"%d/%m/%Y " \
      "%H:%M\" (%f: fracción de segundo). Si no, AAAA-MM-DD HH:MM[:SS[.fff]], con una T o un " \
      "blanco, y con desfase o sin él.") \
    X(TEXT_HELP_ZONE, \
      "Time zone of stamps without an offset, and of the calendar: a name such as Europe/Madrid, " \
      "an offset such as +02:00, or a POSIX rule; UTC unless given.", \
      "Zona horaria de las marcas sin desfase, y del calendario: un nombre como Europe/Madrid, un " \
      "desfase como +02:00 o una regla POSIX; UTC salvo indicación.") \
    X(TEXT_HELP_ZONE_OF_STAMPS, \
      "Time zone of stamps without an offset: a name such as Europe/Madrid, an offset such as " \
      "+02:00, or a POSIX rule; UTC unless given.", \
      "Zona horaria de las marcas sin desfase: un nombre como Europe/Madrid, un desfase como " \
      "+02:00 o una regla POSIX; UTC salvo indicación.") \
    X(TEXT_HELP_IGNORE_OFFSET, \
      "Ignore the offset in a stamp: take its wall time, in the zone.", \
      "Pasar por alto el desfase de una marca: tomar su hora local, en la zona.") \
    X(TEXT_HELP_CALENDAR, \
      "Count business time by this calendar, a text of lines such as \"mon-fri 09:00-18:00\" and " \
      "\"holiday 12-25\".", \
      "Contar el tiempo laboral según este calendario, un texto de líneas como \"mon-fri " \
      "09:00-18:00\" y \"holiday 12-25\".") \
    X(TEXT_HELP_BY, \
      "One line for each value of the column, and one for all.", \
      "Una línea por cada valor de la columna y una para el total.") \
    X(TEXT_HELP_WHERE, \
      "Only rows whose cell is V, is not V, or begins with V (COL!=V* : does not begin). Repeatable: " \
      "all must hold.", \
      "Solo filas cuya celda es V, no es V o empieza por V (COL!=V* : no empieza). Se puede repetir: " \
      "han de cumplirse todas.") \
    X(TEXT_HELP_ID, \
      "Rows with one value of this column are one case: the earliest of each time stamp, or the " \
      "first value.", \
      "Las filas con un mismo valor de esta columna son un solo caso: la primera en el tiempo de " \
      "cada marca, o el primer valor.") \
    X(TEXT_HELP_MISSING, \
      "Texts that stand for no answer, in that column or in all. A blank cell always does. Repeatable.", \
      "Textos que significan sin respuesta, en esa columna o en todas. Una celda en blanco siempre lo " \
      "significa. Se puede repetir.") \
    X(TEXT_HELP_SEPARATOR, \
      "Character between cells, \"tab\" for a tabulator; a comma unless given.", \
      "Carácter entre celdas, \"tab\" para un tabulador; una coma salvo indicación.") \
    X(TEXT_HELP_STRICT, \
      "An answer that cannot be read or is off its scale, or a row of the wrong length, is an error.", \
      "Una respuesta ilegible o fuera de escala, o una fila de longitud errónea, es un error.") \
    X(TEXT_HELP_STRICT_TIMES, \
      "A time that cannot be read or is negative, or a row of the wrong length, is an error.", \
      "Un tiempo ilegible o negativo, o una fila de longitud errónea, es un error.") \
    X(TEXT_HELP_COMPARE, \
      "The rows where the column is A against those where it is B, and the difference A - B (A the " \
      "later).", \
      "Las filas en que la columna es A frente a las que es B, y la diferencia A - B (A, la " \
      "posterior).") \
    X(TEXT_HELP_CONFIDENCE, \
      "Confidence of all intervals, between 0 and 1; 0.95 unless given.", \
      "Confianza de todos los intervalos, entre 0 y 1; 0.95 salvo indicación.") \
    X(TEXT_HELP_SHARE_METHOD, \
      "Interval of shares: wilson (default), clopper_pearson, agresti_coull or jeffreys.", \
      "Intervalo de las proporciones: wilson (por omisión), clopper_pearson, agresti_coull o jeffreys.") \
    X(TEXT_HELP_PERCENTILES, \
      "Which percentiles, beside the median: 90,95,99 unless given.", \
      "Qué percentiles, además de la mediana: 90,95,99 salvo indicación.") \
    X(TEXT_HELP_PERCENTILE_TYPE, \
      "How they are read: nearest_rank (1, default), midpoint (2), exclusive (6), inclusive (7) or " \
      "unbiased (8). The median is always of type 2.", \
      "Cómo se leen: nearest_rank (1, por omisión), midpoint (2), exclusive (6), inclusive (7) o " \
      "unbiased (8). La mediana siempre es de tipo 2.") \
    X(TEXT_HELP_SAVE_STATE, \
      "Also save what was counted, to be merged later.", \
      "Guardar además lo contado, para fusionarlo más tarde.") \
    X(TEXT_HELP_MERGE, \
      "Add what an earlier run saved. Repeatable. The input file may then be left out, and so may the " \
      "figures: all that are stored are reported.", \
      "Añadir lo que guardó otra ejecución. Se puede repetir. Entonces se puede omitir el fichero de " \
      "entrada, y también las cifras: se presentan todas las guardadas.") \
    X(TEXT_HELP_MERGE_TIMES, \
      "Add what an earlier run saved. Repeatable. The input file may then be left out, and with it " \
      "all that says how to read one. Percentiles are then at most 0.4 % off.", \
      "Añadir lo que guardó otra ejecución. Se puede repetir. Entonces se puede omitir el fichero " \
      "de entrada, y todo lo que dice cómo leerlo. Los percentiles se desvían entonces un 0,4 % " \
      "como mucho.") \
    X(TEXT_HELP_FORMAT, \
      "How to write the result; table unless given. json and csv never depend on the language.", \
      "Cómo escribir el resultado; table salvo indicación. json y csv nunca dependen del idioma.") \
    X(TEXT_HELP_DECIMALS, \
      "Decimals of the table's figures, 0 to 6. Usual: NPS and nets 0, percentages and differences 1, " \
      "means 2.", \
      "Decimales de las cifras de la tabla, de 0 a 6. Lo usual: NPS y netos 0, porcentajes y " \
      "diferencias 1, medias 2.") \
    X(TEXT_HELP_DECIMALS_TIMES, \
      "Decimals of the table's percentages, 0 to 6; 1 unless given.", \
      "Decimales de los porcentajes de la tabla, de 0 a 6; 1 salvo indicación.") \
    X(TEXT_HELP_COLOR, \
      "Colours in the table; auto: on a terminal, unless NO_COLOR is set.", \
      "Colores en la tabla; auto: en un terminal, salvo que NO_COLOR esté definida.") \
    X(TEXT_HELP_LANG, \
      "Language of table and messages; else that of the environment.", \
      "Idioma de la tabla y los mensajes; si no, el del entorno.") \
    X(TEXT_HELP_QUIET, \
      "No notes and no progress on standard error; errors are always told.", \
      "Ni avisos ni progreso en la salida de errores; los errores siempre se muestran.") \
    X(TEXT_HELP_HELP, "Show this help.", "Mostrar esta ayuda.") \
    X(TEXT_HELP_VERSION, "Show the version.", "Mostrar la versión.") \
    X(TEXT_DURATIONS_EXAMPLES, \
      "postventa durations tickets.csv --from opened --to resolved --within 8h,1d\n" \
      "postventa durations t.csv --from a --to b --time-format \"%d/%m/%Y %H:%M\"\n" \
      "postventa durations t.csv --from a --to b --calendar c.txt --zone Asia/Tokyo\n" \
      "postventa durations calls.csv --value wait --unit s --within 20s --by queue\n" \
      "postventa durations units.csv --id call --from received --to arrived\n" \
      "postventa durations --merge april.state --merge may.state --format json", \
      "postventa durations casos.csv --from abierto --to resuelto --within 8h,1d\n" \
      "postventa durations c.csv --from de --to a --time-format \"%d/%m/%Y %H:%M\"\n" \
      "postventa durations c.csv --from de --to a --calendar c.txt --zone Asia/Tokyo\n" \
      "postventa durations llamada.csv --value espera --unit s --within 20s --by cola\n" \
      "postventa durations unidades.csv --id aviso --from recibido --to llegada\n" \
      "postventa durations --merge abril.estado --merge mayo.estado --format json") \
    /* ── command line ── */ \
    X(TEXT_TRY_HELP, "see %s", "véase %s") \
    X(TEXT_UNKNOWN_COMMAND, "no command “%s”; there is: %s", "no existe la orden «%s»; hay: %s") \
    X(TEXT_UNKNOWN_COMMAND_NEAREST, \
      "no command “%s”; did you mean “%s”?", "no existe la orden «%s»; ¿quiso decir «%s»?") \
    X(TEXT_UNKNOWN_OPTION, "no option “%s”", "no existe la opción «%s»") \
    X(TEXT_UNKNOWN_OPTION_NEAREST, \
      "no option “%s”; did you mean --%s?", "no existe la opción «%s»; ¿quiso decir --%s?") \
    X(TEXT_NO_ARGUMENT, "%s needs a value", "a %s le falta un valor") \
    X(TEXT_TWICE, "--%s is given twice: “%s” and “%s”", "--%s aparece dos veces: «%s» y «%s»") \
    X(TEXT_TWO_FILES, "one input file only: “%s” and “%s”", \
      "un solo fichero de entrada: «%s» y «%s»") \
    X(TEXT_BAD_CHOICE, "--%s: “%s” is none of %s", "--%s: «%s» no es ninguno de %s") \
    X(TEXT_BAD_CONFIDENCE, \
      "--confidence: “%s” is no fraction between 0 and 1, such as 0.95", \
      "--confidence: «%s» no es una fracción entre 0 y 1, como 0.95") \
    X(TEXT_BAD_DECIMALS, "--decimals: “%s” is not 0 to 6", "--decimals: «%s» no está entre 0 y 6") \
    X(TEXT_BAD_SEPARATOR, \
      "--separator: “%s” is no single character, nor tab", \
      "--separator: «%s» no es un solo carácter, ni tab") \
    X(TEXT_NO_INPUT, "no input: name a file, - for standard input, or --merge", \
      "sin entrada: indique un fichero, - para la entrada estándar o --merge") \
    X(TEXT_NO_TIMES_ASKED, \
      "nothing is asked: give --from and --to, or --value", \
      "no se pide nada: indique --from y --to, o --value") \
    X(TEXT_STAMPS_AND_VALUE, \
      "--value goes without --from and --to: it is the duration itself", \
      "--value va sin --from ni --to: es la propia duración") \
    X(TEXT_ONE_STAMP, \
      "--from and --to go together: where does a case begin, and where does it end?", \
      "--from y --to van juntas: ¿dónde empieza un caso y dónde termina?") \
    X(TEXT_NO_UNIT, \
      "--value needs --unit: ms, s, min or h", \
      "--value necesita --unit: ms, s, min o h") \
    X(TEXT_UNIT_OF_STAMPS, \
      "--unit is for --value: time stamps have none", \
      "--unit es para --value: las marcas de tiempo no la tienen") \
    X(TEXT_STAMPS_OF_VALUE, \
      "--time-format, --zone, --ignore-offset and --calendar need --from and --to", \
      "--time-format, --zone, --ignore-offset y --calendar necesitan --from y --to") \
    X(TEXT_BY_AND_COMPARE, "--by and --compare cannot go together; select groups with --where", \
      "--by y --compare no pueden ir juntas; elija grupos con --where") \
    X(TEXT_NO_ROWS_TO_SELECT, "--where and --missing need an input file: states have no rows", \
      "--where y --missing necesitan un fichero de entrada: los estados no tienen filas") \
    X(TEXT_NO_ROWS_TO_TIME, \
      "--from, --to, --value, --id and what tells how to read times need an input file: states " \
      "have no rows", \
      "--from, --to, --value, --id y lo que dice cómo leer los tiempos necesitan un fichero de " \
      "entrada: los estados no tienen filas") \
    X(TEXT_STATE_TO_STDOUT, "--save-state needs a file's name: standard output carries the report", \
      "--save-state necesita un nombre de fichero: la salida estándar lleva el informe") \
    X(TEXT_BAD_WHERE, "--where: “%s” is not of the form COL=V, COL!=V or COL=V*", \
      "--where: «%s» no tiene la forma COL=V, COL!=V o COL=V*") \
    X(TEXT_BAD_COMPARE, "--compare: “%s” is not of the form COL=A,B with two different values", \
      "--compare: «%s» no tiene la forma COL=A,B con dos valores distintos") \
    X(TEXT_BAD_PERCENTILES, \
      "--percentiles: “%s” is no list of up to %d different numbers above 0 and below 100", \
      "--percentiles: «%s» no es una lista de hasta %d números distintos mayores que 0 y menores " \
      "que 100") \
    X(TEXT_BAD_TIMES, \
      "--%s: “%s” is no list of up to %d different times, such as 20s,15min,1h,1d", \
      "--%s: «%s» no es una lista de hasta %d tiempos distintos, como 20s,15min,1h,1d") \
    X(TEXT_BAD_TIME_FORMAT, \
      "--time-format: “%s” is neither iso, epoch or epoch_ms nor a pattern that tells year, month " \
      "and day, such as %%d/%%m/%%Y %%H:%%M", \
      "--time-format: «%s» no es iso, epoch ni epoch_ms, ni un patrón que dé año, mes y día, como " \
      "%%d/%%m/%%Y %%H:%%M") \
    X(TEXT_NO_ZONE, \
      "--zone: no zone “%s”: neither in %s, nor an offset such as +02:00, nor a POSIX rule", \
      "--zone: no existe la zona «%s»: ni en %s, ni es un desfase como +02:00, ni una regla POSIX") \
    X(TEXT_BAD_ZONE_FILE, "%s is no time zone: %s", "%s no es una zona horaria: %s") \
    X(TEXT_BAD_CALENDAR, "%s:%u:%u: %s", "%s:%u:%u: %s") \
    X(TEXT_CALENDAR_BAD_WORD, \
      "a line begins with a day of the week, holiday, special or from", \
      "una línea empieza por un día de la semana, holiday, special o from") \
    X(TEXT_CALENDAR_BAD_DAY, \
      "no day of the week: mon, tue, wed, thu, fri, sat, sun, or a range such as mon-fri", \
      "no es un día de la semana: mon, tue, wed, thu, fri, sat, sun, o un intervalo como mon-fri") \
    X(TEXT_CALENDAR_BAD_TIME, "no time from 00:00 to 24:00", "no es una hora de 00:00 a 24:00") \
    X(TEXT_CALENDAR_BAD_SPAN, \
      "a span without an end, or of no length", \
      "un tramo sin final, o de longitud nula") \
    X(TEXT_CALENDAR_OVERLAP, \
      "the span overlaps another of its day", \
      "el tramo se solapa con otro de su día") \
    X(TEXT_CALENDAR_BAD_DATE, "no such date", "no existe esa fecha") \
    X(TEXT_CALENDAR_ORDER, \
      "the dates of from are not rising", \
      "las fechas de from no van en aumento") \
    X(TEXT_CALENDAR_TWICE, "this day is given twice", "este día aparece dos veces") \
    X(TEXT_CALENDAR_TOO_LONG, \
      "the calendar is longer than 1,000,000 bytes", \
      "el calendario pasa de 1.000.000 de bytes") \
    /* ── columns ── */ \
    X(TEXT_NO_COLUMN, "no column “%s”; there are: %s", "no existe la columna «%s»; hay: %s") \
    X(TEXT_NO_COLUMN_NEAREST, "no column “%s”; did you mean “%s”? There are: %s", \
      "no existe la columna «%s»; ¿quiso decir «%s»? Hay: %s") \
    X(TEXT_COLUMN_TWICE, "more than one column is called “%s”", \
      "más de una columna se llama «%s»") \
    X(TEXT_OTHER_SEPARATOR, "the header is one cell: does the file need --separator?", \
      "el encabezado es una sola celda: ¿necesita el fichero --separator?") \
    /* ── input ── */ \
    X(TEXT_STANDARD_INPUT, "standard input", "entrada estándar") \
    X(TEXT_STANDARD_OUTPUT, "standard output", "salida estándar") \
    X(TEXT_CANNOT_OPEN, "cannot open %s: %s", "no se puede abrir %s: %s") \
    X(TEXT_CANNOT_READ, "cannot read %s: %s", "no se puede leer %s: %s") \
    X(TEXT_CANNOT_WRITE, "cannot write to %s: %s", "no se puede escribir en %s: %s") \
    X(TEXT_CANNOT_SAVE, "cannot save %s: %s", "no se puede guardar %s: %s") \
    X(TEXT_SYSTEM_NO_FILE, "no such file or directory", "no existe el fichero o directorio") \
    X(TEXT_SYSTEM_NO_ACCESS, "permission denied", "permiso denegado") \
    X(TEXT_SYSTEM_DIRECTORY, "it is a directory", "es un directorio") \
    X(TEXT_SYSTEM_NOT_DIRECTORY, "a part of the path is no directory", \
      "una parte de la ruta no es un directorio") \
    X(TEXT_SYSTEM_FULL, "no space left on the device", "no queda espacio en el dispositivo") \
    X(TEXT_SYSTEM_IO, "input/output error", "error de entrada/salida") \
    X(TEXT_SYSTEM_READ_ONLY, "the file system is read-only", "el sistema de ficheros es de solo lectura") \
    X(TEXT_SYSTEM_LONG_NAME, "the name is too long", "el nombre es demasiado largo") \
    X(TEXT_EMPTY_FILE, "%s is empty: there is no header", "%s está vacío: no hay encabezado") \
    X(TEXT_HEADER_ALONE, "%s has a header and no rows", "%s tiene encabezado pero ninguna fila") \
    X(TEXT_UTF16, "%s is UTF-16; save it as UTF-8", "%s está en UTF-16; guárdelo como UTF-8") \
    X(TEXT_NUL, "%s: a NUL byte in the row of line %llu: this is no text file", \
      "%s: un byte NUL en la fila de la línea %llu: no es un fichero de texto") \
    X(TEXT_BAD_QUOTE, \
      "%s: misplaced quote in the row of line %llu: a quoted cell is not closed, or a quote in a cell " \
      "is not doubled", \
      "%s: comillas mal puestas en la fila de la línea %llu: una celda entre comillas no se cierra, o " \
      "unas comillas dentro de una celda no están duplicadas") \
    X(TEXT_OPEN_QUOTE, "%s: the quoted cell in the row of line %llu is never closed", \
      "%s: la celda entre comillas en la fila de la línea %llu no se cierra nunca") \
    X(TEXT_LONG_ROW, "%s: the row of line %llu is longer than 16 MiB: is a quote not closed?", \
      "%s: la fila de la línea %llu pasa de 16 MiB: ¿falta cerrar unas comillas?") \
    X(TEXT_CELL_NO_NUMBER, "%s:%llu: %s: “%s” is no number", \
      "%s:%llu: %s: «%s» no es un número") \
    X(TEXT_CELL_FRACTION, "%s:%llu: %s: “%s” is no whole number", \
      "%s:%llu: %s: «%s» no es un número entero") \
    X(TEXT_CELL_OFF_SCALE, "%s:%llu: %s: “%s” is not on the scale %d-%d", \
      "%s:%llu: %s: «%s» no está en la escala %d-%d") \
    X(TEXT_CELL_SHIFTED, "%s:%llu: %s: “%s” is in a row with too many cells", \
      "%s:%llu: %s: «%s» está en una fila con celdas de más") \
    X(TEXT_CELL_NO_TIME, \
      "%s:%llu: %s: “%s” is no time", \
      "%s:%llu: %s: «%s» no es una marca de tiempo") \
    X(TEXT_CELL_OPEN_TIME, \
      "%s:%llu: %s: “%s” can be mistaken: say how it is written with --time-format", \
      "%s:%llu: %s: «%s» es ambiguo: indique cómo está escrito con --time-format") \
    X(TEXT_CELL_BEYOND, \
      "%s:%llu: %s: “%s” is beyond the years of a calendar, 1900 to 2200", \
      "%s:%llu: %s: «%s» queda fuera de los años de un calendario, de 1900 a 2200") \
    X(TEXT_CELL_TOO_LONG, \
      "%s:%llu: %s: “%s” is too long a time", \
      "%s:%llu: %s: «%s» es un tiempo demasiado largo") \
    X(TEXT_ENDS_BEFORE, \
      "%s:%llu: %s: %s: it ends before it begins", \
      "%s:%llu: %s: %s: termina antes de empezar") \
    X(TEXT_NEGATIVE_VALUE, \
      "%s:%llu: %s: %s: no duration is negative", \
      "%s:%llu: %s: %s: ninguna duración es negativa") \
    X(TEXT_INVALID_REST, "%s: %s: and %llu more, %llu invalid in all", \
      "%s: %s: y %llu más; %llu no válidas en total") \
    X(TEXT_REJECTED_REST, \
      "%s: %s: and %llu more, %llu rejected in all", \
      "%s: %s: y %llu más; %llu rechazados en total") \
    X(TEXT_LONG_ROWS, "%s: rows with more cells than the header: %llu; their answers are invalid", \
      "%s: filas con más celdas que el encabezado: %llu; sus respuestas no son válidas") \
    X(TEXT_SHORT_ROWS, "%s: rows with fewer cells than the header: %llu; the rest is taken as blank", \
      "%s: filas con menos celdas que el encabezado: %llu; el resto cuenta como en blanco") \
    X(TEXT_STRICT_LONG_ROW, "%s:%llu: the row has more cells than the header", \
      "%s:%llu: la fila tiene más celdas que el encabezado") \
    X(TEXT_STRICT_SHORT_ROW, "%s:%llu: the row has fewer cells than the header", \
      "%s:%llu: la fila tiene menos celdas que el encabezado") \
    X(TEXT_PROGRESS, "%s rows read", "%s filas leídas") \
    X(TEXT_PROGRESS_PERCENT, "%s rows read, %d%s", "%s filas leídas, %d%s") \
    X(TEXT_OUT_OF_MEMORY, "out of memory", "memoria agotada") \
    X(TEXT_LIBRARY, "libpostventa: %s", "libpostventa: %s") \
    /* ── states ── */ \
    X(TEXT_NO_STATE_FILE, "%s is no state file that this version reads", \
      "%s no es un fichero de estado que esta versión lea") \
    X(TEXT_STATE_DAMAGED, "%s:%llu: the state file is damaged", \
      "%s:%llu: el fichero de estado está dañado") \
    X(TEXT_STATE_OF_ANOTHER, \
      "%s:%llu: %s is a figure of another command", \
      "%s:%llu: %s es una cifra de otra orden") \
    X(TEXT_OTHER_DEFINITION, "%s:%llu: %s of %s is %s there, and %s here: they cannot be merged", \
      "%s:%llu: %s de %s es allí %s y aquí %s: no se pueden fusionar") \
    X(TEXT_OTHER_GROUPS, "%s:%llu: grouped by %s there, and %s here: they cannot be merged", \
      "%s:%llu: agrupado por %s allí, y %s aquí: no se pueden fusionar") \
    X(TEXT_NOT_GROUPED, "nothing", "nada") \
    X(TEXT_NOT_STORED, "%s holds no %s of %s", "%s no contiene %s de %s") \
    X(TEXT_NOTHING_STORED, "the state files hold no figures", \
      "los ficheros de estado no contienen ninguna cifra") \
    X(TEXT_CANNOT_MERGE, "cannot merge %s of %s: %s", "no se puede fusionar %s de %s: %s") \
    /* ── report ── */ \
    X(TEXT_LABEL_MEAN, "mean", "media") \
    X(TEXT_TITLE_DURATIONS, "Duration", "Duración") \
    X(TEXT_CALENDAR_TIME, "calendar time", "tiempo natural") \
    X(TEXT_BUSINESS_TIME, "business time by %s", "tiempo laboral según %s") \
    X(TEXT_MEASURED_TIME, "as measured", "según lo medido") \
    X(TEXT_LABEL_MEDIAN, "median", "mediana") \
    X(TEXT_LABEL_WITHIN, "within %s", "hasta %s") \
    X(TEXT_BETWEEN, "%s to %s", "de %s a %s") \
    X(TEXT_MEAN_MISLEADS, "skewed: it misleads", "asimétrica: engaña") \
    X(TEXT_RANGE, \
      "shortest %s · longest %s · standard deviation %s", \
      "mínimo %s · máximo %s · desviación típica %s") \
    X(TEXT_FROM_BUCKETS, \
      "median and percentiles from buckets: at most 0.4 % off", \
      "mediana y percentiles por clases: se desvían un 0,4 % como mucho") \
    X(TEXT_TITLE_LEFT_OUT, "left out", "fuera") \
    X(TEXT_DIFFERENCE_OF_MEDIANS, "difference of medians", "diferencia de medianas") \
    X(TEXT_SHORTER_IN, "of two, %s is the shorter in %s", "de dos, %s es el menor en el %s") \
    X(TEXT_BASE, "n %s · missing %s · invalid %s", "n %s · sin respuesta %s · no válidas %s") \
    X(TEXT_BASE_TIMES, \
      "n %s · missing %s · rejected %s · invalid %s", \
      "n %s · faltan %s · rechazados %s · no válidos %s") \
    X(TEXT_INTERVALS, "%s confidence intervals: %s", "intervalos de confianza del %s: %s") \
    X(TEXT_SMALL_SAMPLE, "small sample: fewer than 30 answers", \
      "muestra pequeña: menos de 30 respuestas") \
    X(TEXT_SMALL_SAMPLES, "* small sample: fewer than 30 answers", \
      "* muestra pequeña: menos de 30 respuestas") \
    X(TEXT_SMALL_SAMPLE_TIMES, \
      "small sample: fewer than 30 cases", \
      "muestra pequeña: menos de 30 casos") \
    X(TEXT_SMALL_SAMPLES_TIMES, \
      "* small sample: fewer than 30 cases", \
      "* muestra pequeña: menos de 30 casos") \
    X(TEXT_NO_DATA, "no data", "sin datos") \
    X(TEXT_UNDEFINED, "undefined", "no definido") \
    X(TEXT_NO_INTERVAL, "no interval", "sin intervalo") \
    X(TEXT_ALL, "all", "total") \
    X(TEXT_BLANK_GROUP, "(blank)", "(en blanco)") \
    X(TEXT_TITLE_INTERVAL, "%s interval", "intervalo %s") \
    X(TEXT_TITLE_MISSING, "missing", "faltan") \
    X(TEXT_TITLE_INVALID, "invalid", "no vál.") \
    X(TEXT_DIFFERENCE, "difference", "diferencia") \
    X(TEXT_METHOD_SCORE, "Tango's score", "score de Tango") \
    X(TEXT_METHOD_ADJUSTED_WALD, "adjusted Wald", "Wald ajustado") \
    X(TEXT_METHOD_WALD, "Wald", "Wald") \
    X(TEXT_METHOD_WILSON, "Wilson", "Wilson") \
    X(TEXT_METHOD_CLOPPER_PEARSON, "Clopper-Pearson", "Clopper-Pearson") \
    X(TEXT_METHOD_AGRESTI_COULL, "Agresti-Coull", "Agresti-Coull") \
    X(TEXT_METHOD_JEFFREYS, "Jeffreys", "Jeffreys") \
    X(TEXT_METHOD_STUDENT_T, "Student's t", "t de Student") \
    X(TEXT_METHOD_SCORE_BOUNDED, "Wilson on the mean", "Wilson sobre la media") \
    X(TEXT_METHOD_MOVER, "MOVER", "MOVER") \
    X(TEXT_METHOD_BRUNNER_MUNZEL, "Brunner-Munzel", "Brunner-Munzel") \
    X(TEXT_METHOD_ORDER_STATISTICS, "order statistics", "estadísticos de orden") \
    X(TEXT_METHOD_MIETTINEN_NURMINEN, "Miettinen-Nurminen", "Miettinen-Nurminen") \
    X(TEXT_METHOD_WELCH, "Welch", "Welch")
/* clang-format on */

#endif
