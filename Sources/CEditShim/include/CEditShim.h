// libedit for Swift: its variadic functions as plain ones, and signals as bytes in a pipe.
#ifndef CEDITSHIM_H
#define CEDITSHIM_H

#include <histedit.h>
#include <wchar.h>

typedef char *(*ces_prompt)(EditLine *);
typedef int (*ces_get_character)(EditLine *, wchar_t *);
typedef unsigned char (*ces_function)(EditLine *, int);

/// An editor on the process's standard streams.
EditLine *ces_open(const char *program);
int ces_set_prompt(EditLine *editor, ces_prompt prompt);
int ces_set_get_character(EditLine *editor, ces_get_character function);
int ces_set_client_data(EditLine *editor, void *data);
void *ces_client_data(EditLine *editor);
int ces_set_editor(EditLine *editor, const char *mode);
/// libedit's own signal handling would signal the whole process group: it stays off.
int ces_ignore_signals(EditLine *editor);
/// Whether keys are those of vi.
int ces_is_vi(EditLine *editor);
int ces_bind(EditLine *editor, const char *key, const char *command);
int ces_add_function(EditLine *editor, const char *name, const char *help, ces_function function);
/// Draws prompt and line anew, forgetting what libedit believes is on the screen.
int ces_refresh(EditLine *editor);
/// Puts the terminal into (1) or out of (0) the mode for editing.
int ces_prepare_terminal(EditLine *editor, int isEditing);

History *ces_history_open(EditLine *editor, int size);
int ces_history_add(History *history, const char *entry);
int ces_history_clear(History *history);

/// Columns a character takes on the screen; -1 for what can't be shown.
int ces_width(wchar_t character);

/// Turns SIGINT, SIGWINCH and SIGCONT into bytes, the signals' numbers, that a descriptor delivers.
/// Returns the descriptor, or -1.
int ces_open_signals(void);
/// Keeps SIGINT and SIGTERM from this thread and those that it starts. Returns a descriptor that can be read when one of
/// them has come, or -1.
int ces_open_ending_signals(void);
/// Whether SIGINT has come since it was last taken.
int ces_is_interrupted(void);
/// Whether SIGINT has come since it was last taken, which this does.
int ces_take_interrupt(void);

/// The user of the process at the other end of a local socket; -1 when that can't be known.
long long ces_peer_user(int socket);
/// The process at the other end of a local socket; -1 when that can't be known.
long long ces_peer_process(int socket);

#endif
