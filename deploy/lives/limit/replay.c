/* replay LOG DATABASE: runs what record.c has noted on a new file, by SQLite alone, and says how long it took.

   The clock runs from the beginning of the first transaction that moves offsets to the end of the last: what a tracker
   writes from its first record to its last. Everything lies in memory before; statements are prepared once; nothing is
   read, compared or made. */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>

enum { MAX_TEXTS = 1024 };

static const char *texts[MAX_TEXTS];
static uint32_t lengths[MAX_TEXTS];
static sqlite3_stmt *prepared[MAX_TEXTS];
static sqlite3 *database;

static void fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, database ? sqlite3_errmsg(database) : "not possible");
    exit(1);
}

static uint32_t number(const char **at) {
    uint32_t found;
    memcpy(&found, *at, sizeof found);
    *at += sizeof found;
    return found;
}

static int is(uint32_t id, const char *word) { return !strncasecmp(texts[id], word, strlen(word)); }

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Binds the values to a statement, or passes over them if there is none. */
static const char *bind(const char *at, uint32_t count, sqlite3_stmt *statement) {
    for (int index = 1; index <= (int)count; index++) {
        int type = *at++;
        if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
            int64_t integer;
            double real;
            memcpy(&integer, at, 8);
            memcpy(&real, at, 8);
            at += 8;
            if (!statement) continue;
            if (type == SQLITE_INTEGER) sqlite3_bind_int64(statement, index, integer);
            else sqlite3_bind_double(statement, index, real);
        } else if (type == SQLITE_NULL) {
            if (statement) sqlite3_bind_null(statement, index);
        } else {
            uint32_t length = number(&at);
            if (statement && type == SQLITE_TEXT) sqlite3_bind_text(statement, index, at, (int)length, SQLITE_STATIC);
            if (statement && type == SQLITE_BLOB) sqlite3_bind_blob(statement, index, at, (int)length, SQLITE_STATIC);
            at += length;
        }
    }
    return at;
}

struct span { const char *first, *last; };

/* From the transaction in which offsets are first moved to that in which they are last. Learns all texts. */
static struct span measured(const char *at, const char *end) {
    struct span span = {NULL, NULL};
    const char *begun = NULL;
    int moves = 0;
    while (at < end) {
        const char *here = at;
        if (*at++ == 'S') {
            uint32_t id = number(&at);
            lengths[id] = number(&at);
            texts[id] = at;
            at += lengths[id];
            continue;
        }
        uint32_t id = number(&at), count = number(&at);
        if (is(id, "BEGIN")) begun = here, moves = 0;
        if (is(id, "INSERT OR REPLACE INTO offsets")) moves = 1;
        at = bind(at, count, NULL);
        if (!is(id, "COMMIT") || !moves) continue;
        if (!span.first) span.first = begun;
        span.last = at;
    }
    return span;
}

static const char *run(const char *at, uint64_t *rows) {
    uint32_t id = number(&at), count = number(&at);
    if (!prepared[id]
        && sqlite3_prepare_v3(
            database, texts[id], (int)lengths[id], SQLITE_PREPARE_PERSISTENT, &prepared[id], NULL) != SQLITE_OK)
        fail("prepare");
    at = bind(at, count, prepared[id]);
    int code;
    while ((code = sqlite3_step(prepared[id])) == SQLITE_ROW) {}
    if (code != SQLITE_DONE) fail("step");
    sqlite3_reset(prepared[id]);
    *rows += is(id, "INSERT") || is(id, "UPDATE") || is(id, "DELETE");
    return at;
}

int main(int count, char **words) {
    if (count != 3) fail("usage: replay LOG DATABASE");
    struct stat status;
    int file = open(words[1], O_RDONLY);
    if (file < 0 || fstat(file, &status)) fail(words[1]);
    const char *at = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (at == MAP_FAILED) fail(words[1]);
    const char *end = at + status.st_size;
    struct span span = measured(at, end);
    if (!span.first) fail("no step was noted");
    if (sqlite3_open(words[2], &database) != SQLITE_OK) fail(words[2]);

    uint64_t rows = 0, transactions = 0;
    double begun = 0;
    while (at < span.last) {
        if (at == span.first) begun = now(), rows = transactions = 0;
        if (*at++ == 'S') {
            number(&at);
            at += number(&at);
            continue;
        }
        uint32_t id;
        memcpy(&id, at, sizeof id);
        transactions += is(id, "COMMIT");
        at = run(at, &rows);
    }
    double seconds = now() - begun;
    printf(
        "{\"seconds\":%.3f,\"transactions\":%llu,\"rows\":%llu,\"megabytes\":%.0f}\n", seconds,
        (unsigned long long)transactions, (unsigned long long)rows, (double)(span.last - span.first) / 1e6);
    return 0;
}
