/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/export.h"
#include "tui/interrupt.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/base/file.h"
#include "engine/base/file_draft.h"
#include "engine/base/memory.h"
#include "tui/export_problem.h"

enum { FILES = 16, PROGRESS_AFTER_MS = 1000, PROGRESS_EVERY_MS = 200 };

/* --- Names --------------------------------------------------------------------------------------
 */

const char *export_what_name(int what)
{
    return what == EXPORT_ALL ? "all" : record_table((enum record_kind)what)->name;
}

int export_what_of(const char *name)
{
    int what = 0;
    while (what < EXPORT_WHAT_COUNT && strcmp(name, export_what_name(what)) != 0)
        what++;
    return what;
}

const struct export_format *export_format_find(const char *name)
{
    for (size_t i = 0; export_format_registry[i]; i++)
        if (!strcmp(export_format_registry[i]->name, name))
            return export_format_registry[i];
    return NULL;
}

bool export_allows(const struct export_format *format, int what)
{
    return format->what >> what & 1;
}

static void list_whats(const struct export_format *format, struct text *out)
{
    const char *between = "";
    for (int what = 0; what < EXPORT_WHAT_COUNT; what++) {
        if (format && !export_allows(format, what))
            continue;
        text_printf(out, "%s%s", between, export_what_name(what));
        between = ", ";
    }
}

void export_list_pairs(struct text *out)
{
    for (size_t i = 0; export_format_registry[i]; i++) {
        text_printf(out, "%s%s: ", i ? "; " : "", export_format_registry[i]->name);
        list_whats(export_format_registry[i], out);
    }
}

/* --- What goes together -------------------------------------------------------------------------
 */

static bool refuse_pair(const struct export_request *request, struct error *error)
{
    struct text pairs = {0};
    export_list_pairs(&pairs);
    (void)error_set(error, ERROR_USAGE,
                    "%.40s cannot be exported as %.40s; what there is: ", request->what,
                    request->format);
    size_t length = strlen(error->message);
    (void)snprintf(error->message + length, sizeof error->message - length, "%s",
                   text_string(&pairs));
    text_release(&pairs);
    return false;
}

static bool refuse_name(const char *option, const char *given, bool whats, struct error *error)
{
    struct text names = {0};
    if (whats)
        list_whats(NULL, &names);
    for (size_t i = 0; !whats && export_format_registry[i]; i++)
        text_printf(&names, "%s%s", i ? ", " : "", export_format_registry[i]->name);
    (void)error_set(error, ERROR_USAGE, "%s '%.80s': expected %s", option, given,
                    text_string(&names));
    text_release(&names);
    return false;
}

static bool read_state(const struct export_request *request, const struct export_format *format,
                       struct export_job *job, struct error *error)
{
    bool cards = job->what == RECORD_CARDS;
    bool all = job->what == EXPORT_ALL && export_allows(format, RECORD_CARDS);
    job->request.card_state = cards ? CARD_ACTIVE : -1;
    if (!request->state)
        return true;
    if (!cards && !all)
        return error_set(error, ERROR_USAGE, "--state is for tables of cards, not for %s as %s",
                         export_what_name(job->what), format->name);
    enum card_state state = card_state_of(request->state);
    job->request.card_state = state == CARD_STATE_COUNT ? -1 : (int)state;
    if (state != CARD_STATE_COUNT || !strcmp(request->state, "all"))
        return true;
    return error_set(error, ERROR_USAGE,
                     "--state takes proposed, active, suspended, orphaned, rejected or all, not "
                     "'%.80s'",
                     request->state);
}

static bool read_days(const struct export_request *request, struct export_job *job,
                      struct error *error)
{
    struct record_request *records = &job->request;
    records->since = records->until = DAY_NONE;
    if ((request->since && !day_parse(request->since, &records->since, error)) ||
        (request->until && !day_parse(request->until, &records->until, error))) {
        error->kind = ERROR_USAGE;
        return false;
    }
    if (records->since != DAY_NONE && records->until != DAY_NONE && records->since > records->until)
        return error_set(error, ERROR_USAGE, "--since %s is after --until %s", request->since,
                         request->until);
    if ((request->since || request->until) && job->what == RECORD_CARDS)
        return error_set(error, ERROR_USAGE,
                         "cards are written as they are now: --since and --until are for what has "
                         "a study day");
    return true;
}

static bool check_output(const struct export_request *request, const struct export_format *format,
                         const struct export_job *job, struct error *error)
{
    if (request->path && !request->path[0])
        return error_set(error, ERROR_USAGE, "-o needs a name");
    if (request->path)
        return true;
    if (!request->out)
        return error_set(error, ERROR_USAGE, "a file name is needed");
    if (format->file_name && job->what == EXPORT_ALL)
        return error_set(error, ERROR_USAGE,
                         "several tables as %s need a folder: -o FOLDER; one table goes to "
                         "standard output",
                         format->name);
    if (format->binary && isatty(fileno(request->out)))
        return error_set(error, ERROR_USAGE, "%s is not for a terminal: -o FILE", format->name);
    return true;
}

static bool read_request(const struct export_request *request, struct export_job *job,
                         const struct export_format **format, struct error *error)
{
    job->what = export_what_of(request->what);
    *format = request->format ? export_format_find(request->format) : NULL;
    if (job->what == EXPORT_WHAT_COUNT)
        return refuse_name("what", request->what, true, error);
    if (!request->format)
        return refuse_name("--format", "(none)", false, error);
    if (!*format)
        return refuse_name("--format", request->format, false, error);
    if (!export_allows(*format, job->what))
        return refuse_pair(request, error);
    if (request->excel_safe && !(*format)->spreadsheet)
        return error_set(error, ERROR_USAGE, "--excel-safe is for csv, not for %s",
                         (*format)->name);
    if (request->redact && !(*format)->redacts)
        return error_set(error, ERROR_USAGE, "nothing would be left of %s with --redact",
                         (*format)->name);
    job->excel_safe = request->excel_safe;
    job->request.redact = request->redact;
    return read_days(request, job, error) && read_state(request, *format, job, error) &&
           check_output(request, *format, job, error);
}

/* --- While it runs ------------------------------------------------------------------------------
 */

struct watch {
    struct problem_teller teller;
    const struct clock *clock;
    FILE *err; /* NULL: no progress is shown */
    int64_t begin_ms, shown_ms;
    bool shown;
    struct interrupt before;
};

static void watch_begin(struct watch *watch, FILE *err, const struct clock *clock)
{
    watch->clock = clock;
    watch->err = err && isatty(fileno(err)) ? err : NULL;
    watch->begin_ms = watch->shown_ms = clock_elapsed_ms(clock);
    interrupt_begin(&watch->before);
}

static int watch_end(struct watch *watch)
{
    interrupt_end(&watch->before);
    if (watch->shown)
        (void)fprintf(watch->err, "\r%*s\r", 40, "");
    problem_teller_release(&watch->teller);
    return interrupt_seen();
}

/* "42,000" */
static void append_thousands(long value, struct text *out)
{
    if (value >= 1000) {
        append_thousands(value / 1000, out);
        text_printf(out, ",%03ld", value % 1000);
    } else {
        text_printf(out, "%ld", value);
    }
}

static bool pulse(void *context, long done, long total)
{
    struct watch *watch = context;
    if (interrupt_seen())
        return false;
    int64_t now = watch->err ? clock_elapsed_ms(watch->clock) : 0;
    if (!watch->err || now - watch->begin_ms < PROGRESS_AFTER_MS ||
        now - watch->shown_ms < PROGRESS_EVERY_MS)
        return true;
    struct text line = {0};
    append_thousands(done, &line);
    if (total >= done) {
        text_append(&line, " of ");
        append_thousands(total, &line);
    }
    (void)fprintf(watch->err, "\r%-38s", text_string(&line));
    (void)fflush(watch->err);
    text_release(&line);
    watch->shown = true;
    watch->shown_ms = now;
    return true;
}

static void tell_problem(void *context, enum item_kind kind, const char *subject, const char *id,
                         struct record_problem *told)
{
    struct watch *watch = context;
    problem_tell(&watch->teller, kind, subject, id, told);
}

/* --- Where it goes ------------------------------------------------------------------------------
 */

static bool write_to_path(const struct export_format *format, const struct export_job *job,
                          const char *path, struct error *error)
{
    struct file_draft draft;
    if (!file_draft_open(&draft, path, error))
        return false;
    /* Writing gives up where the stream fails; finishing says why. */
    bool good = (format->write(job, draft.stream, error) || ferror(draft.stream)) &&
                file_draft_finish(&draft, error) && !interrupt_seen() &&
                file_draft_publish(&draft, error);
    file_draft_discard(&draft);
    return good;
}

/* All files under temporary names, then each in place. */
static bool write_drafts(const struct export_format *format, const struct export_job *job,
                         const char *folder, struct file_draft *drafts, struct error *error)
{
    bool good = true;
    size_t count = 0;
    for (char *name; good && count < FILES && (name = format->file_name(job, count)); count++) {
        char *path = path_join(folder, name);
        good = file_draft_open(&drafts[count], path, error) &&
               (format->write_file(job, count, drafts[count].stream, error) ||
                ferror(drafts[count].stream)) &&
               file_draft_finish(&drafts[count], error);
        free(path);
        free(name);
    }
    good = good && !interrupt_seen();
    for (size_t i = 0; good && i < count; i++)
        good = file_draft_publish(&drafts[i], error);
    return good;
}

static bool write_to_folder(const struct export_format *format, const struct export_job *job,
                            const char *folder, struct error *error)
{
    struct file_draft drafts[FILES] = {0};
    bool made = mkdir(folder, 0700) == 0;
    if (!made && errno != EEXIST)
        return error_set_at(error, ERROR_INPUT, folder, 0, "cannot be made: %s", strerror(errno));
    if (!path_is_folder(folder))
        return error_set_at(error, ERROR_INPUT, folder, 0, "is no folder; %s is written to one",
                            format->name);
    bool good = write_drafts(format, job, folder, drafts, error);
    for (size_t i = 0; i < FILES; i++)
        file_draft_discard(&drafts[i]);
    if (!good && made)
        (void)rmdir(folder);
    return good;
}

static bool write_out(const struct export_format *format, const struct export_job *job,
                      const struct export_request *request, struct error *error)
{
    if (request->path)
        return format->file_name ? write_to_folder(format, job, request->path, error)
                                 : write_to_path(format, job, request->path, error);
    return format->write(job, request->out, error) ||
           ferror(request->out); /* shown by the caller */
}

bool export_run(struct collection *collection, const struct export_request *request, int *signal,
                struct error *error)
{
    struct watch watch = {0};
    const struct export_format *format;
    struct export_job job = {.collection = collection,
                             .version = TUTOR338_VERSION,
                             .request = {.problem = tell_problem, .pulse = pulse}};
    *signal = 0;
    if (!read_request(request, &job, &format, error))
        return false;
    job.request.context = &watch;
    bool quiet = !request->path && isatty(fileno(request->out)); /* it would stand in the output */
    watch_begin(&watch, quiet ? NULL : request->err, collection_clock(collection));
    bool good = collection_hold(collection, error);
    if (good) {
        good = write_out(format, &job, request, error);
        collection_let_go(collection);
    }
    *signal = watch_end(&watch);
    if (*signal)
        error_clear(error);
    return good && !*signal;
}
