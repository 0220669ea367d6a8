/* The language of messages: gettext, Dutch or English by the locale. */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H

/* Chooses the language from the environment; catalogues lie in
 * `folder`/LANGUAGE/LC_MESSAGES.  A Dutch environment whose locale the system
 * lacks still gets Dutch.  Only messages are localised: numbers and case stay
 * those of the C locale. */
void message_init(const char *folder);
/* "nl" or "en": what message_init chose. */
const char *message_language(void);
/* The message in the chosen language; the same string if there is none. */
const char *message(const char *english) __attribute__((format_arg(1)));

/* Marks a string that is translated where it is used, not where it stands. */
#define N_(english) english

#endif
