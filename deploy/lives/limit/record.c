/* Writes down what a program writes with SQLite: loaded before libsqlite3 (LD_PRELOAD), with QIAOMEN_SQLITE_LOG naming
   a file. Of each connection that may write, every statement that changes something, begins or ends a transaction or
   sets a pragma is noted with the values that were bound, in the order in which they ran.

   The file: 'S' id:u32 length:u32 text       a statement's text, before its first run
             'R' id:u32 count:u32 values      a run; each value a type (as SQLite numbers them) and 8 bytes, or for text
                                              and blobs a length:u32 and the bytes */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MAX_PARAMETERS = 100, SLOTS = 1 << 14 };

struct value { int type; int64_t number; double real; uint32_t length; char *bytes; };
struct statement { sqlite3_stmt *handle; struct value values[MAX_PARAMETERS]; };

static struct statement *statements[SLOTS];
static char *texts[1024];
static uint32_t text_count;
static FILE *log_file;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("QIAOMEN_SQLITE_LOG");
    if (path) log_file = fopen(path, "wb");
}

__attribute__((destructor)) static void end(void) {
    if (log_file) fclose(log_file);
    log_file = NULL;
}

/* Under the lock. Slots are never freed, so that a search may stop at the first empty one. */
static struct statement *find(sqlite3_stmt *handle) {
    size_t slot = ((uintptr_t)handle >> 4) * 0x9E3779B97F4A7C15u >> 50;
    while (statements[slot] && statements[slot]->handle != handle) slot = (slot + 1) % SLOTS;
    if (!statements[slot]) {
        statements[slot] = calloc(1, sizeof(struct statement));
        statements[slot]->handle = handle;
    }
    return statements[slot];
}

static void keep(sqlite3_stmt *handle, int index, struct value value, const void *bytes) {
    if (!log_file || index < 1 || index > MAX_PARAMETERS) return;
    pthread_mutex_lock(&lock);
    struct value *kept = &find(handle)->values[index - 1];
    free(kept->bytes);
    *kept = value;
    if (bytes) {
        kept->bytes = malloc(value.length + 1);
        memcpy(kept->bytes, bytes, value.length);
    }
    pthread_mutex_unlock(&lock);
}

int sqlite3_bind_int64(sqlite3_stmt *handle, int index, sqlite3_int64 number) {
    keep(handle, index, (struct value){.type = SQLITE_INTEGER, .number = number}, NULL);
    return REAL(sqlite3_bind_int64)(handle, index, number);
}

int sqlite3_bind_double(sqlite3_stmt *handle, int index, double number) {
    keep(handle, index, (struct value){.type = SQLITE_FLOAT, .real = number}, NULL);
    return REAL(sqlite3_bind_double)(handle, index, number);
}

int sqlite3_bind_text(sqlite3_stmt *handle, int index, const char *text, int length, void (*release)(void *)) {
    uint32_t count = length < 0 ? (uint32_t)strlen(text) : (uint32_t)length;
    keep(handle, index, (struct value){.type = SQLITE_TEXT, .length = count}, text);
    return REAL(sqlite3_bind_text)(handle, index, text, length, release);
}

int sqlite3_bind_blob(sqlite3_stmt *handle, int index, const void *bytes, int length, void (*release)(void *)) {
    keep(handle, index, (struct value){.type = SQLITE_BLOB, .length = (uint32_t)length}, bytes);
    return REAL(sqlite3_bind_blob)(handle, index, bytes, length, release);
}

int sqlite3_bind_null(sqlite3_stmt *handle, int index) {
    keep(handle, index, (struct value){.type = SQLITE_NULL}, NULL);
    return REAL(sqlite3_bind_null)(handle, index);
}

/* A later statement may lie where this one lay. */
int sqlite3_finalize(sqlite3_stmt *handle) {
    if (log_file && handle) {
        pthread_mutex_lock(&lock);
        struct statement *known = find(handle);
        for (int index = 0; index < MAX_PARAMETERS; index++) free(known->values[index].bytes);
        memset(known->values, 0, sizeof known->values);
        pthread_mutex_unlock(&lock);
    }
    return REAL(sqlite3_finalize)(handle);
}

static int is_wanted(sqlite3_stmt *handle, const char *text) {
    if (!text || sqlite3_db_readonly(sqlite3_db_handle(handle), "main")) return 0;
    if (!sqlite3_stmt_readonly(handle)) return 1;
    static const char *const words[] = {"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA"};
    for (size_t index = 0; index < sizeof words / sizeof *words; index++)
        if (!strncasecmp(text, words[index], strlen(words[index]))) return 1;
    return 0;
}

static void put(uint32_t number) { fwrite(&number, sizeof number, 1, log_file); }

static uint32_t text_id(const char *text) {
    for (uint32_t index = 0; index < text_count; index++)
        if (!strcmp(texts[index], text)) return index;
    if (text_count == sizeof texts / sizeof *texts) abort();
    texts[text_count] = strdup(text);
    fputc('S', log_file);
    put(text_count);
    put((uint32_t)strlen(text));
    fwrite(text, 1, strlen(text), log_file);
    return text_count++;
}

static void note(sqlite3_stmt *handle, const char *text) {
    pthread_mutex_lock(&lock);
    uint32_t id = text_id(text), count = (uint32_t)sqlite3_bind_parameter_count(handle);
    struct statement *known = find(handle);
    fputc('R', log_file);
    put(id);
    put(count);
    for (uint32_t index = 0; index < count; index++) {
        struct value *value = &known->values[index];
        fputc(value->type ? value->type : SQLITE_NULL, log_file);
        if (value->type == SQLITE_INTEGER) fwrite(&value->number, 8, 1, log_file);
        if (value->type == SQLITE_FLOAT) fwrite(&value->real, 8, 1, log_file);
        if (value->type != SQLITE_TEXT && value->type != SQLITE_BLOB) continue;
        put(value->length);
        fwrite(value->bytes, 1, value->length, log_file);
    }
    pthread_mutex_unlock(&lock);
}

int sqlite3_step(sqlite3_stmt *handle) {
    if (log_file && !sqlite3_stmt_busy(handle)) {
        const char *text = sqlite3_sql(handle);
        if (is_wanted(handle, text)) note(handle, text);
    }
    return REAL(sqlite3_step)(handle);
}
