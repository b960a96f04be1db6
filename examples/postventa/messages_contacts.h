/* SPDX-License-Identifier: MIT */
/* Texts of the command contacts. */
#ifndef MESSAGES_CONTACTS_H
#define MESSAGES_CONTACTS_H

/* clang-format off */
#define MESSAGES_CONTACTS(X) \
    /* ── help ── */ \
    X(TEXT_COMMAND_CONTACTS, \
      "contacts: first-contact resolution, by whether the customer came back", \
      "contactos: resolución al primer contacto, según si el cliente volvió") \
    X(TEXT_CONTACTS_USAGE, \
      "Usage: postventa contacts [FILE] --customer COL --time COL [--issue COL] [--window 7d] " \
      "[OPTION...]", \
      "Uso: postventa contacts [FICHERO] --customer COL --time COL [--issue COL] [--window 7d] " \
      "[OPCIÓN...]") \
    X(TEXT_CONTACTS_PURPOSE, \
      "Reads a CSV file with one row a contact (\"-\" is standard input) and reports " \
      "first-contact resolution: of the contacts that were a customer's first in the window, " \
      "the share after which the customer did not come back within the window. Options and " \
      "FILE may come in any order.", \
      "Lee un fichero CSV con una fila por contacto (\"-\" es la entrada estándar) y presenta " \
      "la resolución al primer contacto: de los contactos que fueron el primero de un cliente " \
      "en el plazo, la proporción tras los que el cliente no volvió dentro del plazo. Las " \
      "opciones y el FICHERO pueden ir en cualquier orden.") \
    X(TEXT_SECTION_CONTACTS, "Contacts", "Contactos") \
    X(TEXT_HELP_CUSTOMER, \
      "Column of the customers; a contact without one is excluded, and counted as such.", \
      "Columna de los clientes; un contacto sin cliente se excluye, y se cuenta como tal.") \
    X(TEXT_HELP_TIME, \
      "Column of the time stamps; two columns, such as a date and a time, are joined by a " \
      "blank.", \
      "Columna de las marcas de tiempo; dos columnas, como fecha y hora, se unen con un blanco.") \
    X(TEXT_HELP_ISSUE, \
      "Column of what the contact was about: another issue is no repeat.", \
      "Columna del asunto del contacto: otro asunto no es una repetición.") \
    X(TEXT_HELP_WINDOW, \
      "For how long the customer must not come back; 7d unless given.", \
      "Durante cuánto tiempo no debe volver el cliente; 7d salvo indicación.") \
    X(TEXT_HELP_SINCE, \
      "Instant since which contacts were recorded; the earliest contact unless given.", \
      "Instante desde el que se registran contactos; el primer contacto salvo indicación.") \
    X(TEXT_HELP_AS_OF_CONTACTS, \
      "Until when everything is known; the latest contact unless given. Later contacts are " \
      "left out.", \
      "Hasta cuándo se sabe todo; el último contacto salvo indicación. Los posteriores no " \
      "cuentan.") \
    X(TEXT_CONTACTS_EXAMPLES, \
      "postventa contacts contacts.csv --customer customer --time time\n" \
      "postventa contacts c.csv --customer id --time date+hour --issue topic\n" \
      "postventa contacts c.csv --customer id --time t --window 14d --by team\n" \
      "postventa contacts --merge north.state --merge south.state --as-of 2025-04-01", \
      "postventa contacts contactos.csv --customer cliente --time hora\n" \
      "postventa contacts c.csv --customer id --time dia+hora --issue tema\n" \
      "postventa contacts c.csv --customer id --time t --window 14d --by equipo\n" \
      "postventa contacts --merge norte.estado --merge sur.estado --format json") \
    /* ── report ── */ \
    X(TEXT_TITLE_CONTACTS, "First-contact resolution", "Resolución al primer contacto") \
    X(TEXT_WHO_CONTACTED, "the column of the customers", "la columna de los clientes") \
    X(TEXT_WHEN_CONTACTED, \
      "the column of the time stamps", \
      "la columna de las marcas de tiempo") \
    X(TEXT_ABOUT_CONTACTS, \
      "no other contact within %s after", \
      "sin otro contacto durante %s") \
    X(TEXT_LABEL_FCR, "resolved at first contact", "resueltos al primer contacto") \
    X(TEXT_LABEL_REPEAT_FREE, "contacts without a repeat", "contactos sin repetición") \
    X(TEXT_LABEL_OPENERS, "first contacts", "primeros contactos") \
    X(TEXT_LABEL_NOT_BACK, "resolved", "resueltos") \
    X(TEXT_LABEL_BACK, "came back", "repetidos") \
    X(TEXT_LABEL_NOT_YET, "window not over", "plazo sin vencer") \
    X(TEXT_TITLE_FCR, "resolved", "resueltos") \
    X(TEXT_TITLE_REPEAT_FREE, "no repeat", "sin repet.") \
    X(TEXT_TITLE_OPENERS, "first", "primeros") \
    X(TEXT_TITLE_NOT_YET, "not over", "sin vencer") \
    X(TEXT_NOTE_CONTACTS, \
      "contacts %s · excluded %s · after the reading %s", \
      "contactos %s · excluidos %s · posteriores a la lectura %s") \
    X(TEXT_NOTE_WINDOW, "from %s to %s · window %s", "de %s a %s · plazo de %s") \
    X(TEXT_NOTE_SHORT_HISTORY, \
      "first contacts with less than a window of records before them: %s", \
      "primeros contactos con menos de un plazo de registros antes: %s") \
    X(TEXT_NOTE_CHAINS_BY_GROUP, \
      "a contact in another group is no repeat; in the total it is", \
      "un contacto en otro grupo no es repetición; en el total sí")
/* clang-format on */

#endif
