/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a review log; and what can be read, fitted: finite, within the bounds. */
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/fit.h"
#include "tui/review_log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fit(const struct review_log *file)
{
    struct fit_log log = {0};
    double w[FSRS_PARAMETERS], gradient[FSRS_PARAMETERS];
    for (size_t i = 0; i < file->count; i++)
        fit_log_add(&log, (uint32_t)file->lines[i].number, file->lines[i].day,
                    file->lines[i].grade);
    for (int k = 0; k < FSRS_PARAMETERS; k++)
        w[k] = fsrs_default[k];
    (void)fit_minimise(&log, log.count, 1, NULL, w);
    struct fit_model *model = fit_model_new(&log, log.count, 1);
    if (!isfinite(fit_value(model, w)))
        abort();
    fit_gradient(model, gradient);
    for (int k = 0; k < FSRS_PARAMETERS; k++)
        if (!isfinite(gradient[k]) || !(w[k] >= fsrs_least[k] && w[k] <= fsrs_most[k]))
            abort();
    fit_model_free(model);
    fit_log_release(&log);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct review_log log = {0};
    struct error error = {0};
    FILE *in = size ? fmemopen((void *)(uintptr_t)data, size, "r") : NULL;
    if (!in)
        return 0;
    bool good = review_log_read(in, "log", &log, &error);
    if (good != (error.kind == ERROR_NONE) || (!good && (error.kind != ERROR_INPUT || !error.line)))
        abort();
    if (good)
        fit(&log);
    review_log_release(&log);
    (void)fclose(in);
    return 0;
}
