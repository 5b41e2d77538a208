/* SPDX-License-Identifier: GPL-3.0-or-later */
/* FSRS fitted to a person's answers: run, kept where it is better, told in words and numbers. */
#ifndef TUI_OPTIMIZER_H
#define TUI_OPTIMIZER_H

#include <jansson.h>

#include "engine/base/text.h"
#include "engine/collection.h"
#include "engine/fit.h"

enum { OPTIMIZE_SEED = 338 }; /* where nobody gives one */

struct optimization {
    struct fit_result result;
    double in_use[FSRS_PARAMETERS];
    size_t reviews; /* in the log, repeats and first ones included */
    double seconds; /* that the fit took; 0 where not measured */
    bool compare;   /* the text tells of all rivals; to be set by who wants that */
    bool of_file;   /* not of a collection */
    bool kept;      /* the setting fsrs-parameters was made */
    bool is_fsrs;   /* is the scheduler */
};

/* Fits the log, against the published parameters. */
void optimize_log(const struct fit_log *log, uint64_t seed, const struct fit_watch *watch,
                  struct optimization *optimization);

/* Fits the answers in the collection, against the parameters in use. False: an error. Ended by the
 * watch is none; the outcome is then FIT_INTERRUPTED. */
bool optimize_collection(struct collection *collection, uint64_t seed,
                         const struct fit_watch *watch, struct optimization *optimization,
                         struct error *error);

/* Makes the parameters found those of the collection, where the rule of fit.h says so. */
bool optimization_keep(struct collection *collection, struct optimization *optimization,
                       struct error *error);

/* Sentences, a table where rivals are compared, the parameters where they are of a file. */
void optimization_text(const struct optimization *optimization, struct text *out);
/* As the contract has it. */
json_t *optimization_json(const struct optimization *optimization);

#endif
