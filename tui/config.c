/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/config.h"

#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/file.h"
#include "engine/base/text.h"

static const char *const theme_names[THEME_COUNT] = {"dark", "light", "high-contrast", "mono"};

const char *theme_name(enum theme theme)
{
    return theme_names[theme];
}

enum theme theme_of(const char *name)
{
    unsigned theme = 0;
    while (theme < THEME_COUNT && strcmp(theme_names[theme], name) != 0)
        theme++;
    return (enum theme)theme;
}

void config_init(struct config *config)
{
    *config = (struct config){0};
    keymap_init(&config->keymap);
}

void config_release(struct config *config)
{
    keymap_release(&config->keymap);
}

struct reading {
    struct config *config;
    const char *rest; /* of the file's text */
    long line;        /* of the line handed out last */
    struct error first;
    long first_line;
};

/* Hands inih one line at a time and counts, as the packaged inih does not tell line numbers. */
static char *next_line(char *buffer, int size, void *stream)
{
    struct reading *reading = stream;
    if (!*reading->rest || size < 2)
        return NULL;
    reading->line++;
    size_t length = strcspn(reading->rest, "\n");
    size_t copied = length < (size_t)size - 1 ? length : (size_t)size - 1;
    memcpy(buffer, reading->rest, copied);
    buffer[copied] = '\0';
    reading->rest += length + (reading->rest[length] == '\n');
    return buffer;
}

static bool read_switch(const char *value, bool *out, struct error *error)
{
    static const char *const yes[] = {"yes", "on", "true", "1"};
    static const char *const no[] = {"no", "off", "false", "0"};
    for (int i = 0; i < 4; i++) {
        if (text_equal_ignoring_case(value, yes[i]) || text_equal_ignoring_case(value, no[i])) {
            *out = text_equal_ignoring_case(value, yes[i]);
            return true;
        }
    }
    return error_set(error, ERROR_INPUT, "\"%s\" should be yes or no", value);
}

static bool read_theme(struct config *config, const char *name, const char *value,
                       struct error *error)
{
    if (!strcmp(name, "ascii"))
        return read_switch(value, &config->ascii, error);
    if (!strcmp(name, "mouse"))
        return read_switch(value, &config->mouse, error);
    if (strcmp(name, "name") != 0)
        return error_set(error, ERROR_INPUT, "[theme] has name, ascii and mouse, no \"%s\"", name);
    enum theme theme = theme_of(value);
    if (theme == THEME_COUNT)
        return error_set(error, ERROR_INPUT,
                         "no theme \"%s\": there are dark, light, high-contrast and mono", value);
    config->theme = theme;
    return true;
}

/* "~/" is the person's home; nothing else is taken apart. */
static bool read_folder(const char *value, char *folder, size_t size, struct error *error)
{
    const char *home = !strncmp(value, "~/", 2) ? getenv("HOME") : NULL;
    int length = snprintf(folder, size, "%s%s", home ? home : "", home ? value + 1 : value);
    return (length >= 0 && (size_t)length < size && folder[0] == '/') ||
           error_set(error, ERROR_INPUT, "a folder is a whole path, not \"%s\"", value);
}

static bool read_row(struct config *config, const char *section, const char *name,
                     const char *value, struct error *error)
{
    if (!strcmp(section, "keys"))
        return keymap_bind(&config->keymap, name, value, error);
    if (!strcmp(section, "theme"))
        return read_theme(config, name, value, error);
    if (!strcmp(section, "editor") && !strcmp(name, "command")) {
        (void)snprintf(config->editor, sizeof config->editor, "%s", value);
        return true;
    }
    if (!strcmp(section, "numbers") && !strcmp(name, "decimal")) {
        config->decimal_comma = !strcmp(value, "comma");
        return config->decimal_comma || !strcmp(value, "point") ||
               error_set(error, ERROR_INPUT, "decimal should be point or comma, not \"%s\"", value);
    }
    if (!strcmp(section, "folders") && !strcmp(name, "sync"))
        return read_folder(value, config->sync_folder, sizeof config->sync_folder, error);
    /* Other folders belong to import. */
    if (!strcmp(section, "folders"))
        return true;
    return error_set(error, ERROR_INPUT, "there is no setting \"%s\" in [%s]", name, section);
}

static int handle_row(void *user, const char *section, const char *name, const char *value)
{
    struct reading *reading = user;
    if (reading->first.kind != ERROR_NONE)
        return 1;
    if (read_row(reading->config, section, name, value, &reading->first))
        return 1;
    reading->first_line = reading->line;
    return 0;
}

bool config_read(struct config *config, const char *path, struct error *error)
{
    char *bytes;
    size_t length;
    if (!file_read(path, &bytes, &length, error))
        return false;
    struct reading reading = {.config = config, .rest = bytes};
    int bad_line = ini_parse_stream(next_line, &reading, handle_row, &reading);
    free(bytes);
    if (reading.first.kind != ERROR_NONE && (bad_line <= 0 || reading.first_line <= bad_line))
        return error_set_at(error, ERROR_INPUT, path, reading.first_line, "%s",
                            reading.first.message);
    if (bad_line)
        return error_set_at(error, ERROR_INPUT, path, bad_line > 0 ? bad_line : 0,
                            "not of the form \"name = value\" or \"[section]\"");
    if (keymap_check(&config->keymap, &reading.first))
        return true;
    return error_set_at(error, ERROR_INPUT, path, 0, "%s", reading.first.message);
}

bool config_load(struct config *config, struct error *error)
{
    config_init(config);
    char *folder = folder_of_user("XDG_CONFIG_HOME");
    char *path = path_join(folder, "config.ini");
    bool ok = !path_exists(path) || config_read(config, path, error);
    free(path);
    free(folder);
    return ok;
}

bool config_style(struct answer_style *style, struct error *error)
{
    struct config config;
    bool good = config_load(&config, error);
    style->decimal_comma = config.decimal_comma;
    config_release(&config);
    return good;
}
