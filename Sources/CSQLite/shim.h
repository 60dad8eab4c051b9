// SQLite for Swift: what is a macro or variadic there, as plain functions.
#ifndef CSQLITE_H
#define CSQLITE_H

#include <sqlite3.h>

/// Leaves the write-ahead log as it is when the file is closed: folding it in would wait for the disk.
static inline int csq_keep_log_on_close(sqlite3 *database) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

#endif
