/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/command.h"
#include "tui/json.h"

static void print_json(const struct doctor_report *report, FILE *out)
{
    json_t *problems = json_array();
    for (size_t i = 0; i < report->count; i++) {
        const struct problem_found *problem = &report->problems[i];
        json_array_append_new(
            problems, json_pack("{s:o, s:o, s:o, s:b}", "code", json_text(problem->code), "where",
                                json_text(problem->where), "message", json_text(problem->message),
                                "repaired", problem->repaired));
    }
    json_print(json_pack("{s:b, s:o}", "ok", report->count == 0, "problems", problems), out);
}

static int run(struct invocation *invocation, struct error *error)
{
    bool repair = invocation_flag(invocation, "repair");
    struct collection *collection = invocation_open(invocation, repair, error);
    struct doctor_report report = {0};
    bool good = collection && collection_doctor(collection, repair, &report, error);
    if (good && invocation->json)
        print_json(&report, invocation->out);
    for (size_t i = 0; good && !invocation->json && i < report.count; i++)
        (void)fprintf(invocation->out, "%s: %s: %s%s\n", report.problems[i].code,
                      report.problems[i].where, report.problems[i].message,
                      report.problems[i].repaired ? " (repaired)" : "");
    if (good && !invocation->json && !report.count)
        (void)fprintf(invocation->out, "Everything is in order.\n");
    int status = !good ? (int)error->kind : report.count ? ERROR_NEGATIVE : 0;
    doctor_report_release(&report);
    collection_close(collection);
    return status;
}

static const struct option_row options[] = {
    {"repair", NULL, "rebuild from the events what does not match them", OPTION_FLAG, 0, 0},
    {NULL, NULL, NULL, OPTION_FLAG, 0, 0},
};

const struct command command_doctor = {
    .name = "doctor",
    .summary = "check the collection",
    .details = "Checks the file, replays every event and compares the result with what is stored.",
    .options = options,
    .run = run,
};
