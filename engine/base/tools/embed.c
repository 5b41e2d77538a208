/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Build tool: turns files into C.
 *
 *   embed sql-header|sql-source FILE.sql...   statements and migrations
 *   embed sample FILE...                      sample_files[]
 *   embed bytes NAME HEADER FILE              NAME[] and NAME_length, which HEADER declares
 *
 * A .sql file holds statements, each begun by a line "-- name: card_by_id", which becomes the
 * string sql_card_by_id. Files whose folder is "migration" become sql_migrations[] in name order,
 * whole.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    char *bytes = NULL;
    size_t room = 0;
    *length = 0;
    for (size_t got = 1; got;) {
        if (room - *length < 65537) {
            room = room ? room * 2 : 131072;
            bytes = realloc(bytes, room);
            if (!bytes)
                exit(1);
        }
        got = fread(bytes + *length, 1, 65536, file);
        *length += got;
    }
    bytes[*length] = '\0';
    fclose(file);
    return bytes;
}

/* As an array, not a literal: compilers limit the length of literals. */
static void write_bytes(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        printf("%s%d,", i % 20 ? "" : "\n    ", (signed char)bytes[i]);
    printf("0\n};\n");
}

static bool is_migration(const char *path)
{
    return strstr(path, "/migration/") != NULL;
}

static void each_statement(const char *path, bool header)
{
    size_t length;
    char *bytes = read_file(path, &length);
    const char *mark = "-- name: ";
    char *at = strncmp(bytes, mark, strlen(mark)) ? strstr(bytes, "\n-- name: ") : bytes;
    while (at) {
        at += *at == '\n';
        char *name = at + strlen(mark);
        char *body = name + strcspn(name, "\r\n");
        char *next = strstr(body, "\n-- name: ");
        size_t size = next ? (size_t)(next - body) : strlen(body);
        int name_length = (int)strcspn(name, " \r\n");
        if (header) {
            printf("extern const char sql_%.*s[];\n", name_length, name);
        } else {
            printf("const char sql_%.*s[] = {", name_length, name);
            write_bytes(body, size);
        }
        at = next;
    }
    free(bytes);
}

static void sql(int count, char **paths, bool header)
{
    if (header)
        printf("/* Generated from engine/sql. */\n#ifndef GENERATED_SQL_H\n#define "
               "GENERATED_SQL_H\n#include <stddef.h>\n");
    else
        printf("#include \"sql.h\"\n");
    int migrations = 0;
    for (int i = 0; i < count; i++) {
        if (!is_migration(paths[i])) {
            each_statement(paths[i], header);
        } else if (!header) {
            size_t length;
            char *bytes = read_file(paths[i], &length);
            printf("static const char migration_%d[] = {", migrations);
            write_bytes(bytes, length);
            free(bytes);
            migrations++;
        }
    }
    if (header) {
        printf("/* Step i brings a collection from user_version i to i + 1. */\n"
               "extern const char *const sql_migrations[];\n"
               "extern const int sql_migration_count;\n#endif\n");
        return;
    }
    printf("const char *const sql_migrations[] = {\n");
    for (int i = 0; i < migrations; i++)
        printf("    migration_%d,\n", i);
    printf("    NULL,\n};\nconst int sql_migration_count = %d;\n", migrations);
}

static void sample(int count, char **paths)
{
    printf("#include \"content/content.h\"\n");
    size_t *lengths = calloc((size_t)count + 1, sizeof *lengths);
    for (int i = 0; i < count; i++) {
        char *bytes = read_file(paths[i], &lengths[i]);
        printf("static const char sample_%d[] = {", i);
        write_bytes(bytes, lengths[i]);
        free(bytes);
    }
    printf("const struct sample_file sample_files[] = {\n");
    for (int i = 0; i < count; i++) {
        const char *slash = strrchr(paths[i], '/');
        printf("    {\"%s\", sample_%d, %zu},\n", slash ? slash + 1 : paths[i], i, lengths[i]);
    }
    printf("    {NULL, NULL, 0},\n};\nconst size_t sample_file_count = %d;\n", count);
    free(lengths);
}

static void whole(const char *name, const char *header, const char *path)
{
    size_t length;
    char *bytes = read_file(path, &length);
    printf("#include \"%s\"\nconst char %s[] = {", header, name);
    write_bytes(bytes, length);
    printf("const size_t %s_length = %zu;\n", name, length);
    free(bytes);
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (!strcmp(what, "sql-header"))
        sql(argc - 2, argv + 2, true);
    else if (!strcmp(what, "sql-source"))
        sql(argc - 2, argv + 2, false);
    else if (!strcmp(what, "sample"))
        sample(argc - 2, argv + 2);
    else if (!strcmp(what, "bytes") && argc == 5)
        whole(argv[2], argv[3], argv[4]);
    else
        return fprintf(stderr, "usage: embed sql-header|sql-source|sample FILE...\n"
                               "       embed bytes NAME HEADER FILE\n"),
               2;
    return 0;
}
